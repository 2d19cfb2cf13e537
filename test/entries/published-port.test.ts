import { ASSUMPTIONS, type Assumptions } from "../../src/model/assumption";
import { PORT_CHOSEN } from "../../src/words/verdict";
import { answering, whether, type Answer } from "../plans/ask";
import { found } from "../plans/findings";
import type { Block, Program } from "../plans/plan";
import { machine, withRules } from "../plans/vpc";

const all: Block = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"] };
/** From port to port, for the world. */
const range = (from_port: number, to_port: number): Block => ({ ...all, protocol: "tcp", from_port, to_port });
const run = (command: string, own: Block = {}, rule: Block = all): Program => ({
  ...withRules(rule),
  "aws_instance.web": machine({ user_data: `#!/bin/bash\n${command}\n`, ...own }),
});
const serve = "python:3.12 python3 -m http.server 9000";
const to = (program: Program, packet: string): Answer => whether(answering(program, "aws_instance.web#c"), packet);

test.each<[string, string, readonly Answer[]]>([
  ["everywhere", "-p 9001:9000", ["yes", "yes", "no"]],
  ["on every IPv4 address", "-p 0.0.0.0:9001:9000", ["yes", "no", "no"]],
  ["on every IPv4 address, mapped", "-p [::ffff:0.0.0.0]:9001:9000", ["yes", "no", "no"]],
  ["on every IPv6 address", "-p [::]:9001:9000", ["no", "yes", "no"]],
  ["on every IPv6 address, at length", "-p [0:0::0]:9001:9000", ["no", "yes", "no"]],
  ["on loopback", "-p 127.0.0.1:9001:9000", ["no", "no", "no"]],
  ["on IPv6 loopback", "-p [::1]:9001:9000", ["no", "no", "no"]],
  ["on the host's own address", "-p 10.44.7.9:9001:9000", ["yes", "no", "no"]],
  ["on the host's own address, mapped", "-p [::ffff:10.44.7.9]:9001:9000", ["yes", "no", "no"]],
  ["on the host's own address, mapped in groups", "-p [::ffff:a2c:709]:9001:9000", ["yes", "no", "no"]],
  ["on another's, mapped", "-p [::ffff:10.44.7.99]:9001:9000", ["no", "no", "no"]],
  ["on another's", "-p 10.44.7.99:9001:9000", ["no", "no", "no"]],
  ["another port of the container", "-p 9001:9009", ["no", "no", "no"]],
  ["over udp", "-p 9001:9000/udp", ["no", "no", "no"]],
  ["a range, one to one", "-p 9000-9002:8999-9001", ["yes", "yes", "no"]],
  ["not at all", "", ["no", "no", "no"]],
])("published %s: %s", (_, options, answer) => {
  const program = run(`docker run -d --name c ${options} ${serve}`, { private_ip: "10.44.7.9" });
  expect(
    ["tcp 9001 from 203.0.113.9", "tcp 9001 from 2001:db8::9", "tcp 9000 from 203.0.113.9"].map((packet) => to(program, packet)),
  ).toEqual(answer);
});

test.each([
  ["127.0.0.1", "no"],
  ["[::ffff:127.8.0.1]", "no"],
  ["[0::1]", "no"],
  ["10.44.7.9", "perhaps"],
  ["[::ffff:10.44.7.9]", "perhaps"],
  ["172.17.0.1", "no"],
  ["10.86.0.1", "no"],
  ["$(hostname -I | cut -d ' ' -f 1)", "yes"],
  ["$(curl -s http://169.254.169.254/latest/meta-data/public-ipv4)", "no"],
  ["build.example.com", "no"],
])("of a host whose addresses nobody knows, published on %s: %s", (address, answer) => {
  const program = run(`docker run -d --name c -p ${address}:9001:9000 ${serve}`);
  const asked = ["203.0.113.9", "2001:db8::9"].map((client) => to(program, `tcp 9001 from ${client}`));
  expect(asked).toEqual([answer, "no"]);
});

test.each<[string, Block, readonly Answer[]]>([
  ["where each of the range is let in", all, ["yes", "no"]],
  ["where these alone are let in", range(32768, 60999), ["yes", "no"]],
  ["where one of them is not", range(32769, 60999), ["perhaps", "no"]],
  ["where the last is not", range(32768, 60998), ["perhaps", "no"]],
  ["where none is", range(9000, 32767), ["no", "no"]],
])("on a port that the kernel chooses, whichever it is: %s", (_, rule, answer) => {
  const program = run(`docker run -d --name c -p 9000 ${serve}`, {}, rule);
  expect(["tcp 40000 from 203.0.113.9", "tcp 9000 from 203.0.113.9"].map((packet) => to(program, packet))).toEqual(answer);
});

test.each<[string, string, readonly Answer[]]>([
  ["one of a range, each of which is let in", "-p 9001-9003:9000", ["yes", "yes", "no"]],
  ["one of a range on an address that may be the host's", "-p 10.44.7.9:9001-9003:9000", ["perhaps", "perhaps", "no"]],
  ["one of a range on loopback", "-p 127.0.0.1:9001-9003:9000", ["no", "no", "no"]],
  ["a port that nobody knows", "-p $(cat port):9000", ["perhaps", "perhaps", "perhaps"]],
  ["a port that nobody knows on loopback", "-p 127.0.0.1:$(cat port):9000", ["no", "no", "no"]],
  ["a port and perhaps an address", "-p $(cat port)3:9000", ["perhaps", "perhaps", "perhaps"]],
])("published on %s", (_, options, answer) => {
  const program = run(`docker run -d --name c ${options} ${serve}`);
  const packets = ["tcp 9001 from 203.0.113.9", "tcp 9003 from 203.0.113.9", "tcp 9004 from 203.0.113.9"];
  expect(packets.map((packet) => to(program, packet))).toEqual(answer);
});

test("where the kernel's range is not taken for granted, it may be any port", () => {
  const program = run(`docker run -d --name c -p 9000 ${serve}`);
  const off = new Set(ASSUMPTIONS.filter((name) => name !== "ephemeral-ports"));
  const asked = (on: Assumptions): Answer => whether(answering(program, "aws_instance.web#c", on), "tcp 12000 from 203.0.113.9");
  expect([asked(new Set(ASSUMPTIONS)), asked(off)]).toEqual(["no", "yes"]);
});

test.each<[string, boolean]>([
  ["-P", true],
  ["-p 80", true],
  ["-p 9000-9009:80", true],
  ["-p 9001-9009:80", false],
  ["-p 9001:80", false],
])("a port that is chosen at the start, of which not all are let in, is named among what is not known: %s", (options, isNamed) => {
  const program = run(`docker run -d --name c ${options} nginx:1.29`, {}, range(9001, 60000));
  const findings = found(program, "world-open-listener").filter(({ title }) => title.startsWith("c in "));
  expect(findings.map(({ certainty, unknowns }) => [certainty, JSON.stringify(unknowns).includes(PORT_CHOSEN)])).toEqual([
    [isNamed ? "possible" : "definite", isNamed],
  ]);
});

test("a process in the container that binds loopback is not met", () => {
  expect(to(run(`docker run -d --name c -p 9001:9000 ${serve} --bind 127.0.0.1`), "tcp 9001 from 203.0.113.9")).toBe("no");
});

test.each<[string, string, readonly Answer[]]>([
  ["everywhere", "-p 9001:9000", ["no", "no"]],
  ["everywhere, as one of a range", "-p 9000-9002:8999-9001", ["no", "no"]],
  ["on every IPv4 address", "-p 0.0.0.0:9001:9000", ["no", "perhaps"]],
  ["on every IPv6 address", "-p [::]:9001:9000", ["perhaps", "no"]],
  ["on loopback", "-p 127.0.0.1:9001:9000", ["perhaps", "perhaps"]],
  ["over udp", "-p 9001:9000/udp", ["perhaps", "perhaps"]],
  ["as any of a range", "-p 9001-9003:9000", ["perhaps", "perhaps"]],
  ["on the host's network, where nothing is", "--network host -p 9001:9000", ["perhaps", "perhaps"]],
])("what nobody has shown of the host's image may answer there, published %s", (_, options, answer) => {
  const own = { ami: "ami-0123456789abcdef0" };
  const asked = (command: string): readonly Answer[] =>
    ["tcp 9001 from 203.0.113.9", "tcp 9001 from 2001:db8::9"].map((packet) =>
      whether(answering(run(command, own), "aws_instance.web"), packet),
    );
  const container = `docker run -d --name c ${options} ${serve}`;
  expect(asked(container)).toEqual(answer);
  expect(asked(`if [ -e /etc/edge ]; then ${container}; fi`)).toEqual(["perhaps", "perhaps"]);
});

test("the host's groups judge the published port", () => {
  const rule = { protocol: "tcp", from_port: 9000, to_port: 9000, cidr_blocks: ["0.0.0.0/0"] };
  const program: Program = { ...run(`docker run -d --name c -p 9001:9000 ${serve}`), "aws_security_group.web": { ingress: [rule] } };
  expect(to(program, "tcp 9001 from 203.0.113.9")).toBe("no");
});
