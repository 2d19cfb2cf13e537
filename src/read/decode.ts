import { unreadable } from "./unreadable";

/** The longest text that a JavaScript engine holds: 2^29 - 24 UTF-16 units in V8. */
const LARGEST = 2 ** 29 - 24;

const begins = (bytes: Uint8Array, ...magic: readonly number[]): boolean => magic.every((byte, index) => bytes[index] === byte);

/**
 * Without NULs at either end and blanks at the last, which a crash may leave by the gigabyte. Blank lines at the start stay, since
 * lines are counted from there.
 */
function trimmed(bytes: Uint8Array): Uint8Array {
  let start = 0;
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] ?? 0) <= 0x20) end -= 1;
  while (start < end && bytes[start] === 0) start += 1;
  return bytes.subarray(start, end);
}

/** A ZIP archive whose first entry is `tfplan`. https://developer.hashicorp.com/terraform/cli/commands/plan#out-filename */
const isBinaryPlan = (bytes: Uint8Array): boolean => new TextDecoder("latin1").decode(bytes.subarray(30, 64)).startsWith("tfplan");

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/**
 * By byte-order mark: PowerShell 5 writes UTF-16 with `>`. Without a mark, a NUL beside an ASCII character tells, since JSON
 * begins with one. https://datatracker.ietf.org/doc/html/rfc4627#section-3
 */
function encodingOf(bytes: Uint8Array): Encoding {
  if (begins(bytes, 0xff, 0xfe)) return "utf-16le";
  if (begins(bytes, 0xfe, 0xff)) return "utf-16be";
  const [first, second] = bytes;
  if (first !== 0 && second === 0) return "utf-16le";
  return first === 0 && second !== 0 && second !== undefined ? "utf-16be" : "utf-8";
}

/**
 * The text of a file: UTF-8 or UTF-16, with a byte-order mark or without.
 * @throws UnreadableInput for what is no text
 */
export function textOf(path: string, bytes: Uint8Array): string {
  const content = trimmed(bytes);
  if (content.length === 0) throw unreadable(path, bytes[0] === 0 && bytes.at(-1) === 0 ? "not-text" : "empty-file");
  if (begins(content, 0x50, 0x4b, 3, 4)) throw isBinaryPlan(content) ? unreadable(path, "binary-plan") : unreadable(path, "archive", "ZIP");
  if (begins(content, 0x1f, 0x8b)) throw unreadable(path, "archive", "gzip");
  // The trimmed bytes of UTF-16 may have lost half of a character: decode the whole.
  const encoding = encodingOf(bytes);
  const whole = encoding === "utf-8" ? content : bytes;
  if (whole.length > LARGEST) throw unreadable(path, "too-large", "512 MiB");
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(whole);
  } catch {
    throw unreadable(path, "not-text");
  }
  text = text.trimEnd();
  if (text === "") throw unreadable(path, "empty-file");
  return text;
}
