import { hasHole } from "../../model/text";
import { enterInput, isThere, keepsOut } from "../netfilter/input";
import { parse, type Found } from "../netfilter/iptables";
import { savedRules } from "../netfilter/saved";
import { doubt, redirectsOf, rulesText, same, shut, takeOut, thereOf, translate, unread, wordsOf } from "../netfilter/nat";
import { unknowns } from "../../words/launch";
import { ASKS, FAILS, PREPARES, QUIET, basename, prints, type Command, type Outcome, type Process } from "../process";
import { at, parted } from "./files";

const familyOf = (name: string): 4 | 6 => (name.startsWith("ip6") ? 6 : 4);
const nameOf = (family: 4 | 6): "iptables" | "ip6tables" => (family === 6 ? "ip6tables" : "iptables");

/** What takes a command back: of its family, and of tables that it shares. */
const ofTables =
  (family: 4 | 6) =>
  (one: { readonly family: 4 | 6; readonly process: string }): boolean =>
    one.family === family && one.process !== "nft" && one.process !== "firewall-cmd";

/** Of what containers publish, this chain alone is the user's. https://docs.docker.com/engine/network/packet-filtering-firewalls/ */
const PUBLISHED = "DOCKER-USER";

/** Enters what it says of translation, and of who comes in. @param says the program that is told to have said so */
function enter(found: Found, family: 4 | 6, process: Process, says: string = nameOf(family)): void {
  const { verb, table, chain, place, rule } = found;
  enterInput(process.world.tally.filters[nameOf(family)], found, family, process.certain);
  if (chain === PUBLISHED && keepsOut(found)) {
    process.world.tally.filteredForward = true;
    process.world.tally.unknowns.push(unknowns.firewall(says));
  }
  if (table !== "nat") return;
  const inChain = chain === "" || chain === "PREROUTING";
  if (verb === "flush" && inChain) takeOut(process, ofTables(family));
  if (place !== null && (verb === "delete" || verb === "replace") && inChain) doubt(process, ofTables(family));
  if (rule === null || verb === undefined) return;
  const redirects = redirectsOf(rule, says, process.certain && verb !== "replace");
  if (verb === "delete") takeOut(process, (one) => redirects.some((other) => same(one, other)));
  else if (verb === "append" || verb === "insert" || verb === "replace")
    translate(process, verb === "append" ? "append" : "insert", redirects);
}

/** A rule that is not there yet is entered next, as a rule. */
function checked(found: Found, family: 4 | 6, process: Process): Outcome {
  const { table, rule } = found;
  if (table !== "nat" || rule === null) {
    const isEntered = isThere(process.world.tally.filters[nameOf(family)], found, family);
    return isEntered === null ? ASKS : isEntered ? prints("") : FAILS;
  }
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
  if (hidden) hide(process, nameOf(family));
  return PREPARES;
};

/** Nobody knows what it was told. */
function hide(process: Process, name: string): void {
  unread(process, name);
  shut(process, name);
}

/** A rule as firewalld and its like hand it on. */
export function passedOn(args: readonly string[], family: 4 | 6, process: Process, says: string): void {
  enter(parse(args, family), family, process, says);
}

/** Whether it may be other lines than it looks like; what is open in a rule is open of that rule alone. */
const hides = (line: string): boolean => hasHole(line) && !/^[#:-]/.test(line);

/** What `iptables-save` writes: the rules of the table that the line before them names. Anew: in place of those that are there. */
export function restored(text: string, process: Process, family: 4 | 6, anew: boolean, says: string = nameOf(family)): void {
  let table = "filter";
  for (const line of text.split("\n").map((one) => one.trim().replace(/^\[\d+:\d+\]\s*/, ""))) {
    if (hides(line)) hide(process, says);
    if (line.startsWith("*")) {
      table = line.slice(1);
      if (anew) enter(parse(["-t", table, "-F"], family), family, process);
    }
    const [, chain, policy] = /^:(\S+)\s+(\S+)/.exec(line) ?? [];
    const words = chain === undefined ? (line.startsWith("-") ? wordsOf(line) : []) : ["-P", chain, policy ?? ""];
    if (policy !== "-") enter(parse(["-t", table, ...words], family), family, process, says);
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
  if (text === null) hide(process, nameOf(family));
  else restored(text, process, family, !has("n", "--noflush"));
  return PREPARES;
};

/** The rules that hold as a file keeps them. @param table that alone */
const saved = ({ world }: Process, family: 4 | 6, table?: string): string => savedRules(world.tally, family, ofTables(family), table);

/** https://man7.org/linux/man-pages/man8/iptables-save.8.html */
const iptablesSave: Command = (process) => {
  const { options } = parted(process, "-t --table -f --file -M --modprobe");
  const text = saved(process, familyOf(basename(process.argv[0] ?? "")), options.get("-t") ?? options.get("--table"));
  const file = options.get("-f") ?? options.get("--file");
  if (file === undefined) return prints(text);
  process.world.files.write(at(process, file), text);
  return QUIET;
};

/** Where the rules of a family are kept, for the program of its name to restore. */
export function saveTo(process: Process, file: string, program: string): void {
  process.world.files.write(file, saved(process, familyOf(program)));
}

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
