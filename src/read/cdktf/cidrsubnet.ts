import { textOf, type Worth } from "./worth";

/** Numbers of an address, the highest first; null for IPv6 and for what is none. */
function block(cidr: string): { readonly base: number; readonly length: number } | null {
  const [, a, b, c, d, length] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr) ?? [];
  const parts = [a, b, c, d].map(Number);
  if (length === undefined || parts.some((part) => part > 255) || Number(length) > 32) return null;
  return { base: parts.reduce((sum, part) => sum * 256 + part, 0), length: Number(length) };
}

/** https://developer.hashicorp.com/terraform/language/functions/cidrsubnet */
export function cidrsubnet([prefix, bits, number]: readonly Worth[]): string | undefined {
  const found = typeof prefix === "string" ? block(prefix) : null;
  const [more, index] = [Number(textOf(bits)), Number(textOf(number))];
  if (found === null || !Number.isInteger(more) || !Number.isInteger(index) || more < 0 || index < 0) return undefined;
  const length = found.length + more;
  if (length > 32 || index >= 2 ** more) return undefined;
  const size = 2 ** (32 - found.length);
  const base = Math.floor(found.base / size) * size + index * 2 ** (32 - length);
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  return `${parts.join(".")}/${String(length)}`;
}
