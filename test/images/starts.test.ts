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
  "alpine:3": [],
  "amazon/amazon-ecs-sample": ["tcp * 80"],
  "caddy:2": ["tcp * 80", "tcp 127.0.0.1 2019"],
  "docker:27-dind": ["tcp * 2376", "unix /var/run/docker.sock"],
  "docker.elastic.co/elasticsearch/elasticsearch:9.1.0": ["tcp * 9200", "tcp * 9300"],
  "eclipse-mosquitto:2.0.18": ["tcp localhost 1883"],
  "grafana/grafana": ["tcp * 3000"],
  "hashicorp/vault:1.20": ["tcp * 8200"],
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
