import type { Process } from "./process";
import { redirectsOf, rulesText, translate, unread, type Rule } from "./nat";

/** A statement that changes ports: what it matches, and where it leads. https://www.netfilter.org/projects/nftables/manpage.html */
const CHANGES = /\b(tcp|udp) dport (\{[^}]*\}|\S+)(.*?)\b(redirect|dnat)(?: (ip6?))?(?: to (\S+))?/;
const HOOK = /\bhook (prerouting|output|input|postrouting|forward|ingress)\b/;

function ruleOf(statement: string): Rule | null {
  const [, protocol, ports = "", , verb, , to = ""] = CHANGES.exec(statement) ?? [];
  if (protocol === undefined || /\biif(name)? "?lo\b/.test(statement)) return null;
  const [, address = "", port = null] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(to) ?? [];
  return {
    protocols: [protocol === "udp" ? "udp" : "tcp"],
    families: [4, 6],
    from: [],
    outer: ports.replace(/[{}\s]/g, "").split(","),
    address: verb === "dnat" ? address : null,
    port: verb === "redirect" && port === null && address !== "" ? address : port,
    // Which chain holds it, and what comes before it there, is not followed.
    sure: false,
    says: `dport ${ports} ${verb ?? ""}${to === "" ? "" : ` to ${to}`}`,
  };
}

/** Rules as a command or in a file; those of a chain for what the host itself sends are passed over. */
export function nft(process: Process): void {
  const args = process.argv.slice(1);
  const at = args.findIndex((arg) => arg === "-f" || arg === "--file");
  const text = at < 0 ? args.join(" ") : rulesText(process, args[at + 1]);
  if (text === null) {
    unread(process, "nft");
    return;
  }
  if (/^\s*(delete|list|insert|flush) /.test(text) && !/^\s*insert /.test(text)) return;
  let outside = true;
  for (const statement of text.split(/[\n;]/)) {
    const hook = HOOK.exec(statement)?.[1];
    if (hook !== undefined) outside = hook === "prerouting" || hook === "ingress";
    const rule = outside && !/\b(rule|chain)( \S+)? \S+ (output|postrouting)\b/i.test(statement) ? ruleOf(statement) : null;
    if (rule !== null) translate(process, "append", redirectsOf(rule, "nft", false));
  }
}
