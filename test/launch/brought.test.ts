import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const after = (...lines: readonly string[]): readonly string[] => summary(launcher.userData(["#!/bin/bash", ...lines, ""].join("\n")));

const UNITS = "/etc/systemd/system";
const redis = (...lines: readonly string[]): readonly string[] =>
  after("apt-get install -y redis-server", ...lines, "systemctl daemon-reload", "systemctl restart redis-server");

const SHUT = ["tcp 127.0.0.1 6379", "tcp ::1 6379"];

test.each([
  [`curl -o ${UNITS}/redis-server.service https://acme.example/redis.service`],
  ["curl -o /lib/systemd/system/redis-server.service https://acme.example/redis.service"],
  [`wget -O ${UNITS}/redis-server.service https://acme.example/redis.service`],
  [`aws s3 cp s3://acme/redis.service ${UNITS}/redis-server.service`],
  ["git clone https://github.com/acme/x /opt/x", `cp /opt/x/redis-server.service ${UNITS}/`],
  [`aws s3 sync s3://acme/units ${UNITS}`],
  [`mkdir -p ${UNITS}/redis-server.service.d`, `curl -o ${UNITS}/redis-server.service.d/o.conf https://acme.example/o.conf`],
  [`mkdir -p ${UNITS}/redis-server.service.d`, `cp /opt/x/o.conf ${UNITS}/redis-server.service.d/o.conf`],
])("a unit that nobody has shown may listen anywhere: %s %s", (...lines) => {
  const found = redis(...lines);
  expect(found).toContain("…");
  expect(found.every((line) => line.startsWith("?") || line === "…")).toBe(true);
});

test("a package's unit by its other name is the one that was brought", () => {
  const found = after(
    "apt-get install -y redis-server",
    `curl -o ${UNITS}/redis-server.service https://acme.example/r`,
    "systemctl restart redis",
  );
  expect(found).toContain("…");
});

test.each([
  [`curl -o ${UNITS}/cron.service https://acme.example/x`, `curl -o ${UNITS}/redis-exporter.service https://acme.example/x`],
  ["tar -C /usr/local -xzf go.tar.gz", "unzip -d /usr/lib app.zip"],
  [`curl -o ${UNITS}/redis-server.service https://acme.example/x`, `rm -f ${UNITS}/redis-server.service`],
])("what is brought elsewhere, or is gone again, leaves the package's unit: %s %s", (...lines) => {
  expect(redis(...lines)).toEqual(SHUT);
});

test("what is written over it counts", () => {
  const unit = "[Service]\\nExecStart=/usr/bin/redis-server --port 6390 --bind 127.0.0.1\\n";
  const lines = [`curl -o ${UNITS}/redis-server.service https://acme.example/x`, `printf '${unit}' > ${UNITS}/redis-server.service`];
  expect(redis(...lines)).toEqual(["tcp 127.0.0.1 6390"]);
});

const APP = `printf '[Service]\\nExecStart=/usr/bin/gunicorn -b 0.0.0.0:8273 a\\nRestart=always\\n[Install]\\nWantedBy=multi-user.target\\n' > ${UNITS}/app.service`;

test.each([
  ["unzip awscliv2.zip"],
  ["tar xzf node_exporter-1.8.1.linux-amd64.tar.gz"],
  ["aws s3 cp s3://acme/app.tgz ."],
  ["cd / && git pull"],
  ["unzip -o cfg.zip -d /etc"],
  [`curl -o ${UNITS}/other.service https://acme.example/x`],
  [`curl -o ${UNITS}/app.service https://acme.example/x`],
])("a unit that is written afterwards is what was written: %s", (line) => {
  expect(after(line, APP, "systemctl enable --now app")).toEqual(["tcp 0.0.0.0 8273"]);
});

test.each([
  [`aws s3 sync s3://acme/units ${UNITS}`],
  ["tar xzf units.tgz -C /run/systemd"],
  [`unzip -d ${UNITS}/app.service.d dropins.zip`],
  [`cd ${UNITS} && git pull`],
])("what is unpacked among units may bring a drop-in: %s", (line) => {
  expect(after(line, APP, "systemctl enable --now app")).toContain("…");
});

test("a unit that is written before may be another afterwards", () => {
  expect(after(APP, "tar xzf root.tgz -C /", "systemctl enable --now app")).toContain("…");
});
