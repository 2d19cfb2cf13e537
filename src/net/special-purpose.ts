/** A block by its first address and the length of its prefix. */
export type Block<T extends number | bigint> = readonly [first: T, prefix: number];

/**
 * IPv4 blocks that no client on the internet sends from: what the registry does not call globally reachable, the deprecated 6to4
 * relay anycast (RFC 7526), multicast (RFC 5771). Anycast services within 192.0.0.0/24 are no clients.
 * https://www.iana.org/assignments/iana-ipv4-special-registry
 */
export const SPECIAL_IPV4: readonly Block<number>[] = [
  [0x00_00_00_00, 8], // 0.0.0.0/8, this network (RFC 791)
  [0x0a_00_00_00, 8], // 10.0.0.0/8, private use (RFC 1918)
  [0x64_40_00_00, 10], // 100.64.0.0/10, shared address space (RFC 6598)
  [0x7f_00_00_00, 8], // 127.0.0.0/8, loopback (RFC 1122)
  [0xa9_fe_00_00, 16], // 169.254.0.0/16, link local (RFC 3927)
  [0xac_10_00_00, 12], // 172.16.0.0/12, private use (RFC 1918)
  [0xc0_00_00_00, 24], // 192.0.0.0/24, protocol assignments (RFC 6890)
  [0xc0_00_02_00, 24], // 192.0.2.0/24, documentation (RFC 5737)
  [0xc0_58_63_00, 24], // 192.88.99.0/24, 6to4 relay anycast (RFC 7526)
  [0xc0_a8_00_00, 16], // 192.168.0.0/16, private use (RFC 1918)
  [0xc6_12_00_00, 15], // 198.18.0.0/15, benchmarking (RFC 2544)
  [0xc6_33_64_00, 24], // 198.51.100.0/24, documentation (RFC 5737)
  [0xcb_00_71_00, 24], // 203.0.113.0/24, documentation (RFC 5737)
  [0xe0_00_00_00, 4], // 224.0.0.0/4, multicast (RFC 5771)
  [0xf0_00_00_00, 4], // 240.0.0.0/4, reserved (RFC 1112), with the limited broadcast address (RFC 8190)
];

/** Global unicast, of which IANA gives out addresses. https://www.iana.org/assignments/ipv6-address-space */
export const GLOBAL_UNICAST: Block<bigint> = [0x2000n << 112n, 3];

/**
 * Blocks of global unicast that no client sends from: protocol assignments as a whole (Teredo, benchmarking, ORCHID; its anycast
 * services are no clients), documentation, 6to4.
 * https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export const SPECIAL_IPV6: readonly Block<bigint>[] = [
  [0x2001n << 112n, 23], // 2001::/23, protocol assignments (RFC 2928)
  [0x2001_0db8n << 96n, 32], // 2001:db8::/32, documentation (RFC 3849)
  [0x2002n << 112n, 16], // 2002::/16, 6to4 (RFC 3056, RFC 7526)
  [0x3fffn << 112n, 20], // 3fff::/20, documentation (RFC 9637)
];
