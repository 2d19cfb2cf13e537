import { spawnSync } from "node:child_process";

import { CLIENT, connected, judged } from "./behind";
import { missing } from "./missing";

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

const script = (rules: readonly string[]): string => rules.map((rule) => `iptables ${rule}`).join("\n");

test("what a host's chain lets in is sure, and what it keeps out is possible", () => {
  expect(CHAINS.map(([name, rules]) => [name, judged(script(rules))])).toEqual(CHAINS.map(([name, , open]) => [name, open]));
});

const lacks = missing() ?? (spawnSync("iptables", ["--version"]).status === 0 ? null : "iptables");
const named = lacks === null ? test : test.skip;

named(
  `what a real kernel lets in by these chains${lacks === null ? "" : ` (SKIPPED: needs ${lacks})`}`,
  () => {
    const found = connected(CHAINS.map(([, rules]) => `${script(["-P INPUT ACCEPT", "-F"])}\n${script(rules)}`));
    expect(found.map((open, index) => [CHAINS[index]?.[0], open])).toEqual(CHAINS.map(([name, , open]) => [name, open]));
  },
  120_000,
);
