import { hasHole, OWN } from "../../model/text";
import { parseProtocol, TCP, UDP } from "../../net/protocol";
import { INNER, INWARD, destination, type Rule } from "./nat";

type Verb = "append" | "insert" | "replace" | "delete" | "flush" | "check" | "policy";

const VERBS: readonly (readonly [RegExp, Verb])[] = [
  [/^(-A|--append)$/, "append"],
  [/^(-I|--insert)$/, "insert"],
  [/^(-R|--replace)$/, "replace"],
  [/^(-D|--delete)$/, "delete"],
  [/^(-F|--flush)$/, "flush"],
  [/^(-C|--check)$/, "check"],
  [/^(-P|--policy)$/, "policy"],
];

/** As Linux names those of an instance. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html */
const OUTER = /^(eth|en)[\w+]*$/;

/** Matches that say nothing of who sends, or where to. */
const PLAIN = /^(tcp|udp|multiport|comment|state|conntrack|addrtype)$/;

/** What one command says. */
export interface Found {
  /** Undefined: it lists, counts, or makes a chain. */
  readonly verb: Verb | undefined;
  readonly table: string;
  readonly chain: string;
  /** The place in the chain by which it names a rule, from 1. */
  readonly place: number | null;
  /** The target, or the policy. */
  readonly jump: string;
  /** Null: it changes no ports, or not those of what comes from outside. */
  readonly rule: Rule | null;
  /** Of what comes anew from outside; null: nothing of that. */
  readonly matches: Matches | null;
  /** As written, as far as it says something. */
  readonly says: string;
  /** The words of the rule alone, without what is done with it and where. */
  readonly words: readonly string[];
}

export interface Matches extends Pick<Rule, "protocols" | "from"> {
  readonly outer: readonly string[];
  /** False: it may match less than that. */
  readonly sure: boolean;
}

const FLAGS: Readonly<Record<string, readonly string[]>> = { ALL: ["FIN", "SYN", "RST", "PSH", "ACK", "URG"], NONE: [] };

/** Whether a mask and the flags that are to be set of it match the first packet of a connection, which has SYN alone. */
function matchesFirst(mask: string, wanted: string): boolean {
  const [of, set] = [mask, wanted].map((list) => FLAGS[list] ?? list.split(","));
  return of?.includes("SYN") === true ? set?.join() === "SYN" : set?.length === 0;
}

/** Each option a word of its own: `-nvL`, `-tnat`, `--dport=80`. */
const spread = (args: readonly string[]): readonly string[] =>
  args.flatMap((arg) => {
    const [, long, assigned = ""] = /^(--[\w-]+)=([^]*)$/.exec(arg) ?? [];
    if (long !== undefined) return [long, assigned];
    const [, flags, letter = "", attached = ""] = /^-([nvx46]*)([a-zA-Z]?)([^]*)$/.exec(arg) ?? [];
    if (flags === undefined || arg.startsWith("--")) return [arg];
    const options = [...flags.split(""), letter].filter((one) => one !== "").map((one) => `-${one}`);
    return attached === "" ? options : [...options, attached];
  });

/** Of those that carry ports; null: nobody knows. 0 is all: /etc/protocols calls it `ip` and `hopopt`. */
export function protocolsOf(named: string): Rule["protocols"] | null {
  const protocol = named.toLowerCase() === "ip" ? 0 : parseProtocol(named);
  if (protocol === "all" || protocol === 0) return ["tcp", "udp"];
  if (protocol === TCP) return ["tcp"];
  if (protocol === UDP) return ["udp"];
  return protocol === null ? null : [];
}

/** One command, or one line of `iptables-save`. https://man7.org/linux/man-pages/man8/iptables-extensions.8.html */
export function parse(given: readonly string[], family: 4 | 6): Found {
  const args = spread(given);
  let [verb, table, chain, jump]: [Verb | undefined, string, string, string] = [undefined, "filter", "", ""];
  let place: number | null = null;
  let protocols: Rule["protocols"] = ["tcp", "udp"];
  let outer: readonly string[] = [];
  let from: readonly string[] = [];
  let to: string | null = null;
  let [sure, outside, anew, anywhere] = [true, true, true, true];
  let [said, leads] = ["", ""];
  const words: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const [arg = "", start] = [args[index], index];
    const value = (): string => args[(index += 1)] ?? "";
    const asked = VERBS.find(([pattern]) => pattern.test(arg))?.[1];
    if (arg === "--syn" || (arg === "!" && args[index + 1] === "--syn")) {
      anew &&= arg === "--syn";
      index += arg === "--syn" ? 0 : 1;
    } else if (arg === "!") {
      // What a match leaves out, it may let through.
      sure = false;
      index += 2;
    } else if (asked !== undefined) {
      verb = asked;
      if (!/^(-|$)/.test(args[index + 1] ?? "")) chain = value();
      if (verb === "policy") jump = value();
      if (/^\d+$/.test(args[index + 1] ?? "")) place = Number(value());
    } else if (/^(-t|--table)$/.test(arg)) table = value();
    else if (/^(-p|--proto(col)?)$/.test(arg)) {
      const meant = protocolsOf(value());
      [protocols, sure] = [meant ?? protocols, meant !== null && meant.length > 0 && sure];
    } else if (/^(-m|--match)$/.test(arg)) sure = PLAIN.test(value()) && sure;
    else if (/^(-i|--in-interface)$/.test(arg)) {
      const name = value();
      anywhere = false;
      if (INNER.test(name)) outside = false;
      else if (!OUTER.test(name)) sure = false;
    } else if (/^(-s|--source|--src)$/.test(arg)) from = value().split(",");
    else if (/^(-d|--destination|--dst)$/.test(arg)) {
      const called = value().replace(/\/(32|128)$/, "");
      if (INWARD.test(called)) outside = false;
      else if (![OWN.private, OWN.ipv6, "0.0.0.0/0", "::/0"].includes(called)) sure = false;
    } else if (/^--(dports?|destination-ports?)$/.test(arg)) {
      const ports = value();
      outer = ports.split(",");
      said = `${arg} ${ports} `;
    } else if (/^(-j|--jump|-g|--goto)$/.test(arg)) jump = value();
    else if (/^--to(-\w+)?$/.test(arg)) {
      to = value();
      leads = ` ${arg} ${to}`;
    } else if (/^--(dst-type|state|ctstate)$/.test(arg)) {
      const named = value();
      sure = /\b(LOCAL|NEW)\b/.test(named) && sure;
      anew &&= arg === "--dst-type" || /\bNEW\b/.test(named) || hasHole(named);
    } else if (arg === "--tcp-flags") {
      const mask = value();
      anew &&= matchesFirst(mask, value()) || hasHole(mask);
      sure &&= !hasHole(mask);
    } else if (arg === "--comment") index += 1;
    else if (/^(-w|--wait)$/.test(arg)) index += /^\d+$/.test(args[index + 1] ?? "") ? 1 : 0;
    else if (!/^(--random|--persistent|-n|-v)$/.test(arg)) sure = false;
    if (asked === undefined && !/^(-t|--table)$/.test(arg)) words.push(...args.slice(start, index + 1));
  }
  // What an instance's interface is called hangs on its kind.
  const matches = outside && anew && protocols.length > 0 ? { protocols, outer, from, sure: sure && anywhere } : null;
  const says = `${said}-j ${jump}${leads}`;
  const found = { verb, table, chain, place, jump, matches, says, words };
  const changes = ["REDIRECT", "DNAT", "ACCEPT", "RETURN"].includes(jump);
  if (!changes || !outside || /^(OUTPUT|POSTROUTING|INPUT)$/.test(chain)) return { ...found, rule: null };
  const far = jump === "DNAT" ? destination(to ?? "") : { address: null, port: jump === "REDIRECT" ? to : null };
  return {
    ...found,
    rule: { protocols, families: [family], from, outer, ...far, sure: sure && chain === "PREROUTING" && !hasHole(far.address ?? ""), says },
  };
}
