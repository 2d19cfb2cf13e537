import { spawnSync } from "node:child_process";
import * as fc from "fast-check";

import { formatAddress, parseCidr } from "../../src/net/address";
import { cidrsOf, subtract, unionAll } from "../../src/net/address-set";
import { addresses, cidr } from "./arbitraries";

/** Answers one line of JSON: blocks as [version, first, last] or null, unions and differences as CIDRs, addresses as text. */
const ORACLE = `
import ipaddress, json, sys
asked = json.load(sys.stdin)
def network(text):
    try:
        block = ipaddress.ip_network(text, strict=False)
        return [block.version, str(int(block[0])), str(int(block[-1]))]
    except ValueError:
        return None
def collapsed(texts):
    blocks = [ipaddress.ip_network(text, strict=False) for text in texts]
    return [block for version in (4, 6) for block in ipaddress.collapse_addresses(b for b in blocks if b.version == version)]
def without(blocks, texts):
    for hole in collapsed(texts):
        rest = []
        for block in blocks:
            if block.version != hole.version or not block.overlaps(hole):
                rest.append(block)
            elif block != hole and hole.subnet_of(block):
                rest.extend(block.address_exclude(hole))
        blocks = rest
    return collapsed([str(block) for block in blocks])
json.dump({
    "networks": [network(text) for text in asked["networks"]],
    "unions": [[str(block) for block in collapsed(texts)] for texts in asked["unions"]],
    "differences": [[str(block) for block in without(collapsed(a), b)] for a, b in asked["differences"]],
    "addresses": [str(ipaddress.ip_address(int(number)) if int(number) >= 2 ** 32 else ipaddress.IPv6Address(int(number))) for number in asked["addresses"]],
}, sys.stdout)
`;

interface Answers {
  readonly networks: readonly ([4 | 6, string, string] | null)[];
  readonly unions: readonly (readonly string[])[];
  readonly differences: readonly (readonly string[])[];
  readonly addresses: readonly string[];
}

const present = spawnSync("python3", ["-c", "import ipaddress"]).status === 0;
const withPython = present ? describe : describe.skip;

/** Text that is nearly a CIDR. */
const piece = fc.constantFrom(
  "0",
  "00",
  "1",
  "10",
  "010",
  "255",
  "256",
  "ffff",
  "a",
  ":",
  "::",
  ".",
  "/",
  "/8",
  "/08",
  "/32",
  "/33",
  "/128",
  "%1",
  " ",
  "-1",
);
const nearly = fc.oneof(
  fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join("")),
  fc.tuple(cidr, fc.nat({ max: 20 }), piece).map(([text, at, extra]) => text.slice(0, at) + extra + text.slice(at)),
  fc.tuple(cidr, fc.nat({ max: 20 })).map(([text, at]) => text.slice(0, at) + text.slice(at + 1)),
);

// Skipped, and counted as such, where there is no python3.
withPython("against Python's ipaddress", () => {
  const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number): T[] => fc.sample(arbitrary, count);
  const list = fc.array(cidr, { maxLength: 8 });
  const asked = {
    networks: [...sample(cidr, 500), ...sample(nearly, 3000)],
    unions: sample(list, 300),
    differences: sample(fc.tuple(list, list), 300),
    addresses: sample(fc.array(fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 0xffffn })), { minLength: 8, maxLength: 8 }), 300)
      .map((groups) => groups.reduce((sum, group) => (sum << 16n) + group, 0n))
      .filter((value) => value >> 32n !== 0xffffn)
      .map(String),
  };
  const run = spawnSync("python3", ["-c", ORACLE], { input: JSON.stringify(asked), encoding: "utf8", maxBuffer: 1 << 26 });
  const answers = JSON.parse(run.stdout === "" ? "{}" : run.stdout) as Answers;

  test("it answered", () => {
    expect(run.stderr).toBe("");
  });

  test("what is read is the block that Python reads; Python alone reads zones, masks and zeros in front of a prefix", () => {
    let read = 0;
    asked.networks.forEach((text, index) => {
      const set = parseCidr(text);
      const answer = answers.networks[index] ?? null;
      if (set === null) {
        expect({ text, answer: answer === null || /%|\/0\d|\/.*\./.test(text) }).toEqual({ text, answer: true });
        return;
      }
      read += 1;
      const [family, points] = set.ipv4.length > 0 ? [4, set.ipv4] : [6, set.ipv6];
      expect({ text, block: [family, String(points[0]), String(BigInt(points[1] ?? 0) - 1n)] }).toEqual({ text, block: answer });
    });
    expect(read).toBeGreaterThan(500);
  });

  test("unions and differences are the same CIDRs", () => {
    asked.unions.forEach((texts, index) => {
      expect(cidrsOf(unionAll(texts.map(addresses)))).toEqual(answers.unions[index]);
    });
    asked.differences.forEach(([a, b], index) => {
      expect(cidrsOf(subtract(unionAll(a.map(addresses)), unionAll(b.map(addresses))))).toEqual(answers.differences[index]);
    });
  });

  test("IPv6 addresses are written the same", () => {
    expect(asked.addresses.map((value) => formatAddress(6, BigInt(value)))).toEqual(answers.addresses);
  });
});
