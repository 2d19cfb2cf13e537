import { INNER, INWARD, destination, doubt, redirectsOf, takeOut, translate, type Rule } from "./nat";
import { statementsOf, type Statement, type Word } from "./nft-syntax";
import type { Process } from "../process";

/** A statement that changes ports: where it leads. https://www.netfilter.org/projects/nftables/manpage.html */
const CHANGES = /\b(redirect|dnat)\b(?: (?:ip6?))?(?: to ([^\s}]+))?/;
const PORTS = /\b(tcp|udp|th) dport (\{[^}]*\}|[^\s}]+)/;
const ONE_PROTOCOL = /\b(?:l4proto|protocol|nexthdr) (tcp|udp)\b/;
const HOOK = /\bhook (prerouting|output|input|postrouting|forward|ingress)\b/;

const written = (words: readonly Word[]): string =>
  words.map((word) => (typeof word === "string" ? word : `{ ${word.join(", ")} }`)).join(" ");

/** One after the other, those of tables and chains after what they stand in. */
const linesOf = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ words, block }) => [written(words), ...linesOf(block ?? [])]);

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
  for (const statement of linesOf(statementsOf(text))) {
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
