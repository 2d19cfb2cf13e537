import { INNER, INWARD, destination, doubt, redirectsOf, takeOut, translate, type Rule } from "./nat";
import type { Process } from "../process";

/** A statement that changes ports: where it leads. https://www.netfilter.org/projects/nftables/manpage.html */
const CHANGES = /\b(redirect|dnat)\b(?: (?:ip6?))?(?: to ([^\s}]+))?/;
const PORTS = /\b(tcp|udp|th) dport (\{[^}]*\}|[^\s}]+)/;
const ONE_PROTOCOL = /\b(?:l4proto|protocol|nexthdr) (tcp|udp)\b/;
const HOOK = /\bhook (prerouting|output|input|postrouting|forward|ingress)\b/;

/** One statement for each line and semicolon; the braces of a set stay within its statement. */
const statementsOf = (text: string): readonly string[] =>
  text
    .replace(/\\\n/g, " ")
    .replace(/#.*/g, "")
    .replace(/(\b(?:table|chain|set|map|flowtable) +[^{};\s][^{};\n]*)\{/g, "$1\n")
    .replace(/\{[^{}]*\}/g, (set) => set.replace(/\s+/g, " "))
    .split(/[\n;]/)
    .map((statement) => statement.trim());

/** No packet of the internet meets it. */
const isInner = (statement: string): boolean =>
  INNER.test(/\biif(?:name)? "?([\w-]+)/.exec(statement)?.[1] ?? "") || INWARD.test(/\bip daddr (\S+)/.exec(statement)?.[1] ?? "");

function ruleOf(statement: string): Rule | null {
  const [, verb, to = ""] = CHANGES.exec(statement) ?? [];
  if (verb === undefined || isInner(statement)) return null;
  const [, named, ports] = PORTS.exec(statement) ?? [];
  const protocol = named === "tcp" || named === "udp" ? named : ONE_PROTOCOL.exec(statement)?.[1];
  const { address, port } = destination(to);
  return {
    protocols: protocol === undefined ? ["tcp", "udp"] : [protocol === "udp" ? "udp" : "tcp"],
    families: [4, 6],
    from: [],
    outer: ports === undefined ? [] : ports.replace(/[{}\s]/g, "").split(","),
    address: verb === "dnat" ? address : null,
    port: verb === "redirect" && port === null && address !== "" ? address : port,
    // Which chain holds it, and what comes before it there, is not followed.
    sure: false,
    says: `${ports === undefined ? "" : `dport ${ports} `}${verb}${to === "" ? "" : ` to ${to}`}`,
  };
}

/** Rules that translate, as a command or in a file; those of a chain for what the host itself sends are passed over. */
export function enterRules(text: string, process: Process): void {
  let hooked = "prerouting";
  for (const statement of statementsOf(text)) {
    hooked = HOOK.exec(statement)?.[1] ?? hooked;
    const chain = /\b(?:rule|chain)(?: \S+)? \S+ (output|postrouting|forward)\b/i.exec(statement)?.[1]?.toLowerCase() ?? hooked;
    const isOutside = chain === "prerouting" || chain === "ingress";
    if (/^(flush|delete|destroy) /.test(statement)) {
      // Of other programs' rules, it holds those of their newer variants alone.
      if (/^flush ruleset$/.test(statement)) takeOut(process, (one) => one.process === "nft");
      doubt(process, () => true);
      continue;
    }
    const rule = isOutside ? ruleOf(statement) : null;
    if (rule !== null) translate(process, "append", redirectsOf(rule, "nft", false));
  }
}
