import { ICMP, ICMPV6, parseProtocol, protocolName, TCP, UDP } from "../../src/net/protocol";

test.each([
  ["tcp", TCP],
  ["TCP", TCP],
  ["6", TCP],
  ["Udp", UDP],
  ["17", UDP],
  ["icmp", ICMP],
  ["icmpv6", ICMPV6],
  ["ICMPv6", ICMPV6],
  ["ipv6-icmp", ICMPV6],
  ["58", ICMPV6],
  ["0", 0],
  ["HOPOPT", 0],
  ["255", 255],
  ["gre", 47],
  ["esp", 50],
  ["ah", 51],
  ["vrrp", 112],
  ["sctp", 132],
  ["udplite", 136],
  ["ospf", 89],
  ["ax.25", 93],
  ["a/n", 107],
  ["-1", "all"],
  ["all", "all"],
  ["ALL", "all"],
])("%s is %s", (text, protocol) => {
  expect(parseProtocol(text)).toBe(protocol);
});

test.each(["", " ", "tcp ", "256", "-2", "06", "6.0", "0x6", "1e1", "http", "tcp/udp", "toString", "__proto__", "constructor", "any"])(
  "%j is unknown",
  (text) => {
    expect(parseProtocol(text)).toBeNull();
  },
);

test("names read back", () => {
  for (let number = 0; number < 256; number += 1) {
    expect(parseProtocol(String(protocolName(number)))).toBe(number);
    expect(parseProtocol(String(number))).toBe(number);
  }
  expect([TCP, UDP, ICMP, ICMPV6, 50].map(protocolName)).toEqual(["tcp", "udp", "icmp", "icmpv6", 50]);
});
