import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const summaryOf = (...lines: readonly string[]): readonly string[] => summary(launcher.userData(["#!/bin/bash", ...lines].join("\n")));
const MEMBER = ["tcp * 8301", "udp * 8301"];
const CONFIG = "/etc/consul.d";
const PRIVATE = "<the host's private address>";
const START = "systemctl enable --now consul";

/** The packages of HashiCorp start nothing. https://github.com/hashicorp/consul/tree/main/.release/linux */
test.each<[string, readonly string[], readonly string[]]>([
  ["installed", ["apt-get install -y consul vault"], []],
  ["a client as shipped", ["dnf install -y consul", START], ["tcp 127.0.0.1 8500", "tcp 127.0.0.1 8600", "udp 127.0.0.1 8600", ...MEMBER]],
  [
    "a line of the shipped file is uncommented",
    ["apt-get install -y consul", `sed -i 's/^#client_addr/client_addr/' ${CONFIG}/consul.hcl`, START],
    ["tcp * 8500", "tcp * 8600", "udp * 8600", ...MEMBER],
  ],
  [
    "a file beside the shipped one",
    ["apt-get install -y consul", `echo '{"client_addr": "0.0.0.0", "ports": {"dns": -1, "http": 8517}}' > ${CONFIG}/z.json`, START],
    ["tcp * 8517", ...MEMBER],
  ],
  ["vault as shipped", ["apt-get install -y vault", "systemctl start vault"], ["tcp 0.0.0.0 8200", "tcp * 8201"]],
  [
    "the address of the host by a template",
    [
      "apt-get install -y consul vault",
      `printf 'bind_addr = "{{ GetPrivateIP }}"\\nports {\\n  dns = -1\\n}\\n' > ${CONFIG}/own.hcl`,
      `printf 'listener "tcp" {\\n  address = "{{ GetPrivateIP }}:8219"\\n}\\n' > /etc/vault.d/vault.hcl`,
      "systemctl start vault",
      START,
    ],
    ["tcp 127.0.0.1 8500", ...["tcp %s 8301", "udp %s 8301", "tcp %s 8219", "tcp %s 8220"].map((one) => one.replace("%s", PRIVATE))],
  ],
  [
    "vault on loopback",
    ["apt-get install -y vault", "sed -i 's/0.0.0.0:8200/127.0.0.1:8217/' /etc/vault.d/vault.hcl", "systemctl start vault"],
    ["tcp 127.0.0.1 8217", "tcp 127.0.0.1 8218"],
  ],
])("%s", (_name, lines, sockets) => {
  expect([...summaryOf(...lines)].sort()).toEqual([...sockets].sort());
});

test.each([
  "aws s3 cp --recursive s3://b/c /etc/consul.d",
  "curl -o /etc/consul.d/own.hcl https://x.example/own.hcl",
  "echo 'ports {' > /etc/consul.d/own.hcl",
])("settings that are not read leave every socket possible: %s", (line) => {
  expect(summaryOf("apt-get install -y consul", line, START).filter((socket) => !socket.startsWith("?"))).toEqual(["…"]);
});
