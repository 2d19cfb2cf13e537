import { spawnSync } from "node:child_process";

import { answering, whether } from "../../plans/ask";
import type { Program } from "../../plans/plan";
import { machine, withRules } from "../../plans/vpc";
import { missing } from "./missing";

/** Outer ports, the rule for each, and the same in nftables' words, which this kernel is asked in. */
const RULES: readonly (readonly [port: number, iptables: string, nft: string])[] = [
  [9100, "REDIRECT --to-ports 8000", "redirect to :8000"],
  [9101, "REDIRECT --to-ports 8001", "redirect to :8001"],
  [9102, "REDIRECT --to-ports 8002", "redirect to :8002"],
  [9103, "REDIRECT --to-ports 8009", "redirect to :8009"],
  [9110, "DNAT --to-destination 127.0.0.1:8000", "dnat to 127.0.0.1:8000"],
  [9111, "DNAT --to-destination 127.0.0.1:8001", "dnat to 127.0.0.1:8001"],
  [9112, "DNAT --to-destination 127.0.0.1:8002", "dnat to 127.0.0.1:8002"],
  [9120, "DNAT --to-destination :8000", "dnat to :8000"],
  [8003, "REDIRECT --to-ports 8009", "redirect to :8009"],
  [8004, "ACCEPT", "accept"],
  [8004, "REDIRECT --to-ports 8009", "redirect to :8009"],
];
const PORTS = [...new Set([8000, 8001, 8002, 8003, 8004, ...RULES.map(([port]) => port)])];

const SERVERS = `node -e '
const { createServer } = require("net");
${['8000, "0.0.0.0"', '8001, "127.0.0.1"', '8002, "10.44.7.9"', '8003, "0.0.0.0"', '8004, "0.0.0.0"']
  .map((bind) => `createServer((socket) => socket.destroy()).listen(${bind});`)
  .join("\n")}
'`;

const all = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] };
const program = (routed: boolean): Program => {
  const rules = RULES.map(([port, rule]) => `iptables -t nat -A PREROUTING -p tcp --dport ${String(port)} -j ${rule}`);
  const setting = routed ? ["sysctl -w net.ipv4.conf.all.route_localnet=1"] : [];
  const user_data = ["#!/bin/bash", ...setting, ...rules, SERVERS].join("\n");
  return { ...withRules(all), "aws_instance.web": machine({ user_data, private_ip: "10.44.7.9" }) };
};

/** Which ports of a machine connect, from a client outside of it. */
function connected(routed: boolean): readonly boolean[] {
  const [client, host] = [`qzc${String(process.pid)}`, `qzh${String(process.pid)}`];
  const nat = RULES.map(([port, , rule]) => `tcp dport ${String(port)} ${rule}`).join("\n");
  const probe = PORTS.map((port) => `(timeout 1 bash -c 'exec 3<>/dev/tcp/10.44.7.9/${String(port)}' 2>/dev/null && echo yes || echo no)`);
  const script = `
set -e
trap 'for n in ${client} ${host}; do ip netns pids $n | xargs -r kill; ip netns del $n; done' EXIT
ip netns add ${client}; ip netns add ${host}
ip link add out netns ${client} type veth peer name eth0 netns ${host}
ip -n ${client} addr add 10.44.7.1/24 dev out; ip -n ${host} addr add 10.44.7.9/24 dev eth0
for at in "${client} lo" "${client} out" "${host} lo" "${host} eth0"; do set -- $at; ip -n $1 link set $2 up; done
ip netns exec ${host} sysctl -qw net.ipv4.conf.all.route_localnet=${routed ? "1" : "0"}
printf 'table ip nat {\\nchain pre {\\ntype nat hook prerouting priority -100;\\n%s\\n}\\n}\\n' '${nat}' | ip netns exec ${host} nft -f -
ip netns exec ${host} ${SERVERS} >/dev/null 2>&1 &
for i in $(seq 100); do [ "$(ip netns exec ${host} ss -ltnH | wc -l)" = 5 ] && break; sleep 0.1; done
ip netns exec ${client} bash <<'PROBES'
${probe.join("\n")}
PROBES
`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => line === "yes");
}

const lacks = missing();
const named = lacks === null ? test.each : test.skip.each;

named([[true], [false]])(
  `ports that the host changes, as a real kernel does it, route_localnet %s${lacks === null ? "" : ` (SKIPPED: needs ${lacks})`}`,
  (routed) => {
    const truth = connected(routed);
    const answers = answering(program(routed), "aws_instance.web");
    const said = PORTS.map((port) => whether(answers, `tcp ${String(port)} from 203.0.113.9`));
    // Where nobody says that packets from outside may come to loopback, a machine image may.
    const perhaps = (port: number): boolean => !routed && (port === 9110 || port === 9111);
    expect(PORTS.map((port, index) => [port, said[index]])).toEqual(
      PORTS.map((port, index) => [port, perhaps(port) ? "perhaps" : truth[index] === true ? "yes" : "no"]),
    );
    expect(PORTS.filter((_, index) => truth[index] === true)).toEqual([
      8000,
      8002,
      8004,
      9100,
      9102,
      ...(routed ? [9110, 9111] : []),
      9120,
    ]);
  },
  60_000,
);
