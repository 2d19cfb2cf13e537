import { CLIENT, connected, judged } from "./behind";
import { missing } from "./missing";

const INPUT = "type filter hook input priority 0;";
const FIRST = "iif lo accept\nct state established,related accept";

const file = (...lines: readonly string[]): string => `nft -f - <<'RULES'\n${lines.join("\n")}\nRULES`;
const chain = (policy: string, ...rules: readonly string[]): string =>
  file("flush ruleset", "table inet filter {", "chain input {", `${INPUT} policy ${policy};`, ...rules, "}", "}");
const FLUSH = "nft flush ruleset";
const commands = (policy: string, ...rules: readonly string[]): string =>
  [
    FLUSH,
    "nft add table inet acme",
    `nft 'add chain inet acme in { ${INPUT} policy ${policy}; }'`,
    ...rules.map((rule) => `nft ${rule.replace("rule", "rule inet acme in")}`),
  ].join("\n");

/** Rules of nftables as scripts and files give them, and the ports that they leave open; what is not read is possible alone. */
const CHAINS: readonly (readonly [name: string, lines: string, open: readonly number[], unread?: readonly number[]])[] = [
  ["a policy alone", chain("drop"), []],
  ["no policy", file("flush ruleset", `table ip t { chain c { ${INPUT} }; }`), [8000, 8001, 8002]],
  ["a policy and a port", chain("drop", FIRST, "tcp dport 8001 accept"), [8001]],
  ["several ports", chain("drop", FIRST, "tcp dport { 8000, 8002 } ct state new counter accept"), [8000, 8002]],
  ["several ports over several lines", chain("drop", FIRST, "tcp dport {", "8000, # one", "8001-8002", "} accept"), [8000, 8001, 8002]],
  [
    "a range, with words that say nothing",
    chain("drop", FIRST, 'meta l4proto tcp tcp dport 8000-8001 counter log prefix "in: " accept comment "a; b"'),
    [8000, 8001],
  ],
  ["a port that is dropped", chain("accept", "tcp dport 8001 drop"), [8000, 8002]],
  ["a port that is refused", chain("accept", "tcp dport 8001 reject with tcp reset"), [8000, 8002]],
  ["another protocol's port", chain("accept", "udp dport 8001 drop", "meta l4proto udp drop", "ip protocol icmp drop"), [8000, 8001, 8002]],
  ["dropped after it is accepted", chain("accept", "tcp dport 8001 accept", "tcp dport 8001 drop"), [8000, 8001, 8002]],
  ["accepted after it is dropped", chain("accept", "tcp dport 8001 drop", "tcp dport 8001 accept"), [8000, 8002]],
  ["a network", chain("drop", FIRST, `ip saddr ${CLIENT}/25 tcp dport 8002 accept`), [8002]],
  ["several networks", chain("drop", FIRST, "ip saddr { 198.51.100.0/24, 203.0.113.0/26 } tcp dport 8002 accept"), [8002]],
  ["another network", chain("drop", FIRST, "ip saddr 198.51.100.0/24 tcp dport 8002 accept"), []],
  ["every network but one", chain("drop", FIRST, "ip saddr != 198.51.100.0/24 tcp dport 8002 accept"), [8002], []],
  ["the other family", chain("drop", FIRST, "meta nfproto ipv6 accept", "ip6 saddr ::/0 accept"), []],
  [
    "states by a map",
    chain("drop", "ct state vmap { established : accept, related : accept, invalid : drop }", "tcp dport 8001 accept"),
    [8001],
  ],
  ["a state that is new, by a map", chain("drop", "ct state vmap { established : accept, new : accept }"), [8000, 8001, 8002]],
  ["what is invalid", chain("accept", "ct state invalid drop", "ct state { established, related } accept"), [8000, 8001, 8002]],
  ["what is not new", chain("accept", "ct state != new drop", "tcp dport 8001 drop"), [8000, 8002]],
  ["all that does not come from within", chain("accept", 'iifname != "lo" drop'), []],
  ["loopback alone", chain("drop", 'iifname "lo" accept', "iif { lo } accept", "ip daddr 127.0.0.0/8 accept"), []],
  ["an interface by its name", chain("drop", FIRST, 'iifname "eth0" tcp dport 8001 accept'), [8001], []],
  ["a rate", chain("drop", FIRST, "tcp dport 8001 limit rate 9/second accept"), [8001], []],
  ["flags", chain("accept", "tcp flags & (fin|syn) == (fin|syn) drop"), [8000, 8001, 8002], []],
  ["ports by a map", chain("drop", FIRST, "tcp dport vmap { 8001 : accept }"), [8001], []],
  ["ports that are dropped by a map", chain("accept", "tcp dport vmap { 8001 : drop }"), [8000, 8002], []],
  ["interfaces by a map", chain("accept", 'iifname vmap { "lo" : accept, "eth0" : drop }'), [], []],
  [
    "a named set",
    file(
      "flush ruleset",
      "table ip t {",
      "set own { type inet_service; elements = { 8001 } }",
      "chain c {",
      `${INPUT} policy drop;`,
      "tcp dport @own accept",
      "}",
      "}",
    ),
    [8001],
    [],
  ],
  [
    "a variable",
    file("flush ruleset", "define OPEN = { 8000, 8002 }", `table ip t { chain c { ${INPUT} policy drop; tcp dport $OPEN accept; }; }`),
    [8000, 8002],
  ],
  ["a chain of its own", chain("drop", FIRST, "jump own", "}", "chain own {", "tcp dport 8001 accept"), [8001], []],
  [
    "a chain of its own that drops",
    file("flush ruleset", `table ip t { chain own { tcp dport 8001 drop; }; chain c { ${INPUT}; tcp dport 8000 accept; jump own; }; }`),
    [8000, 8002],
    [8000],
  ],
  [
    "two chains, of which each decides",
    `${chain("drop", FIRST, "tcp dport { 8000, 8001 } accept")}\n${file(`table ip t { chain c { ${INPUT} policy accept; tcp dport 8001 drop; }; }`)}`,
    [8000],
  ],
  [
    "what goes out, and through",
    file(
      "flush ruleset",
      "table inet t {",
      "chain o {",
      "type filter hook output priority 0; policy accept;",
      "tcp dport 8001 drop",
      "}",
      "chain f {",
      "type filter hook forward priority 0; policy drop;",
      "}",
      "}",
    ),
    [8000, 8001, 8002],
  ],
  [
    "an earlier hook",
    file("flush ruleset", "table inet t {", "chain p {", "type filter hook prerouting priority raw;", "tcp dport 8001 drop", "}", "}"),
    [8000, 8002],
    [],
  ],
  [
    "commands",
    commands(
      "drop",
      "add rule iif lo accept",
      "add rule ct state established,related accept",
      "add rule tcp dport '{ 8000, 8002 }' accept",
    ),
    [8000, 8002],
  ],
  ["commands, put in front", commands("accept", "add rule tcp dport 8001 drop", "insert rule tcp dport 8001 accept"), [8000, 8001, 8002]],
  ["commands, put somewhere", commands("drop", "add rule tcp dport 8001 accept", "insert rule position 2 tcp dport 8001 drop"), [], []],
  ["commands, flushed", `${commands("drop", "add rule tcp dport 8001 accept")}\nnft flush chain inet acme in`, []],
  ["commands, deleted", `${commands("drop")}\nnft delete table inet acme`, [8000, 8001, 8002]],
  ["commands, with another policy", `${commands("drop")}\nnft 'add chain inet acme in { policy accept; }'`, [8000, 8001, 8002]],
  [
    "a file on top of another",
    `${chain("drop", "tcp dport 8001 accept")}\n${file("table inet filter {", "chain input {", "tcp dport 8002 accept", "}", "}")}`,
    [8001, 8002],
  ],
  ["a file that is checked alone", `${FLUSH}\n${chain("drop").replace("nft -f", "nft -c -f")}`, [8000, 8001, 8002]],
];

test("what nftables lets in is sure, and what it keeps out is possible", () => {
  expect(CHAINS.map(([name, lines]) => [name, judged(lines)])).toEqual(CHAINS.map(([name, , open, unread]) => [name, unread ?? open]));
});

const lacks = missing();
const named = lacks === null ? test : test.skip;

named(
  `what a real kernel lets in by nftables${lacks === null ? "" : ` (SKIPPED: needs ${lacks})`}`,
  () => {
    const found = connected(CHAINS.map(([, lines]) => lines));
    expect(found.map((open, index) => [CHAINS[index]?.[0], open])).toEqual(CHAINS.map(([name, , open]) => [name, open]));
  },
  120_000,
);
