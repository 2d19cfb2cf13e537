import { ANY_PORT } from "../../model/listener";
import { HOLE, hasHole } from "../../model/text";
import { parse, shuts, type Found } from "../netfilter/iptables";
import { doubt, range, redirectsOf, rulesText, same, shut, takeOut, thereOf, translate, unread, wordsOf } from "../netfilter/nat";
import { ASKS, FAILS, PREPARES, basename, prints, type Command, type Outcome, type Process } from "../process";

const familyOf = (name: string): 4 | 6 => (name.startsWith("ip6") ? 6 : 4);
const nameOf = (family: 4 | 6): string => (family === 6 ? "ip6tables" : "iptables");

/** What takes a command back: of its family, and of tables that it shares. */
const ofTables =
  (family: 4 | 6) =>
  (one: { readonly family: 4 | 6; readonly process: string }): boolean =>
    one.family === family && one.process !== "nft" && one.process !== "firewall-cmd";

/** Enters what it says of translation. @param says the program that is told to have said so */
function enter({ verb, table, chain, byPlace, rule }: Found, family: 4 | 6, process: Process, says = nameOf(family)): void {
  if (table !== "nat") return;
  const inChain = chain === "" || chain === "PREROUTING";
  if (verb === "flush" && inChain) takeOut(process, ofTables(family));
  if (byPlace && (verb === "delete" || verb === "replace") && inChain) doubt(process, ofTables(family));
  if (rule === null || verb === undefined) return;
  const redirects = redirectsOf(rule, says, process.certain && verb !== "replace");
  if (verb === "delete") takeOut(process, (one) => redirects.some((other) => same(one, other)));
  else if (verb === "append" || verb === "insert" || verb === "replace")
    translate(process, verb === "append" ? "append" : "insert", redirects);
}

const NETWORK = /^[\d.:a-f]+(\/\d+)?$/i;

/** A rule about some ports or some networks keeps nothing else out. */
function keepOut({ verb, chain, jump, matches }: Found, family: 4 | 6, process: Process, says = nameOf(family)): void {
  const { protocols, outer, from } = matches ?? { protocols: [], outer: [], from: [] };
  const ports = outer.map(range).filter((one) => one !== null);
  const isOfHost = chain === "INPUT" && verb !== "policy" && /^(DROP|REJECT)$/.test(jump);
  if (!isOfHost || ports.length < outer.length || !from.every((one) => NETWORK.test(one)) || ports.length + from.length === 0) {
    shut(process, says);
    return;
  }
  const { iptables: filter } = process.world.tally.filters;
  const what = { action: "deny", family, from, ports: ports.length === 0 ? [ANY_PORT] : ports, certain: false } as const;
  filter.active = "yes";
  filter.rules = [{ matches: "", rules: protocols.map((protocol) => ({ ...what, protocol, says: `-j ${jump}` })) }, ...filter.rules];
}

/** A rule that is not there yet is entered next, as a rule. */
function checked({ table, rule }: Found, family: 4 | 6, process: Process): Outcome {
  if (table !== "nat" || rule === null) return ASKS;
  const there = thereOf(process, redirectsOf(rule, nameOf(family), true));
  return there.length === 0 ? FAILS : there.every(({ certain }) => certain) ? prints("") : ASKS;
}

/** https://man7.org/linux/man-pages/man8/iptables.8.html */
const iptables: Command = (process) => {
  const [program = "", ...args] = process.argv;
  const family = familyOf(basename(program));
  const found = parse(args, family);
  const hidden = found.verb === undefined && args.some(hasHole);
  if (found.verb === "check") return checked(found, family, process);
  enter(found, family, process);
  if (hidden) unread(process, nameOf(family));
  if (hidden) shut(process, nameOf(family));
  else if (shuts(found)) keepOut(found, family, process);
  return PREPARES;
};

/** A rule as firewalld and its like hand it on. */
export function passedOn(args: readonly string[], family: 4 | 6, process: Process, says: string): void {
  enter(parse(args, family), family, process, says);
}

/** What `iptables-save` writes: the rules of the table that the line before them names. Anew: in place of those that are there. */
export function restored(text: string, process: Process, family: 4 | 6, anew: boolean, says = nameOf(family)): void {
  let table = "filter";
  for (const line of text.split("\n").map((one) => one.trim().replace(/^\[\d+:\d+\]\s*/, ""))) {
    if (line.startsWith("*")) {
      table = line.slice(1);
      if (anew) enter(parse(["-t", table, "-F"], family), family, process);
    }
    const [, chain, policy] = /^:(\S+)\s+(\S+)/.exec(line) ?? [];
    const words = chain === undefined ? (line.startsWith("-") ? wordsOf(line) : []) : ["-P", chain, policy ?? ""];
    const found = parse(["-t", table, ...words], family);
    enter(found, family, process, says);
    if (shuts(found) && policy !== "-") keepOut(found, family, process, says);
  }
}

/** https://man7.org/linux/man-pages/man8/iptables-restore.8.html */
const iptablesRestore: Command = (process) => {
  const [program = "", ...args] = process.argv;
  const family = familyOf(basename(program));
  const taking = /^(-T|--table|-M|--modprobe|-w|--wait)$/;
  const path = args.findLast((arg, index) => !arg.startsWith("-") && !taking.test(args[index - 1] ?? ""));
  const has = (letter: string, long: string): boolean =>
    args.some((arg) => arg === long || (/^-[chntvV]+$/.test(arg) && arg.includes(letter)));
  if (has("t", "--test")) return PREPARES;
  const text = rulesText(process, path);
  if (text === null) {
    unread(process, nameOf(family));
    shut(process, nameOf(family));
  } else restored(text, process, family, !has("n", "--noflush"));
  return PREPARES;
};

/** The rules that hold are those that it writes: a comment and what nobody knows restores none anew. */
const iptablesSave: Command = () => prints(`# Generated by iptables-save\n${HOLE}`);

/** By any of the names that the variants have. */
export const IPTABLES_COMMANDS: Readonly<Record<string, Command>> = Object.fromEntries(
  ["iptables", "ip6tables"].flatMap((name) =>
    ["", "-legacy", "-nft"].flatMap((variant): (readonly [string, Command])[] => [
      [`${name}${variant}`, iptables],
      [`${name}${variant}-restore`, iptablesRestore],
      [`${name}${variant}-save`, iptablesSave],
    ]),
  ),
);
