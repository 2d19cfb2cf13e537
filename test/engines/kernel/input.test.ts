import { spawnSync } from "node:child_process";

import { answering, whether } from "../../plans/ask";
import type { Program } from "../../plans/plan";
import { machine, withRules } from "../../plans/vpc";
import { missing } from "./missing";

const CLIENT = "203.0.113.9";
const HOST = "10.44.7.9";
const PORTS = [8000, 8001, 8002];
const SERVERS = `node -e '
const { createServer } = require("net");
${PORTS.map((port) => `createServer((socket) => socket.destroy()).listen(${String(port)}, "0.0.0.0");`).join("\n")}
'`;

const ESTABLISHED = "-A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT";
const BASE = ["-P INPUT DROP", "-A INPUT -i lo -j ACCEPT", ESTABLISHED];
const OPEN = "-A INPUT -p tcp --dport 8001 -j ACCEPT";

/** Rules that scripts give the chain INPUT, and the ports that they leave open. */
const CHAINS: readonly (readonly [name: string, rules: readonly string[], open: readonly number[]])[] = [
  ["a policy alone", ["-P INPUT DROP"], []],
  ["a policy and a port", [...BASE, OPEN], [8001]],
  ["a policy that is taken back", [...BASE, "-P INPUT ACCEPT"], [8000, 8001, 8002]],
  ["a policy, and all rules taken back", [...BASE, OPEN, "-F"], []],
  ["all that comes new", [...BASE, "-A INPUT -p tcp --syn --dport 8000:8001 -m conntrack --ctstate NEW -j ACCEPT"], [8000, 8001]],
  ["several ports", [...BASE, "-A INPUT -p 6 -m multiport --dports 8000,8002 -m comment --comment web -j ACCEPT"], [8000, 8002]],
  ["a network", [...BASE, `-A INPUT -s ${CLIENT}/25 -p tcp --dport 8002 -j ACCEPT`], [8002]],
  ["another network", [...BASE, "-A INPUT -s 198.51.100.0/24 -p tcp --dport 8002 -j ACCEPT"], []],
  ["a port that is dropped", ["-A INPUT -p tcp --dport 8001 -j DROP"], [8000, 8002]],
  ["dropped after it is accepted", [OPEN, "-A INPUT -p tcp --dport 8001 -j DROP"], [8000, 8001, 8002]],
  ["accepted after it is dropped", ["-A INPUT -p tcp --dport 8001 -j DROP", OPEN], [8000, 8002]],
  ["put in front", ["-A INPUT -p tcp --dport 8001 -j DROP", "-I INPUT -p tcp --dport 8001 -j ACCEPT"], [8000, 8001, 8002]],
  ["put before the last", [ESTABLISHED, "-A INPUT -j REJECT", "-I INPUT 2 -p tcp --dport 8002 -j ACCEPT"], [8002]],
  ["put behind the last", [ESTABLISHED, "-A INPUT -j REJECT", "-I INPUT 3 -p tcp --dport 8002 -j ACCEPT"], []],
  ["deleted by its place", [ESTABLISHED, "-A INPUT -p tcp -j DROP", "-D INPUT 2"], [8000, 8001, 8002]],
  ["deleted in other words", [...BASE, OPEN, "-D INPUT -p tcp -m tcp --dport 8001 -j ACCEPT"], []],
  ["replaced", [OPEN, "-A INPUT -j DROP", "-R INPUT 1 -p tcp --dport 8002 -j ACCEPT"], [8002]],
  ["what is not new", ["-A INPUT -p tcp ! --syn -m state --state NEW -j DROP"], [8000, 8001, 8002]],
  ["flags that no first packet has", ["-A INPUT -p tcp --tcp-flags ALL NONE -j DROP"], [8000, 8001, 8002]],
  ["flags that every first packet has", ["-A INPUT -p tcp --tcp-flags SYN,ACK SYN -j DROP"], []],
  ["what goes through", ["-P FORWARD DROP", "-A FORWARD -j DROP", "-A OUTPUT -p udp -j DROP"], [8000, 8001, 8002]],
];

/** Which ports connect, from a client outside, for each of the chains. */
function connected(): readonly (readonly number[])[] {
  const [client, host] = [`qzc${String(process.pid)}`, `qzh${String(process.pid)}`];
  const within = (lines: readonly string[]): string => lines.map((line) => `ip netns exec ${host} ${line}`).join("\n");
  const tries = CHAINS.map(
    ([, rules]) => `
${within(["iptables -P INPUT ACCEPT", "iptables -F", ...rules.map((rule) => `iptables ${rule}`)])}
for port in ${PORTS.join(" ")}; do
  ip netns exec ${client} timeout 0.4 bash -c "exec 3<>/dev/tcp/${HOST}/$port" 2>/dev/null && printf '%s ' $port || true
done
echo`,
  );
  const script = `
set -e
trap 'for n in ${client} ${host}; do ip netns pids $n | xargs -r kill; ip netns del $n; done' EXIT
ip netns add ${client}; ip netns add ${host}
ip link add out netns ${client} type veth peer name eth0 netns ${host}
ip -n ${client} addr add ${CLIENT}/24 dev out; ip -n ${host} addr add ${HOST}/24 dev eth0
for at in "${client} lo" "${client} out" "${host} lo" "${host} eth0"; do set -- $at; ip -n $1 link set $2 up; done
ip -n ${client} route add ${HOST} dev out; ip -n ${host} route add ${CLIENT} dev eth0
ip netns exec ${host} ${SERVERS} >/dev/null 2>&1 &
for i in $(seq 100); do [ "$(ip netns exec ${host} ss -ltnH | wc -l)" = ${String(PORTS.length)} ] && break; sleep 0.1; done
${tries.join("\n")}
`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.trim().split(" ").filter(Boolean).map(Number));
}

const all = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] };
const program = (rules: readonly string[]): Program => {
  const user_data = ["#!/bin/bash", ...rules.map((rule) => `iptables ${rule}`), SERVERS].join("\n");
  return { ...withRules(all), "aws_instance.web": machine({ user_data, private_ip: HOST }) };
};

test("what a host's chain lets in is sure, and what it keeps out is possible", () => {
  for (const [name, rules, open] of CHAINS) {
    const answers = answering(program(rules), "aws_instance.web");
    const said = PORTS.filter((port) => whether(answers, `tcp ${String(port)} from ${CLIENT}`) === "yes");
    expect([name, said]).toEqual([name, open]);
    expect(PORTS.filter((port) => whether(answers, `tcp ${String(port)} from ${CLIENT}`) === "no")).toEqual([]);
  }
});

const lacks = missing() ?? (spawnSync("iptables", ["--version"]).status === 0 ? null : "iptables");
const named = lacks === null ? test : test.skip;

named(
  `what a real kernel lets in by these chains${lacks === null ? "" : ` (SKIPPED: needs ${lacks})`}`,
  () => {
    expect(connected().map((open, index) => [CHAINS[index]?.[0], open])).toEqual(CHAINS.map(([name, , open]) => [name, open]));
  },
  120_000,
);
