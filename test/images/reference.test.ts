import { imageStart, knownImages } from "../../src/images";
import { HOLE } from "../../src/model/text";

const REDIS = imageStart("redis");

test.each([
  "redis:7.4",
  "library/redis",
  "docker.io/redis:7",
  "docker.io/library/redis:8-alpine",
  "index.docker.io/library/redis",
  "public.ecr.aws/docker/library/redis:7",
  "mirror.gcr.io/library/redis:7",
  `redis:${HOLE}`,
  `redis@sha256:${"0".repeat(64)}`,
  `redis:7@sha256:${HOLE}`,
])("%s is the official image", (name) => {
  expect(REDIS).not.toBeNull();
  expect(imageStart(name)).toEqual(REDIS);
});

test.each([
  "123456789012.dkr.ecr.eu-west-1.amazonaws.com/redis:7",
  "localhost:5000/redis",
  "ghcr.io/acme/redis",
  "acme/redis",
  "redis/redis",
  "public.ecr.aws/acme/redis",
  "public.ecr.aws/acme/docker/library/redis",
  "quay.io/library/redis",
  "bitnami/acme",
  HOLE,
  `${HOLE}/redis`,
  `${HOLE}redis:7`,
  `re${HOLE}`,
  "",
  ":7",
  "constructor",
  "__proto__",
])("%s is nobody's that we know", (name) => {
  expect(imageStart(name)).toBeNull();
});

test.each([
  ["public.ecr.aws/nginx/nginx:1.29", "nginx"],
  ["quay.io/prometheus/prometheus", "prom/prometheus"],
  ["quay.io/prometheus/alertmanager:v0.28", "docker.io/prom/alertmanager"],
  ["quay.io/minio/minio", "minio/minio"],
  ["quay.io/keycloak/keycloak:26", "keycloak/keycloak:26"],
  ["docker.elastic.co/elasticsearch/elasticsearch:9.1.0", "elasticsearch:9.1.0"],
  ["public.ecr.aws/bitnami/redis", "bitnami/redis"],
  ["bitnamilegacy/redis:7", "bitnami/redis:7"],
  ["docker.n8n.io/n8nio/n8n", "n8nio/n8n"],
])("%s is %s", (one, other) => {
  expect(imageStart(one)).not.toBeNull();
  expect(imageStart(one)).toEqual(imageStart(other));
});

test("where the tag decides, an unknown tag is unknown", () => {
  expect(imageStart("php:8.3-fpm-alpine")?.command).toEqual(["php-fpm"]);
  expect(imageStart("php:8.3-apache")?.command).toEqual(["apache2-foreground"]);
  expect(imageStart("wordpress:6")?.command).toEqual(["apache2-foreground"]);
  expect(imageStart(`php:${HOLE}`)).toBeNull();
});

test.each(knownImages())("%s starts something", (name) => {
  const start = imageStart(name);
  expect([...(start?.entryPoint ?? []), ...(start?.command ?? [])].length).toBeGreaterThan(0);
});
