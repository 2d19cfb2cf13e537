import { spawnSync } from "node:child_process";

import { answering, whether } from "../../plans/ask";
import type { Program } from "../../plans/plan";
import { machine, withRules } from "../../plans/vpc";

export const CLIENT = "203.0.113.9";
const HOST = "10.44.7.9";
export const PORTS = [8000, 8001, 8002];
const SERVERS = `node -e '
const { createServer } = require("net");
${PORTS.map((port) => `createServer((socket) => socket.destroy()).listen(${String(port)}, "0.0.0.0");`).join("\n")}
'`;

/** Which ports connect, from a client outside, after each of the scripts has run on the host. */
export function connected(scripts: readonly string[]): readonly (readonly number[])[] {
  const [client, host] = [`qzc${String(process.pid)}`, `qzh${String(process.pid)}`];
  const tries = scripts.map(
    (lines) => `
ip netns exec ${host} bash -e <<'SCRIPT'
${lines}
SCRIPT
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
const program = (lines: string): Program => ({
  ...withRules(all),
  "aws_instance.web": machine({ user_data: `#!/bin/bash\n${lines}\n${SERVERS}`, private_ip: HOST }),
});

/** The ports that a script leaves open for sure; that it shuts one is never said. */
export function judged(lines: string): readonly number[] {
  const answers = answering(program(lines), "aws_instance.web");
  const said = PORTS.map((port) => [port, whether(answers, `tcp ${String(port)} from ${CLIENT}`)] as const);
  expect(said.filter(([, answer]) => answer === "no")).toEqual([]);
  return said.flatMap(([port, answer]) => (answer === "yes" ? [port] : []));
}
