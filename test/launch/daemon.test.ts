import { launcher } from "../../src/launch";
import { HOLE } from "../../src/model/text";

/** Where the ports of the containers are published that a script starts. */
const addresses = (...lines: readonly string[]): readonly string[] =>
  launcher
    .userData(["#!/bin/bash", ...lines].join("\n"))
    .containers.flatMap(({ publishes }) => publishes.map(({ hostAddress }) => hostAddress?.replaceAll(HOLE, "<hole>") ?? "*"));

const settings = (text: string): string => `mkdir -p /etc/docker\ncat > /etc/docker/daemon.json <<'EOF'\n${text}\nEOF`;
const LOOPBACK = settings('{ "ip": "127.0.0.1", "log-driver": "local" }');
const RUN = "docker run -d -p 6390:6379 redis:7";
const BINDING = "com.docker.network.bridge.host_binding_ipv4";
const COMPOSE = `mkdir -p /opt/x && cd /opt/x\ncat > compose.yaml <<'EOF'\nservices: { cache: { image: "redis:7", ports: ["6390:6379"] } }\nEOF\ndocker compose up -d`;
const network = (options: string, more = ""): string =>
  COMPOSE.replace("\nEOF\ndocker", `\nnetworks: { ${more || "default"}: { driver_opts: { ${options} } } }\nEOF\ndocker`);

test.each<[string, readonly string[], readonly string[]]>([
  ["nothing said", [RUN], ["*"]],
  ["restarted", [LOOPBACK, "systemctl restart docker", RUN], ["127.0.0.1"]],
  ["restarted, and an address is named", [LOOPBACK, "systemctl restart docker", RUN.replace("6390", "0.0.0.0:6390")], ["0.0.0.0"]],
  ["every port, restarted", [LOOPBACK, "service docker restart", "docker run -d -P redis:7"], ["127.0.0.1", "127.0.0.1"]],
  ["other settings", [settings('{ "log-driver": "local" }'), "systemctl restart docker", RUN], ["*"]],
  ["every address", [settings('{ "ip": "0.0.0.0" }'), "systemctl restart docker", RUN], ["*"]],
  ["written after the restart", ["systemctl restart docker", LOOPBACK, RUN], ["*"]],
  ["written after the restart, and started again", ["systemctl restart docker", LOOPBACK, "systemctl start docker", RUN], ["*"]],
  ["never restarted: it may run since the machine came up", [LOOPBACK, RUN], ["<hole>"]],
  ["started, and perhaps up before", [LOOPBACK, "systemctl start docker", RUN], ["<hole>"]],
  ["installed, then started", ["dnf install -y docker", LOOPBACK, "systemctl enable --now docker", RUN], ["127.0.0.1"]],
  ["started by its installation, before", ["apt-get install -y docker.io", LOOPBACK, "systemctl start docker", RUN], ["*"]],
  ["installed and started with nothing said", ["dnf install -y docker", "systemctl enable --now docker", RUN], ["*"]],
  ["restarted perhaps", [LOOPBACK, "if grep -q x /y; then systemctl restart docker; fi", RUN], ["<hole>"]],
  ["fetched", ["aws s3 cp s3://acme/d.json /etc/docker/daemon.json", "systemctl restart docker", RUN], ["<hole>"]],
  ["no JSON", [settings("{ ip: }"), "systemctl restart docker", RUN], ["<hole>"]],
  [
    "a drop-in",
    [
      "mkdir -p /etc/systemd/system/docker.service.d",
      "printf '[Service]\\nExecStart=\\nExecStart=/usr/bin/dockerd -H fd:// --ip=127.0.0.1\\n' > /etc/systemd/system/docker.service.d/ip.conf",
      "systemctl daemon-reload",
      "systemctl restart docker",
      RUN,
    ],
    ["127.0.0.1"],
  ],
  ["of podman it says nothing", [LOOPBACK, "systemctl restart docker", RUN.replace("docker", "podman")], ["*"]],
  [
    "another network than the default one",
    [LOOPBACK, "systemctl restart docker", "docker network create net", RUN.replace("-d", "-d --network net")],
    ["*"],
  ],
  ["compose has a network of its own", [LOOPBACK, "systemctl restart docker", COMPOSE], ["*"]],
  [
    "networks in general",
    [settings(`{ "default-network-opts": { "bridge": { "${BINDING}": "127.0.0.1" } } }`), "systemctl restart docker", COMPOSE, RUN],
    ["127.0.0.1", "*"],
  ],
  [
    "a network's own address",
    [`docker network create -o ${BINDING}=127.0.0.1 net`, RUN.replace("-d", "-d --network net"), RUN],
    ["127.0.0.1", "*"],
  ],
  [
    "a network's own address, perhaps",
    [`docker network inspect net || docker network create --opt ${BINDING}=127.0.0.1 net`, RUN.replace("-d", "-d --network=net")],
    ["<hole>"],
  ],
  ["a network of compose's with an address", [network(`${BINDING}: 127.0.0.1`)], ["127.0.0.1"]],
  ["another network of compose's with an address", [network(`${BINDING}: 127.0.0.1`, "other")], ["*"]],
  [
    "compose on the default bridge",
    [LOOPBACK, "systemctl restart docker", COMPOSE.replace("ports:", "network_mode: bridge, ports:")],
    ["127.0.0.1"],
  ],
])("%s", (_name, lines, expected) => {
  expect(addresses(...lines)).toEqual(expected);
});
