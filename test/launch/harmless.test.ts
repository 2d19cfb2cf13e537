import { launcher } from "../../src/launch";
import { isHarmlessPackage } from "../../src/launch/harmless-packages";
import { summary } from "./sockets";

const after = (lines: string): readonly string[] => summary(launcher.userData(`#!/bin/bash\n${lines}\n`));

test.each([
  ["terraform -chdir=/opt apply -auto-approve", "terraform -chdir=/opt validate"],
  ["tox -e serve", "tox list"],
  ["psql -c \"COPY t TO PROGRAM 'nc -lp 8117'\"", "psql -c 'COPY t TO STDOUT'"],
  ["redis-cli config set bind 0.0.0.0", "redis-cli config set requirepass sky"],
  ["pulumi up --yes", "pulumi stack output"],
  ["neo4j-admin server console", "neo4j-admin dbms set-initial-password sky-8117"],
  ["rclone serve http /srv --addr :8117", "rclone copy sky:bucket /srv"],
  ["rclone mount sky:bucket /mnt --metrics-addr :8117", "rclone lsd sky:"],
  ["mosquitto_sub -h 10.31.0.9 -t '#'", "mosquitto_pub -h 10.31.0.9 -t sky -m up"],
  ["valkey-cli config set port 8117", "valkey-cli ping"],
])("%s may start what listens, %s does not", (starts, prepares) => {
  expect(after(starts)).toEqual(["…"]);
  expect(after(prepares)).toEqual([]);
});

test("what a script of expect starts is not known", () => {
  expect(after("expect /opt/sky.exp")).toEqual(["…"]);
});

test.each([
  ["python3-venv", true],
  ["pythonista-server", false],
  ["php8.3-cli", true],
  ["php8.3-fpm", false],
  ["git-lfs", true],
  ["git-daemon-run", false],
  ["libssl3", true],
  ["epel-release", true],
  ["JQ", true],
  ["jqd", false],
  ["podman", true],
  ["clamav", true],
  ["clamav-daemon", false],
  ["telegraf", false],
])("%s starts no service: %s", (name, expected) => {
  expect(isHarmlessPackage(name)).toBe(expected);
});
