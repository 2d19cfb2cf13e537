import type { SyntaxNode } from "@lezer/common";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0", "\n": "", "\\": "\\", "'": "'", '"': '"' };

const unescape = (text: string): string =>
  text.replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|[^])/gi, (whole, escape: string) =>
    escape.length > 1 ? String.fromCharCode(parseInt(escape.slice(1), 16)) : (ESCAPES[escape] ?? whole),
  );

/** The value of a string literal, of whichever prefix and quotes; what `{}` holds in an f-string is asked for. */
export function stringOf(node: SyntaxNode, text: string, replacement: (node: SyntaxNode) => string): string {
  const [, prefix = "", quote = ""] = /^([a-z]*)("""|'''|"|')/i.exec(text.slice(node.from, node.to)) ?? [];
  const plain = (from: number, to: number): string => {
    const piece = text.slice(from, to);
    const raw = /r/i.test(prefix) ? piece : unescape(piece);
    return /f/i.test(prefix) ? raw.replaceAll("{{", "{").replaceAll("}}", "}") : raw;
  };
  const end = text.slice(node.from, node.to).endsWith(quote) ? node.to - quote.length : node.to;
  let from = Math.min(node.from + prefix.length + quote.length, end);
  let value = "";
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== "FormatReplacement") continue;
    value += plain(from, child.from) + replacement(child);
    from = child.to;
  }
  return value + plain(from, Math.max(from, end));
}
