import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const SERVER = "gunicorn -b 0.0.0.0:8117 shop:app";
const after = (shell: string, lines: string): readonly string[] => summary(launcher.userData(`#!/bin/${shell}\n${lines}\n`));

/** What is asked may fail, and then the script goes on. */
test.each([
  `curl -sf http://localhost:8117/health && exit 0\n${SERVER}`,
  `pgrep -f gunicorn && exit 0\n${SERVER}`,
  `start() { lsof -i :8117 && return 0; ${SERVER}; }; start`,
  `for n in 1 2; do ping -c 1 10.31.0.$n && continue; ${SERVER} & done`,
  `curl -sf http://localhost/a && { echo ready; exit 0; }\n${SERVER}`,
  `(curl -sf http://localhost:8117/health && exit 1) || ${SERVER}`,
  `(echo > /dev/tcp/127.0.0.1/5432) 2>/dev/null || ${SERVER}`,
  `if (echo > /dev/tcp/127.0.0.1/5432) 2>/dev/null; then exit 0; fi\n${SERVER}`,
])("what follows a probe is possible: %s", (lines) => {
  expect(after("bash", lines)).toContain("? tcp 0.0.0.0 8117");
});

test.each([
  `apt-get update && ${SERVER}`,
  `mkdir -p /opt/shop && cd /opt/shop || exit 1\n${SERVER}`,
  `(curl -sf http://localhost/a && exit 1)\n${SERVER}`,
  `echo ready > /dev/null && ${SERVER}`,
])("a step that leads nowhere else is taken to succeed: %s", (lines) => {
  expect(after("bash", lines)).toEqual(["tcp 0.0.0.0 8117"]);
});

const REDIS = "apt-get install -y redis-server";

test("echo reads escapes in dash, which bash prints as they are", () => {
  const lines = `${REDIS}\necho "# open\\nbind 0.0.0.0" >> /etc/redis/redis.conf\nsystemctl restart redis-server`;
  expect(after("sh", lines).some((socket) => socket.includes("?") || socket === "…")).toBe(true);
  expect(after("bash", lines)).toEqual(after("bash", REDIS));
});

test("echo -e prints its option in dash", () => {
  expect(after("sh", `x=$(echo -e y); [ "$x" = y ] || ${SERVER}`)).toEqual(["? tcp 0.0.0.0 8117"]);
  expect(after("bash", `x=$(echo -e y); [ "$x" = y ] || ${SERVER}`)).toEqual([]);
});

test.each([
  ["apt-get remove nginx", "apt-get remove -y nginx"],
  ["apt-get purge nginx < /dev/null", "yes | apt-get purge nginx"],
  ["echo n | apt-get remove nginx", "echo y | apt-get remove nginx"],
])("%s asks, and removes nothing; %s removes", (asks, removes) => {
  const open = after("bash", "apt-get install -y nginx");
  expect(open).not.toEqual([]);
  expect(after("bash", `apt-get install -y nginx\n${asks}`)).toEqual(open);
  expect(after("bash", `apt-get install -y nginx\n${removes}`)).not.toEqual(open);
});
