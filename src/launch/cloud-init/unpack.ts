/** Loaded where something is compressed. */
const zlib = (): typeof import("node:zlib") => require("node:zlib") as typeof import("node:zlib");

/** EC2 allows 16 kB before decompression; what unpacks to more than this is no script. */
const MOST = 4 << 20;

/** By how it begins: gzip (RFC 1952), zlib (RFC 1950). */
function decompressed(bytes: Buffer): Buffer {
  const head = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  const isPacked = head === 0x1f8b || (head >> 8 === 0x78 && head % 31 === 0);
  return isPacked ? zlib().unzipSync(bytes, { maxOutputLength: MOST }) : bytes;
}

/** Text in base64, which may be compressed within it. Null where it is no such thing. */
export function unpack(text: string): string | null {
  if (!/^[A-Za-z0-9+/\s]+=*\s*$/.test(text)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(decompressed(Buffer.from(text, "base64")));
  } catch {
    return null;
  }
}
