import * as fc from "fast-check";
import IPCIDR from "ip-cidr";

import { formatAddress, parseAddress, parseCidr, prefixLength } from "../../src/net/address";
import { addressRange, allIpv4, allIpv6, cidrsOf } from "../../src/net/address-set";
import { ipv4Cidr, ipv6Cidr } from "./arbitraries";

const canonical = (text: string): string[] | null => {
  const set = parseCidr(text);
  return set === null ? null : cidrsOf(set);
};

describe("what is read", () => {
  test.each([
    ["203.0.113.0/24", "203.0.113.0/24"],
    ["203.0.113.77/24", "203.0.113.0/24"],
    ["203.0.113.77", "203.0.113.77/32"],
    ["10.0.0.0/0", "0.0.0.0/0"],
    ["255.255.255.255/31", "255.255.255.254/31"],
    ["::/0", "::/0"],
    ["0::/0", "::/0"],
    ["0:0:0:0:0:0:0:0/0", "::/0"],
    ["2001:DB8:0:0::7/32", "2001:db8::/32"],
    ["2001:db8::1", "2001:db8::1/128"],
    ["1:2:3:4:5:6:7::/112", "1:2:3:4:5:6:7:0/112"],
    ["::2:3:4:5:6:7:8/128", "0:2:3:4:5:6:7:8/128"],
    ["0001:0002::/32", "1:2::/32"],
    // IPv4-mapped text stays IPv6.
    ["::ffff:1.2.3.4/120", "::ffff:102:300/120"],
    ["::ffff:10.0.0.0/104", "::ffff:a00:0/104"],
    ["::ffff:0:0/96", "::ffff:0:0/96"],
    ["::FFFF:203.0.113.9", "::ffff:cb00:7109/128"],
    ["::1.2.3.4/127", "::102:304/127"],
    ["64:ff9b::192.0.2.33/96", "64:ff9b::/96"],
    ["1:2:3:4:5:6:7.8.9.10/128", "1:2:3:4:5:6:708:90a/128"],
  ])("%s is %s", (text, cidr) => {
    expect(canonical(text)).toEqual([cidr]);
  });
});

describe("what cannot be read is null, never empty and never another block", () => {
  test.each([
    "",
    " ",
    "/",
    "/8",
    "10.0.0.0/",
    "::/",
    "0.0.0.0/00",
    "10.0.0.0/08",
    "2001:db8::/032",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/+8",
    "10.0.0.0/8.0",
    "10.0.0.0/1e1",
    "10.0.0.0/0x8",
    "10.0.0.0/8/8",
    "10.0.0.0/255.0.0.0",
    "::/129",
    "::/-1",
    " 10.0.0.0/8",
    "10.0.0.0/8 ",
    "10.0.0.0/8\n",
    "10.0.0.0 /8",
    "\t::/0",
    "10.0.0.0/8,192.168.0.0/16",
    "10.0.0.0/8x",
    "x10.0.0.0/8",
    "010.0.0.0/8",
    "10.0.00.0/8",
    "0x0a.0.0.0/8",
    "0xa000000/8",
    "167772160/8",
    "10/8",
    "10.0/16",
    "10.0.0/24",
    "10.0.0.0.0/8",
    "256.0.0.0/8",
    "10.0.0.-1/8",
    "10..0.0/8",
    ".10.0.0/8",
    "10.0.0.0-10.0.0.255",
    "10.0.0.0:80",
    "1.2.3.4%eth0",
    "١٠.0.0.0/8",
    "10。0。0。0/8",
    ":::/0",
    "::1::/64",
    "1::2::3/64",
    ":/0",
    ":1/16",
    "1:/16",
    "1:2:3:4:5:6:7/64",
    "1:2:3:4:5:6:7:8:9/64",
    "1:2:3:4:5:6:7:8::/64",
    "::1:2:3:4:5:6:7:8/64",
    "12345::/16",
    "g::/16",
    "[::1]/128",
    "fe80::1%eth0/64",
    "fe80::1%1",
    "::ffff:1.2.3/120",
    "::ffff:1.2.3.256/120",
    "::ffff:01.2.3.4/120",
    "::ffff:1.2.3.4.5/120",
    "::1.2.3.4:5/120",
    "1.2.3.4::/64",
    "1:2:3:4:5:6:7:1.2.3.4/128",
    "any",
    "localhost",
    "sg-0ab12",
    "${var.cidr}",
  ])("%j", (text) => {
    expect(parseCidr(text)).toBeNull();
    expect(prefixLength(text)).toBeNull();
    expect(parseAddress(text)).toBeNull();
  });

  test("is any text but CIDRs, and it is refused quickly and without throwing", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("0", "1", "2", "5", "9", "10", "ff", ":", "::", ".", "/", " ", "%", "x") }), (text) => {
        const set = parseCidr(text);
        expect(set === null || cidrsOf(set).length === 1).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(parseCidr(":".repeat(100_000))).toBeNull();
    expect(parseCidr(`${"1.".repeat(100_000)}/8`)).toBeNull();
  });
});

test("four octets are read as ip-cidr reads them", () => {
  fc.assert(
    fc.property(ipv4Cidr, (text) => {
      const [first, last] = new IPCIDR(text).toRange<bigint>({ type: "bigInteger" });
      expect(parseCidr(text)).toEqual(addressRange(4, first, last));
    }),
    { numRuns: 2000 },
  );
});

test("what is read of text near four octets, ip-cidr reads alike", () => {
  const octet = fc.constantFrom("0", "00", "1", "9", "10", "99", "100", "199", "200", "249", "250", "255", "256", "300", "07", "");
  const prefix = fc.constantFrom("0", "00", "1", "8", "08", "19", "29", "30", "32", "33", "", "-1");
  fc.assert(
    fc.property(fc.tuple(octet, octet, octet, octet), prefix, (octets, length) => {
      const text = `${octets.join(".")}/${length}`;
      const set = parseCidr(text);
      if (set === null) return;
      const [first, last] = new IPCIDR(text).toRange<bigint>({ type: "bigInteger" });
      expect(set).toEqual(addressRange(4, first, last));
    }),
    { numRuns: 2000 },
  );
});

test("the prefix says the size, and a block begins where its bits behind the prefix are zero", () => {
  fc.assert(
    fc.property(fc.oneof(ipv4Cidr, ipv6Cidr), (text) => {
      const length = Number(text.split("/")[1]);
      expect(prefixLength(text)).toBe(length);
      const [address = "", written] = (canonical(text)?.[0] ?? "").split("/");
      expect(Number(written)).toBe(length);
      const parsed = parseAddress(address);
      const bits = BigInt((parsed?.family === 4 ? 32 : 128) - length);
      expect((parsed?.value ?? -1n) % (1n << bits)).toBe(0n);
    }),
  );
  expect(prefixLength("192.0.2.1")).toBe(32);
  expect(prefixLength("2001:db8::1")).toBe(128);
});

test("addresses survive being written and read", () => {
  const ipv4 = fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }).map((value) => ({ family: 4 as const, value }));
  const ipv6 = fc
    .array(fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 0xffffn })), { minLength: 8, maxLength: 8 })
    .map((groups) => ({ family: 6 as const, value: groups.reduce((sum, group) => (sum << 16n) + group, 0n) }));
  fc.assert(
    fc.property(fc.oneof(ipv4, ipv6), ({ family, value }) => {
      expect(parseAddress(formatAddress(family, value))).toEqual({ family, value });
    }),
  );
});

// https://www.rfc-editor.org/rfc/rfc5952#section-4
test.each([
  [0n, "::"],
  [1n, "::1"],
  [0x2001_0db8_0000_0000_0000_0000_0002_0001n, "2001:db8::2:1"],
  [0x2001_0db8_0000_0001_0001_0001_0001_0001n, "2001:db8:0:1:1:1:1:1"],
  [0x2001_0000_0000_0001_0000_0000_0000_0001n, "2001:0:0:1::1"],
  [0x2001_0db8_0000_0000_0001_0000_0000_0001n, "2001:db8::1:0:0:1"],
  [0x0001_0002_0003_0004_0005_0006_0007_0000n, "1:2:3:4:5:6:7:0"],
  [0x0001_0002_0003_0004_0005_0006_0000_0000n, "1:2:3:4:5:6::"],
])("%s is written %s", (value, text) => {
  expect(formatAddress(6, value)).toBe(text);
});

test("a plan that holds IPv4 and the whole of IPv6 never loads ip-cidr", () => {
  jest.isolateModules(() => {
    jest.doMock("ip-cidr", () => {
      throw new Error("loaded");
    });
    const fresh = require("../../src/net/address") as typeof import("../../src/net/address");
    expect(fresh.parseCidr("198.51.100.0/25")).toEqual(parseCidr("198.51.100.0/25"));
    expect([fresh.parseCidr("0.0.0.0/0"), fresh.parseCidr("::/0")]).toEqual([allIpv4, allIpv6]);
    expect(() => fresh.parseCidr("2001:db8::/32")).toThrow("loaded");
  });
  jest.dontMock("ip-cidr");
});
