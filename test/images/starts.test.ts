import { imageStart } from "../../src/images";
import { launcher } from "../../src/launch";
import type { ContainerStart } from "../../src/model/launch";
import { HOLE } from "../../src/model/text";
import { over } from "../launch/sockets";
import { factsOfNotation, factsOfServed, sorted } from "../servers/notation";

interface Start {
  readonly image: string;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Mounted over those of the image. */
  readonly files?: Readonly<Record<string, string>>;
}

const containerOf = ({ image, entryPoint, command, env = {}, files = {} }: Start): ContainerStart => ({
  image,
  entryPoint: entryPoint ?? null,
  command: command ?? null,
  environment: { values: new Map(Object.entries(env)), complete: true },
  cwd: null,
  files: over(files),
});

const ALONE: Readonly<Record<string, readonly string[]>> = {
  "adminer:5": ["tcp * 8080"],
  "apache/kafka:4.1.0": ["tcp * 9092", "tcp * 9093"],
  "bitnami/redis:7.4": ["tcp 0.0.0.0 6379", "tcp [::] 6379"],
  "bitnami/postgresql:17": ["tcp * 5432"],
  "bitnami/mongodb:8.0": ["tcp 0.0.0.0 27017"],
  "bitnami/mariadb:11": ["tcp 0.0.0.0 3306"],
  "bitnami/kafka:3.9": ["tcp * 9092", "tcp * 9093"],
  "bitnamilegacy/memcached:1.6": ["tcp * 11211"],
  "cassandra:5.0": ["tcp * 9042", "tcp 10.0.0.9 7000"],
  "clickhouse/clickhouse-server:25.8": ["tcp * 8123", "tcp * 9000", "tcp * 9004", "tcp * 9005", "tcp * 9009"],
  "couchdb:3.5": ["tcp * 5984"],
  "docker.elastic.co/kibana/kibana:9.1.0": ["tcp 0.0.0.0 5601"],
  "gitea/gitea:1.24": ["tcp 0.0.0.0 22", "tcp [::] 22", "tcp * 3000"],
  "docker.gitea.com/gitea:1.24-rootless": ["tcp * 3000", "tcp * 2222"],
  "ghcr.io/open-webui/open-webui:main": ["tcp 0.0.0.0 8080"],
  "codercom/code-server": ["tcp 0.0.0.0 8080"],
  "mcr.microsoft.com/mssql/server:2022-latest": ["tcp * 1433"],
  "n8nio/n8n": ["tcp * 5678"],
  "neo4j:5": ["tcp * 7687", "tcp * 7474"],
  "nodered/node-red": ["tcp 0.0.0.0 1880"],
  "opensearchproject/opensearch-dashboards:3": ["tcp 0.0.0.0 5601"],
  "portainer/portainer-ce": ["tcp * 9000", "tcp * 9443", "tcp * 8000"],
  "public.ecr.aws/bitnami/rabbitmq:4": ["tcp * 5672", "tcp 0.0.0.0 25672", "tcp * 4369", "tcp * 15672"],
  "public.ecr.aws/ecs-sample-image/amazon-ecs-sample": ["tcp * 80"],
  "quay.io/jupyter/scipy-notebook": ["tcp 0.0.0.0 8888"],
  "quay.io/prometheus/node-exporter:v1.9.1": ["tcp * 9100"],
  "pgvector/pgvector:pg17": ["tcp * 5432"],
  "solr:9.6": ["tcp * 8983"],
  "sonarqube:community": ["tcp * 9000"],
  "sonatype/nexus3": ["tcp * 8081"],
  "ubuntu/squid:latest": ["tcp * 3128"],
  "zookeeper:3.9": ["tcp * 2181", "tcp * 8080"],
  "alpine:3": [],
  "amazon/amazon-ecs-sample": ["tcp * 80"],
  "caddy:2": ["tcp * 80", "tcp 127.0.0.1 2019"],
  "docker:27-dind": ["tcp * 2376", "unix /var/run/docker.sock"],
  "docker.elastic.co/elasticsearch/elasticsearch:9.1.0": ["tcp * 9200", "tcp * 9300"],
  "eclipse-mosquitto:2.0.18": ["tcp localhost 1883"],
  "grafana/grafana": ["tcp * 3000"],
  "hashicorp/vault:1.20": ["tcp 0.0.0.0 8200"],
  "httpd:2.4": ["tcp * 80"],
  "jenkins/jenkins:lts": ["tcp * 8080", "tcp * 50000"],
  "mariadb:11": ["tcp * 3306"],
  memcached: ["tcp * 11211"],
  "minio/minio": [],
  "mongo:8": ["tcp 0.0.0.0 27017"],
  "mysql:5.7": ["tcp * 3306"],
  "mysql:8.4": ["tcp * 3306", "tcp * 33060"],
  "mysql:lts": ["tcp * 3306", "tcp * 33060"],
  "nats:2": ["tcp * 4222", "tcp * 8222", "tcp * 6222"],
  "nginx:1.29-alpine": ["tcp 0.0.0.0 80", "tcp [::] 80"],
  "nginxinc/nginx-unprivileged": ["tcp 0.0.0.0 8080", "tcp [::] 8080"],
  "node:22": [],
  "ollama/ollama": ["tcp * 11434"],
  "php:8.3-fpm": ["tcp * 9000"],
  "postgres:17": ["tcp * 5432"],
  "prom/prometheus": ["tcp * 9090"],
  "public.ecr.aws/docker/library/redis:7": ["tcp * 6379"],
  "python:3.13": [],
  "rabbitmq:4": ["tcp * 5672", "tcp 0.0.0.0 25672", "tcp * 4369", "tcp * 15692"],
  "rabbitmq:4-management": ["tcp * 5672", "tcp 0.0.0.0 25672", "tcp * 4369", "tcp * 15692", "tcp * 15672"],
  "registry:2": ["tcp * 5000"],
  "tomcat:11": ["tcp * 8080", "tcp 127.0.0.1 8005"],
  "traefik:v3.5": ["tcp * 80"],
  "vllm/vllm-openai:v0.11.0": ["tcp 0.0.0.0 8000"],
  "wordpress:6-fpm": ["tcp * 9000"],
  "wordpress:6": ["tcp * 80"],
};

test.each(Object.entries(ALONE))("%s by itself", (image, listens) => {
  const launched = launcher.container(containerOf({ image }));
  expect(sorted(factsOfServed(launched))).toEqual(sorted(factsOfNotation(listens)));
  expect(launched).toMatchObject({ complete: true, unknowns: [] });
});

const CHANGED: readonly (readonly [what: string, start: Start, listens: readonly string[]])[] = [
  ["options alone go to the server", { image: "redis:7", command: ["--bind", "127.0.0.1"] }, ["tcp 127.0.0.1 6379"]],
  [
    "a whole command does so too",
    { image: "postgres:17", command: ["postgres", "-c", "listen_addresses=localhost"] },
    ["tcp localhost 5432"],
  ],
  [
    "the image's plugin has an address of its own",
    { image: "mysql:9", command: ["--bind-address=127.0.0.1"] },
    ["tcp 127.0.0.1 3306", "tcp * 33060"],
  ],
  [
    "a release that nobody knows has the plugin perhaps",
    { image: "mysql@sha256:0000000000000000000000000000000000000000000000000000000000000000" },
    ["tcp * 3306", "? tcp * 33060"],
  ],
  [
    "the image's environment may be given another value",
    { image: "ollama/ollama", env: { OLLAMA_HOST: "127.0.0.1" } },
    ["tcp 127.0.0.1 11434"],
  ],
  [
    "options go to the image's program",
    { image: "vllm/vllm-openai", command: ["--model", "m", "--host", "127.0.0.1"] },
    ["tcp 127.0.0.1 8000"],
  ],
  ["another entry point loses what the image's script adds", { image: "mongo:8", entryPoint: ["mongod"] }, ["tcp 127.0.0.1 27017"]],
  ["the script adds nothing where an address is given", { image: "mongo:8", command: ["--bind_ip", "127.0.0.1"] }, ["tcp 127.0.0.1 27017"]],
  [
    "a file that is mounted replaces the image's",
    { image: "nginx", files: { "/etc/nginx/conf.d/default.conf": "server { listen 127.0.0.1:8080; }" } },
    ["tcp 127.0.0.1 8080"],
  ],
  [
    "a file that is mounted beside the image's counts as well",
    { image: "nginx", files: { "/etc/nginx/conf.d/more.conf": "server { listen 8081; }" } },
    ["tcp 0.0.0.0 80", "tcp [::] 80", "tcp 0.0.0.0 8081"],
  ],
  [
    "the environment goes over the image's",
    { image: "vault:1.13.3", env: { VAULT_DEV_LISTEN_ADDRESS: "127.0.0.1:8300" } },
    ["tcp 127.0.0.1 8300"],
  ],
  [
    "docker without certificates is open to all",
    { image: "docker:dind", env: { DOCKER_TLS_CERTDIR: "" } },
    ["tcp * 2375", "unix /var/run/docker.sock"],
  ],
  [
    "a script for the language",
    {
      image: "node:22",
      command: ["server.js"],
      files: { "/server.js": 'require("http").createServer().listen(8080, process.env.HOST)' },
      env: { HOST: "127.0.0.1" },
    },
    ["tcp 127.0.0.1 8080"],
  ],
  [
    "Kafka takes its ports of what it tells its clients",
    { image: "confluentinc/cp-kafka:7.7.0", env: { KAFKA_ADVERTISED_LISTENERS: "PLAINTEXT://b1:9192,HOST://localhost:29192" } },
    ["tcp * 9192", "tcp * 29192"],
  ],
  ["Kafka listens where it is told to", { image: "apache/kafka", env: { KAFKA_LISTENERS: "A://127.0.0.1:9392" } }, ["tcp 127.0.0.1 9392"]],
  [
    "Cassandra's variables go into its file",
    { image: "cassandra:5", env: { CASSANDRA_RPC_ADDRESS: "127.0.0.1", CASSANDRA_LISTEN_ADDRESS: "127.0.0.1" } },
    ["tcp 127.0.0.1 9042", "tcp 127.0.0.1 7000"],
  ],
  [
    "neo4j's variables go into its file",
    { image: "neo4j:5", env: { NEO4J_server_default__listen__address: "127.0.0.1", NEO4J_server_bolt_listen__address: ":7787" } },
    ["tcp 127.0.0.1 7787", "tcp 127.0.0.1 7474"],
  ],
  ["Bitnami's Redis may be shut", { image: "bitnami/redis", env: { REDIS_ALLOW_REMOTE_CONNECTIONS: "no" } }, ["tcp 127.0.0.1 6379"]],
  [
    "Bitnami's Redis has its port of a variable",
    { image: "bitnami/redis", env: { REDIS_PORT_NUMBER: "6390" } },
    ["tcp 0.0.0.0 6390", "tcp [::] 6390"],
  ],
  [
    "Bitnami's Redis takes a file that is mounted",
    { image: "bitnami/redis", files: { "/opt/bitnami/redis/mounted-etc/redis.conf": "bind 127.0.0.1\nport 6391\n" } },
    ["tcp 127.0.0.1 6391"],
  ],
  ["Keycloak does what it is told", { image: "quay.io/keycloak/keycloak:26.0", command: ["start-dev"] }, ["tcp * 8080"]],
  ["ZooKeeper's console may be off", { image: "zookeeper", env: { ZOO_ADMINSERVER_ENABLED: "false" } }, ["tcp * 2181"]],
  [
    "a notebook's own address",
    { image: "jupyter/minimal-notebook", command: ["start-notebook.sh", "--ServerApp.ip=127.0.0.1"] },
    ["tcp 127.0.0.1 8888"],
  ],
  ["a module of the language", { image: "python:3.13", command: ["python", "-m", "http.server", "8080"] }, ["tcp 0.0.0.0 8080"]],
  ["ngrok alone starts all of its tunnels", { image: "ngrok/ngrok" }, ["tcp * 4040"]],
  [
    "ngrok's configuration leaves its command",
    { image: "ngrok/ngrok", command: ["http", "8301"] },
    ["tcp * 4040", "tunnel tcp localhost 8301"],
  ],
  [
    "minio's console has a port of its own",
    { image: "minio/minio", command: ["server", "/data", "--console-address", ":9001"] },
    ["tcp * 9000", "tcp * 9001"],
  ],
];

test.each(CHANGED)("%s", (_what, start, listens) => {
  expect(sorted(factsOfServed(launcher.container(containerOf(start))))).toEqual(sorted(factsOfNotation(listens)));
});

test("an nginx template is followed, or what it makes stays open", () => {
  const template = "server { listen ${NGINX_PORT}; }";
  const start = { image: "nginx", env: { NGINX_PORT: "8080" }, files: { "/etc/nginx/templates/default.conf.template": template } };
  const { listeners } = launcher.container(containerOf(start));
  for (const { certainty, ports } of listeners) expect(certainty === "possible" || ports?.some(([first]) => first === 8080)).toBe(true);
});

test("what nobody has shown makes nothing certain", () => {
  for (const image of ["eclipse-mosquitto:latest", "haproxy:3", `php:${HOLE}`, "registry.example.com/nginx"]) {
    const { listeners, complete } = launcher.container(containerOf({ image }));
    expect({ image, complete, sure: listeners.filter(({ certainty }) => certainty === "definite") }).toEqual({
      image,
      complete: false,
      sure: [],
    });
  }
});

test("an image's script is one that the shell reads", () => {
  for (const image of ["redis", "mongo", "nginx", "vault", "registry", "docker:dind", "ngrok/ngrok"]) {
    const start = imageStart(image);
    expect(start?.files[start.entryPoint[0] ?? ""]).toMatch(/^#!\/bin\/sh\n[^]*exec "\$@"\n$/);
  }
});
