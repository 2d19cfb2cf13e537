import { hasHole } from "../model/text";
import { OWN } from "./own-address";
import type { Process } from "./process";
import { redirectsOf, rulesText, translate, unread, wordsOf, type Rule, type Verb } from "./nat";

const VERBS: readonly (readonly [RegExp, Verb])[] = [
  [/^(-A|--append)$/, "append"],
  [/^(-I|--insert)$/, "insert"],
  [/^(-D|--delete)$/, "delete"],
  [/^(-F|--flush)$/, "flush"],
];

/** Interfaces that the internet's packets do not come in by. */
const INNER = /^(lo|docker|br-|virbr|veth|cni|flannel|tun|tap|wg|tailscale)/;
/** As Linux names those of an instance. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html */
const OUTER = /^(eth|en)[\w+]*$/;

/** Matches that say nothing of who sends, or where to. */
const PLAIN = /^(tcp|udp|multiport|comment|state|conntrack|addrtype)$/;

interface Found {
  readonly verb: Verb;
  readonly table: string;
  readonly chain: string;
  /** Null: it changes no ports, or not those of what comes from outside. */
  readonly rule: Rule | null;
}

const withValues = (args: readonly string[]): readonly string[] =>
  args.flatMap((arg) => (/^--[\w-]+=/.test(arg) ? [arg.slice(0, arg.indexOf("=")), arg.slice(arg.indexOf("=") + 1)] : [arg]));

/** `[address][:port[-port]]`, IPv6 addresses in brackets. */
function destination(text: string): { address: string; port: string | null } {
  const [, address = "", port = null] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(text) ?? ["", text];
  return { address: address.replace(/^\[(.*)\]$/, "$1"), port };
}

/** One command, or one line of `iptables-save`. https://man7.org/linux/man-pages/man8/iptables-extensions.8.html */
function parse(given: readonly string[], family: 4 | 6): Found | null {
  const args = withValues(given);
  let [verb, table, chain, jump]: [Verb | undefined, string, string, string] = [undefined, "filter", "", ""];
  let protocols: Rule["protocols"] = ["tcp", "udp"];
  let outer: readonly string[] = [];
  let from: readonly string[] = [];
  let to: string | null = null;
  let [sure, outside] = [true, true];
  let said = "";
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    const value = (): string => args[(index += 1)] ?? "";
    // What a match leaves out, it may let through.
    if (arg === "!") {
      sure = false;
      index += 2;
      continue;
    }
    const asked = VERBS.find(([pattern]) => pattern.test(arg))?.[1];
    if (asked !== undefined) {
      verb = asked;
      if (!/^(-|$)/.test(args[index + 1] ?? "")) chain = value();
      if (/^\d+$/.test(args[index + 1] ?? "")) index += 1;
    } else if (/^(-t|--table)$/.test(arg)) table = value();
    else if (/^(-p|--proto(col)?)$/.test(arg)) {
      const name = value().toLowerCase();
      if (name === "tcp" || name === "udp") protocols = [name];
      else if (name !== "all") sure = false;
    } else if (/^(-m|--match)$/.test(arg)) sure = PLAIN.test(value()) && sure;
    else if (/^(-i|--in-interface)$/.test(arg)) {
      const name = value();
      if (INNER.test(name)) outside = false;
      else if (!OUTER.test(name)) sure = false;
    } else if (/^(-s|--source|--src)$/.test(arg)) from = value().split(",");
    else if (/^(-d|--destination|--dst)$/.test(arg)) {
      const called = value().replace(/\/(32|128)$/, "");
      if (/^(169\.254|127)\./.test(called)) outside = false;
      else if (![OWN.private, OWN.ipv6, "0.0.0.0/0", "::/0"].includes(called)) sure = false;
    } else if (/^--(dports?|destination-ports?)$/.test(arg)) {
      const ports = value();
      outer = ports.split(",");
      said = `--dport ${ports} `;
    } else if (/^(-j|--jump|-g|--goto)$/.test(arg)) jump = value();
    else if (/^--to(-\w+)?$/.test(arg)) to = value();
    else if (/^--(dst-type|state|ctstate)$/.test(arg)) sure = /\b(LOCAL|NEW)\b/.test(value()) && sure;
    else if (arg === "--comment") index += 1;
    else if (/^(-w|--wait)$/.test(arg)) index += /^\d+$/.test(args[index + 1] ?? "") ? 1 : 0;
    else if (!/^(--random|--persistent|-n|-v|--noflush)$/.test(arg)) sure = false;
  }
  if (verb === undefined) return null;
  const changes = ["REDIRECT", "DNAT", "ACCEPT", "RETURN"].includes(jump);
  if (!changes || !outside || /^(OUTPUT|POSTROUTING|INPUT)$/.test(chain)) return { verb, table, chain, rule: null };
  const far = jump === "DNAT" ? destination(to ?? "") : { address: null, port: jump === "REDIRECT" ? to : null };
  const says = `${said}-j ${jump}${to === null ? "" : ` --to ${to}`}`;
  return {
    verb,
    table,
    chain,
    rule: { protocols, families: [family], from, outer, ...far, sure: sure && chain === "PREROUTING" && !hasHole(far.address ?? ""), says },
  };
}

function enter(found: Found | null, process: Process, name: string): void {
  if (found?.table !== "nat") return;
  const { verb, chain, rule } = found;
  if (verb === "flush") {
    if (chain === "" || chain === "PREROUTING") translate(process, verb, []);
  } else if (rule !== null) translate(process, verb, redirectsOf(rule, name, process.certain));
}

const familyOf = (name: string): 4 | 6 => (name.startsWith("ip6") ? 6 : 4);

/** Whether it is about translation alone, which keeps nobody out. */
export const isTranslation = (args: readonly string[]): boolean => {
  const plain = withValues(args);
  return plain.some((arg, index) => /^(-t|--table)$/.test(plain[index - 1] ?? "") && arg === "nat") || args.includes("-tnat");
};

export const iptables = (process: Process, name: string): void => {
  const family = familyOf(name);
  enter(
    parse(
      process.argv.slice(1).flatMap((arg) => (arg === "-tnat" ? ["-t", "nat"] : [arg])),
      family,
    ),
    process,
    name.slice(0, family === 6 ? 9 : 8),
  );
};

/** What `iptables-save` writes: the rules of the table that the line before them names. */
export function restored(text: string, process: Process, name: string): void {
  let table = "filter";
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (line.startsWith("*")) table = line.slice(1);
    else if (line.startsWith("-")) enter(parse(["-t", table, ...wordsOf(line)], familyOf(name)), process, name);
  }
}

/** True: the rules are read, and are of translation alone. */
export function iptablesRestore(process: Process, name: string): boolean {
  const path = process.argv.slice(1).findLast((arg) => !arg.startsWith("-"));
  const text = rulesText(process, path);
  if (text === null) unread(process, name);
  else restored(text, process, name.replace("-restore", ""));
  return text !== null && !/^\*(?!nat\b)/m.test(text);
}
