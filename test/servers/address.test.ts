import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { addressOf, GO, ipv4Number, JAVA, LIBC, LITERAL, NGINX, NODE, PASSIVE, RUST, type Resolver } from "../../src/servers/address";
import { HOLE } from "../../src/model/text";

const RESOLVERS: readonly (readonly [string, Resolver])[] = [
  ["libc", LIBC],
  ["passive", PASSIVE],
  ["nginx", NGINX],
  ["node", NODE],
  ["go", GO],
  ["java", JAVA],
  ["rust", RUST],
  ["literal", LITERAL],
];

const reach = (token: string, resolver: Resolver): string => {
  const read = addressOf(token, resolver);
  return typeof read === "string" ? read : `${read.ipv4}/${read.ipv6}`;
};

/** What was seen of each resolver, token by token; measured with `ss` where a socket was bound. */
const SEEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "0.0.0.0": { libc: "any/none", passive: "any/none", node: "any/none", go: "any/any", java: "any/any", rust: "any/none" },
  "0": { libc: "any/none", node: "any/none", go: "not-an-address", java: "any/any", rust: "any/none" },
  "0x0": { libc: "any/none", node: "any/none", go: "not-an-address" },
  "00.00.00.00": { libc: "any/none", node: "any/none", go: "not-an-address" },
  "127.1": { libc: "loopback/none", node: "loopback/none", go: "not-an-address", java: "loopback/none", rust: "loopback/none" },
  "2130706433": { libc: "loopback/none", node: "loopback/none", java: "loopback/none" },
  "0x7f.1": { libc: "loopback/none", java: "not-an-address" },
  "0177.0.0.1": { libc: "loopback/none", node: "loopback/none", go: "not-an-address", java: "address/none" },
  "1": { libc: "not-an-address", node: "not-an-address" },
  "10.9.2": { libc: "address/none", node: "address/none" },
  "127.0.0.08": { libc: "not-an-address", node: "not-an-address" },
  "127.0.0.256": { libc: "not-an-address" },
  "127.0.0.1.": { libc: "not-an-address" },
  "": { libc: "any/none", passive: "any/any", node: "any/any", go: "any/any", java: "loopback/loopback", rust: "not-an-address" },
  "*": { libc: "not-an-address", passive: "any/any", node: "not-an-address", go: "not-an-address", rust: "not-an-address" },
  "+": { libc: "not-an-address" },
  "::": { libc: "any/any", passive: "none/any", nginx: "none/any", node: "any/any", go: "any/any", java: "any/any" },
  "0::0": { libc: "any/any" },
  "::0.0.0.0": { libc: "any/any" },
  "[::]": { libc: "not-an-address", go: "any/any", java: "any/any", rust: "any/any" },
  "::ffff:0.0.0.0": { libc: "any/none", node: "any/none", go: "any/any" },
  "::ffff:127.0.0.1": { libc: "loopback/none" },
  "::FFFF:7F00:1": { libc: "loopback/none" },
  "::1": { libc: "none/loopback" },
  "fe80::1%eth0": { libc: "none/address" },
  "2001:db8::7": { libc: "none/address" },
  "１２７.0.0.1": { libc: "loopback/none", node: "loopback/none" },
  "224.0.0.1": { libc: "none/none" },
  "255.255.255.255": { libc: "none/none" },
  localhost: { libc: "loopback/none", passive: "loopback/loopback", go: "loopback/none" },
  "app.internal": { libc: "unknown/unknown", literal: "not-an-address" },
  "0.0.0.0/0": { libc: "cidr-as-bind", go: "cidr-as-bind", java: "cidr-as-bind" },
  "0/0": { libc: "cidr-as-bind" },
  "::/0": { libc: "cidr-as-bind" },
  "203.0.113.0/24": { libc: "cidr-as-bind" },
  $HOST: { libc: "literal-variable" },
  "${HOST}": { go: "literal-variable" },
  "$(HOST)": { node: "literal-variable" },
};

test.each(Object.entries(SEEN))("%j", (token, seen) => {
  const resolvers = new Map(RESOLVERS);
  for (const [name, expected] of Object.entries(seen)) {
    const resolver = resolvers.get(name);
    expect({ name, reach: resolver && reach(token, resolver) }).toEqual({ name, reach: expected });
  }
});

const part = fc.oneof(
  fc.nat({ max: 300 }).map(String),
  fc.nat({ max: 300 }).map((n) => `0x${n.toString(16)}`),
  fc.nat({ max: 300 }).map((n) => `0${n.toString(8)}`),
  fc.nat({ max: 2 ** 32 }).map(String),
  fc.constantFrom("", "08", "0x", "x", "1e3", "+1"),
);
const numeric = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("."));

/** Python's socket.inet_aton is inet_aton(3) itself. */
const SCRIPT = `import socket, sys, json
out = []
for t in json.load(sys.stdin):
    try: out.append(int.from_bytes(socket.inet_aton(t), "big"))
    except Exception: out.append(None)
print(json.dumps(out))`;

const python = spawnSync("python3", ["-c", "1"]).status === 0;
(python ? test : test.skip)("inet_aton(3) reads numbers as we do (needs python3)", () => {
  const tokens = fc.sample(numeric, { numRuns: 3000, seed: 7 });
  const run = spawnSync("python3", ["-c", SCRIPT], { input: JSON.stringify(tokens), encoding: "utf8" });
  const theirs = JSON.parse(run.stdout) as readonly (number | null)[];
  expect(theirs.filter((one) => one !== null).length).toBeGreaterThan(300);
  expect(tokens.map((token) => ipv4Number(token, "inet_aton") ?? null)).toEqual(theirs);
});

describe.each(RESOLVERS)("%s", (_, resolver) => {
  test("four decimal parts are the address that they are, in whichever spelling", () => {
    const octets = fc.tuple(fc.integer({ min: 1, max: 223 }), fc.nat({ max: 255 }), fc.nat({ max: 255 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(octets, (parts) => {
        const [first] = parts;
        expect(reach(parts.join("."), resolver)).toBe(first === 127 ? "loopback/none" : "address/none");
        const mapped = `::ffff:${parts
          .map((one) => one.toString(16).padStart(2, "0"))
          .join("")
          .replace(/^(.{4})/, "$1:")}`;
        expect(reach(mapped, resolver)).toBe(reach(parts.join("."), resolver));
      }),
    );
  });

  test("no token is refused by an exception, and a hole is never an answer", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), numeric, fc.ipV6(), fc.webUrl()), fc.nat(), (token, at) => {
        expect(() => addressOf(token, resolver)).not.toThrow();
        const split = at % (token.length + 1);
        const holed = `${token.slice(0, split)}${HOLE}${token.slice(split)}`;
        expect(reach(holed, resolver)).toBe("unknown/unknown");
      }),
    );
  });

  test("every IPv6 address is bound for somebody, and never for IPv4 unless it is mapped or a wildcard", () => {
    fc.assert(
      fc.property(fc.ipV6(), (token) => {
        const read = addressOf(token, resolver);
        if (typeof read === "string") return;
        if (!/^[0:.]*(ffff:|$)/i.test(token)) expect(read.ipv4).toBe("none");
      }),
    );
  });
});
