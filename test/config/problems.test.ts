import fc from "fast-check";
import { ASSUMPTIONS } from "../../src/model/assumption";
import { ConfigError } from "../../src/model/config";
import { configurationOf, loadConfiguration } from "../../src/config";

/** What is said of a text, without the prefix that a command line puts before it. */
function problems(text: string | Uint8Array): readonly string[] {
  try {
    loadConfiguration([{ name: "quadzero.yaml", bytes: typeof text === "string" ? Buffer.from(text) : text }]);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const allowance = (change: Readonly<Record<string, string | null>>): string => {
  const whole: Readonly<Record<string, string | null>> = {
    workload: "storefront",
    ports: "[443]",
    from: '["0.0.0.0/0"]',
    reason: "public",
    expires: "2027-03-31",
    ...change,
  };
  const lines = Object.entries(whole).filter(([, value]) => value !== null);
  return `stacks:\n  prod:\n    allow:\n${lines.map(([key, value], index) => `      ${index === 0 ? "-" : " "} ${key}: ${value ?? ""}\n`).join("")}`;
};

const RULES =
  "rules, rules.world-open-listener, rules.world-open-idle, rules.deaf-listener, rules.bind-is-not-a-filter, rules.will-not-start";
const FINAL = `onUnknown, allow, known, images, ${RULES}, assumptions, ${ASSUMPTIONS.slice(0, -1)
  .map((name) => `assumptions.${name}`)
  .join(", ")} or assumptions.own-id`;

const bad: readonly (readonly [what: string, text: string, says: readonly string[]])[] = [
  [
    "a misspelt key",
    allowance({ expires: null, expire: "2027-03-31" }),
    ['8:9: unknown key "expire" in an allowance; did you mean "expires"?'],
  ],
  [
    "a key that belongs elsewhere",
    "allow: []\n",
    ['1:1: unknown key "allow" in the configuration; it belongs in a stack: stacks["acme-shop/prod"].allow'],
  ],
  [
    "a key of an allowance at the top",
    "expires: 2027-03-31",
    ['1:1: unknown key "expires" in the configuration; it belongs in an allowance: stacks["acme-shop/prod"].allow[0].expires'],
  ],
  [
    "a rule at the top",
    "deaf-listener: pass",
    ['1:1: unknown key "deaf-listener" in the configuration; it belongs in the rules: rules.deaf-listener'],
  ],
  [
    "the sockets of no image",
    "listens: []",
    ['1:1: unknown key "listens" in the configuration; it belongs in an image: images["ghcr.io/acme/api"].listens'],
  ],
  [
    "a key of the top in a stack",
    "stacks: { a: { final: [] } }",
    ['1:16: unknown key "final" in a stack; it belongs in the configuration'],
  ],
  [
    "what whoever runs quadzero says",
    "with: [other.json]",
    [
      '1:1: unknown key "with" in the configuration; whoever runs quadzero says it: --with on the command line, "with" of the policy quadzero or of quadzero/cdktf',
    ],
  ],
  [
    "a key like none",
    "xylophone: 1",
    ['1:1: unknown key "xylophone" in the configuration; there are onUnknown, rules, known, images, assumptions, stacks, final'],
  ],
  [
    "a decision that is none",
    "onUnknown: wran",
    ['1:12: "onUnknown" takes block, warn or pass; "wran" is none of them; did you mean "warn"?'],
  ],
  [
    "a decision in capitals",
    "rules: { deaf-listener: BLOCK }",
    ['1:25: "deaf-listener" takes block, warn or pass; "BLOCK" is none of them; did you mean "block"?'],
  ],
  ["a rule that is none", "rules:\n  world-open: warn", ['2:3: unknown key "world-open" in the rules; did you mean "world-open-idle"?']],
  ["a switch of another language", "assumptions: { own-id: no }", ['1:24: "own-id" takes on or off; "no" is none of them']],
  [
    "an assumption that is none",
    "assumptions: { as-refrenced: off }",
    ['1:16: unknown key "as-refrenced" in the assumptions; did you mean "as-referenced"?'],
  ],
  ["no reason", allowance({ reason: null }), ['4:9: an allowance needs "reason": why the world may come in, like public storefront']],
  ["an empty reason", allowance({ reason: "" }), ['7:9: "reason" is empty; it takes why the world may come in, like public storefront']],
  ["a reason of blanks", allowance({ reason: '"  "' }), ['7:17: "reason" takes why the world may come in; "  " is none']],
  ["no expiry", allowance({ expires: null }), ['4:9: an allowance needs "expires": a day as YYYY-MM-DD, like 2027-03-31']],
  ["a day that is none", allowance({ expires: "2027-02-29" }), ['8:18: "expires" takes a day as YYYY-MM-DD; "2027-02-29" is none']],
  ["a day of another order", allowance({ expires: "31.03.2027" }), ['8:18: "expires" takes a day as YYYY-MM-DD; "31.03.2027" is none']],
  [
    "a day with a time",
    allowance({ expires: "2027-03-31T10:00:00Z" }),
    ['8:18: "expires" takes a day as YYYY-MM-DD; "2027-03-31T10:00:00Z" is none'],
  ],
  [
    "a port beyond the last",
    allowance({ ports: "[65536]" }),
    ['5:17: an entry of "ports" takes a port or a range of ports, 443 or "8000-8100" or "53/udp"; 65536 is none'],
  ],
  [
    "a range that runs back",
    allowance({ ports: '["90-80"]' }),
    ['5:17: an entry of "ports" takes a port or a range of ports, 443 or "8000-8100" or "53/udp"; "90-80" is none'],
  ],
  [
    "half a port",
    allowance({ ports: "[44.3]" }),
    ['5:17: an entry of "ports" takes a port or a range of ports, 443 or "8000-8100" or "53/udp"; 44.3 is none'],
  ],
  ["a port by itself", allowance({ ports: "443" }), ['5:16: "ports" takes a list: [443]']],
  ["no port", allowance({ ports: "[]" }), ['5:16: "ports" is an empty list; name at least one: [443]']],
  ["a source that is none", allowance({ from: '["10.0.0.0/33"]' }), ['6:16: an entry of "from" takes a CIDR; "10.0.0.0/33" is none']],
  [
    "the world as a bind spells it",
    allowance({ from: '["0.0.0.0"]' }),
    ['6:16: an entry of "from" takes a CIDR; "0.0.0.0" is none: everyone is 0.0.0.0/0'],
  ],
  ["the same in IPv6", allowance({ from: '["0::0"]' }), ['6:16: an entry of "from" takes a CIDR; "0::0" is none: everyone is ::/0']],
  ["the world by name", allowance({ from: "[anywhere]" }), ['6:16: an entry of "from" takes a CIDR; "anywhere" is none']],
  ["nobody", allowance({ from: "[]" }), ['6:15: "from" is an empty list; name at least one: ["0.0.0.0/0", "::/0"]']],
  ["an empty entry", allowance({ from: "[null]" }), ['6:16: an entry of "from" is empty; it takes a CIDR, like "203.0.113.0/24"']],
  [
    "allowances that are no list",
    "stacks: { a: { allow: { workload: x } } }",
    ['1:23: "allow" takes a list: [{ workload: …, ports: …, from: …, reason: …, expires: … }]'],
  ],
  [
    "a fact that is none",
    "known: { office: [192.0.2.0/24] }",
    ['1:10: "office" has no place in the known facts; name a subnet by its id (subnet-0ab12) or a reference as it is written (var.office)'],
  ],
  ["a subnet that is neither", "known: { subnet-0ab12: open }", ['1:24: "subnet-0ab12" takes public or private; "open" is none of them']],
  ["a reference that is public", "known: { var.office: public }", ['1:22: "var.office" takes a list: ["203.0.113.0/24"]']],
  [
    "a socket that is none",
    'images: { api: { listens: ["8080"] } }',
    ['1:28: an entry of "listens" takes a socket as ADDRESS:PORT/PROTOCOL; "8080" is none'],
  ],
  [
    "a socket of no protocol",
    'images: { api: { listens: ["0.0.0.0:8080/tpc"] } }',
    ['1:28: an entry of "listens" takes a socket as ADDRESS:PORT/PROTOCOL; "0.0.0.0:8080/tpc" is none'],
  ],
  ["a hint without sockets", "images: { api: {} }", ['1:16: an image needs "listens": a list, like ["0.0.0.0:8080/tcp"]']],
  [
    "an assumption that cannot be final",
    "final:\n  - assumption.own-id\n  - knwon",
    [
      `2:5: an entry of "final" takes ${FINAL}; "assumption.own-id" is none of them; did you mean "assumptions.own-id"?`,
      `3:5: an entry of "final" takes ${FINAL}; "knwon" is none of them; did you mean "known"?`,
    ],
  ],
  [
    "a final that is none",
    "final: [rules.deaf-listner]",
    [`1:9: an entry of "final" takes ${FINAL}; "rules.deaf-listner" is none of them; did you mean "rules.deaf-listener"?`],
  ],
  [
    "a text for a file",
    '"just text"',
    ["1:1: the configuration takes keys with values: onUnknown, rules, known, images, assumptions, stacks, final"],
  ],
  ["a key twice", "onUnknown: warn\nonUnknown: pass", ['2:1: "onUnknown" stands here twice; once is enough']],
  ["brackets within brackets", `final: ${"[".repeat(1e5)}`, [" brackets stand within one another deeper than any configuration has them"]],
  [
    "a second document",
    "---\nonUnknown: warn\n---\nrules: { world-open-listener: pas }\n",
    ["3:1: a second document begins here, and a configuration is one; take this --- out"],
  ],
  [
    "a third one as well",
    "onUnknown: warn\n---\n# nothing\n---\nstacks: {}\n",
    ["2:1: a second document begins here, and a configuration is one; take this --- out"],
  ],
  [
    "a list that does not end",
    "final: [onUnknown\n",
    ["2:1: this is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]"],
  ],
  [
    "bits behind the prefix of a CIDR",
    allowance({ from: '["203.0.113.5/0", "203.0.113.5/24", "2001:db8::1/32", "203.0.113.5/32", "::/0"]' }),
    [
      '6:16: an entry of "from" takes a CIDR; "203.0.113.5/0" is none: everyone is 0.0.0.0/0',
      '6:33: an entry of "from" takes a CIDR; "203.0.113.5/24" is none: its network is 203.0.113.0/24',
      '6:51: an entry of "from" takes a CIDR; "2001:db8::1/32" is none: its network is 2001:db8::/32',
    ],
  ],
  [
    "a value of many letters",
    `onUnknown: ${"x".repeat(100)}`,
    [`1:12: "onUnknown" takes block, warn or pass; "${"x".repeat(40)}…" is none of them`],
  ],
  [
    "several problems",
    "onUnknown: perhaps\nstack: {}\n",
    [
      '1:12: "onUnknown" takes block, warn or pass; "perhaps" is none of them',
      '2:1: unknown key "stack" in the configuration; did you mean "stacks"?',
    ],
  ],
];

describe("what is wrong is told with its place and with what would be right:", () => {
  test.each(bad)("%s", (_, text, says) => {
    expect(problems(text)).toEqual(says.map((each) => `quadzero.yaml:${each}`));
  });

  test("every message is one line", () => {
    for (const [, text] of bad) for (const problem of problems(text)) expect(problem).not.toMatch(/[\n\r]/);
  });
});

test.each([
  ["nothing", ""],
  ["a comment", "# later\n"],
  ["empty parts", "onUnknown:\nrules:\nstacks:\n  a:\n  b: { allow: }\nfinal: []\nknown: ~\n"],
  [
    "everything",
    `onUnknown: block\nrules: { deaf-listener: pass }\nknown: { subnet-0ab12: private, "module.net.office[0].cidr": [192.0.2.1, "2001:db8::/32"] }\nfinal: [onUnknown, rules.deaf-listener]\nassumptions: { own-id: off, default-vpc: false, stock-image: on }\nimages: { "ghcr.io/acme/*": { listens: ["*:80", "[::1]:81/udp", "0.0.0.0:9000-9010/tcp"] }, scratch: { listens: [] } }\n`,
  ],
  ["an allowance", allowance({ owner: "team-web", ports: '[443, "8000-8100", "22"]' })],
  ["an allowance without an owner", allowance({ owner: "" })],
  ["JSON", '{"stacks": {"a": {"allow": [{"workload": "x", "ports": ["443"], "from": ["::/0"], "reason": "r", "expires": "2027-01-01"}]}}}'],
  ["the schema that an editor is told", '{"$schema": "node_modules/quadzero/schema/config.schema.json", "onUnknown": "pass"}'],
  ["an anchor", "rules: &r { deaf-listener: pass }\nstacks: { a: { rules: *r } }"],
  ["Windows line ends and a byte order mark", "\uFEFFonUnknown: pass\r\nrules:\r\n  deaf-listener: pass\r\n"],
])("%s is good", (_, text) => {
  expect(problems(text)).toEqual([]);
});

test("a file that is no text is told so", () => {
  expect(problems(Uint8Array.of(0xff, 0xfe, 0x6f))).toEqual(["quadzero.yaml: this is not UTF-8 text; save it as UTF-8"]);
});

test("of JSON it is said that it is none", () => {
  expect(() => loadConfiguration([{ name: "quadzero.json", bytes: Buffer.from('{"final": [onUnknown') }])).toThrow(
    /^quadzero\.json:1:\d+: this is not JSON: /,
  );
});

test("aliases that multiply, and one that holds itself, come to an end", () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) =>
      `l${String(level + 1)}: &l${String(level + 1)} [${Array(9)
        .fill(`*l${String(level)}`)
        .join(", ")}]`,
  );
  expect(problems(`l0: &l0 [x]\n${levels.join("\n")}\n`)).toContain(
    "quadzero.yaml: this is more than a configuration holds: aliases within aliases; write them out",
  );
  expect(problems("stacks: &s\n  a: *s\n")).toEqual([
    'quadzero.yaml:2:3: unknown key "a" in a stack; there are onUnknown, rules, known, images, assumptions, allow',
  ]);
});

test("problems of all files are told together", () => {
  const sources = ["onUnknown: no", "final: x"].map((text, index) => ({ name: `${String(index)}.yaml`, bytes: Buffer.from(text) }));
  expect(() => loadConfiguration(sources)).toThrow(
    new ConfigError([
      '0.yaml:1:12: "onUnknown" takes block, warn or pass; "no" is none of them',
      '1.yaml:1:8: "final" takes a list: [rules.world-open-listener]',
    ]),
  );
});

describe("an object that a program hands over", () => {
  const told = (config: unknown): readonly string[] => {
    try {
      configurationOf(config as never);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  };

  test("is told of by the way to the value", () => {
    const stacks = { "acme-shop/prod": { allow: [{ workload: "x", ports: [1], from: ["::/0"], reason: "r", expire: "2027-01-01" }] } };
    expect(told({ stacks, onUnknown: 3 })).toEqual([
      'config.stacks["acme-shop/prod"].allow[0].expire: unknown key "expire" in an allowance; did you mean "expires"?',
      'config.onUnknown: "onUnknown" takes block, warn or pass; 3 is none of them',
    ]);
    expect(told([{}, { final: [1] }])[0]).toMatch(/^config\[1\]\.final\[0\]: /);
  });

  test("may be anything, and is refused in words", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic["stacks"] = { a: { rules: cyclic } };
    for (const given of [3, "onUnknown: warn", [3], null, { files: [] }, { rules: () => 1 }, { stacks: new Date(0) }, cyclic]) {
      expect(Array.isArray(told(given))).toBe(true);
    }
    fc.assert(
      fc.property(
        fc.object({ key: fc.constantFrom("stacks", "allow", "rules", "known", "files", "__proto__", "from"), maxDepth: 4 }),
        (given) => Array.isArray(told(given)),
      ),
    );
  });
});

test("one document may have its marks", () => {
  expect(problems("%YAML 1.2\n---\nonUnknown: block\n...\n")).toEqual([]);
});

test("whatever the text, it is accepted or refused in words", () => {
  const piece = fc.constantFrom(
    "stacks:",
    "  ",
    "\n",
    "allow",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a ",
    "<<",
    '"',
    "|",
    "?",
    "%YAML 1.1",
    "---",
    "\t",
    "!!js/function",
    "x",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
      for (const problem of problems(pieces.join(""))) expect(problem).toMatch(/^quadzero\.yaml(:\d+:\d+)?: \S/);
    }),
    { numRuns: 500 },
  );
});
