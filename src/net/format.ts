/** `10.0.0.1`; IPv6 as RFC 5952 writes it, in hexadecimal groups throughout. */
export const formatAddress = (family: 4 | 6, value: bigint): string => (family === 4 ? formatIpv4(value) : formatIpv6(value));

const groupsOf = (value: bigint, count: number, bits: bigint): readonly bigint[] =>
  Array.from({ length: count }, (_, index) => (value >> (BigInt(count - 1 - index) * bits)) & ((1n << bits) - 1n));

const formatIpv4 = (value: bigint): string => groupsOf(value, 4, 8n).join(".");

/** The longest run of two or more zero groups becomes `::`, the first of equals. https://www.rfc-editor.org/rfc/rfc5952#section-4 */
function formatIpv6(value: bigint): string {
  const groups = groupsOf(value, 8, 16n).map((group) => group.toString(16));
  let [begin, longest] = [0, 1];
  for (let index = 0; index < groups.length; index += 1) {
    const rest = groups.slice(index).findIndex((group) => group !== "0");
    const run = rest === -1 ? groups.length - index : rest;
    if (run > longest) [begin, longest] = [index, run];
  }
  if (longest === 1) return groups.join(":");
  return `${groups.slice(0, begin).join(":")}::${groups.slice(begin + longest).join(":")}`;
}
