import type { FilterRule } from "../../model/filter";
import { ANY_PORT } from "../../model/listener";
import { maybe, type HostFilter, type Told } from "./host-filter";
import type { Found, Matches } from "./iptables";
import { range } from "./nat";

/** Targets after which the next rule is asked. https://man7.org/linux/man-pages/man8/iptables-extensions.8.html */
const GOES_ON = /^(|N?F?U?LOG|AUDIT|TRACE|CT|NOTRACK|(CONN)?(SEC)?MARK|TCPMSS|CHECKSUM|DSCP|TOS|TTL|HL|CLASSIFY|SET)$/;

/** Chains that what comes to the host itself does not pass; Docker's are for what it publishes. https://docs.docker.com/engine/network/packet-filtering-firewalls/ */
const ELSEWHERE = /^(FORWARD|OUTPUT|POSTROUTING|DOCKER(-.*)?)$/;

const NETWORK = /^[\d.:a-f]+(\/\d+)?$/i;
const EVERYBODY = /^(0(\.0){0,3}|[0:]*)\/0+$/;

/** Whether a chain may keep somebody out by it who comes anew. */
export const keepsOut = ({ verb, jump, matches }: Found): boolean =>
  /^(append|insert|replace|policy)$/.test(verb ?? "") && matches !== null && !GOES_ON.test(jump) && !/^(ACCEPT|RETURN)$/.test(jump);

const quoted = (word: string): string => (/[\s"'\\]/.test(word) ? `"${word.replace(/["\\]/g, "\\$&")}"` : word);

/** The networks that a rule is about; none: everybody. */
export const clientsOf = ({ from }: Matches): readonly string[] => (from.some((one) => EVERYBODY.test(one)) ? [] : from);

/** What a rule does to those who call the host: nothing where it goes on, or where nobody from outside meets it. */
export function rulesOf(matches: Matches | null, jump: string, family: 4 | 6, says: string): readonly FilterRule[] {
  if (matches === null || GOES_ON.test(jump)) return [];
  const ports = matches.outer.map(range).filter((one) => one !== null);
  const from = clientsOf(matches);
  const isRead = ports.length === matches.outer.length && from.every((one) => NETWORK.test(one));
  const what: Omit<FilterRule, "protocol"> = {
    action: jump === "ACCEPT" ? "allow" : "deny",
    family,
    from: isRead ? from : [],
    ports: !isRead || ports.length === 0 ? [ANY_PORT] : ports,
    certain: isRead && matches.sure && /^(ACCEPT|DROP|REJECT)$/.test(jump),
    says,
  };
  return matches.protocols.map((protocol) => ({ ...what, protocol }));
}

function toldBy({ table, chain, jump, matches, says, words }: Found, family: 4 | 6): Told {
  const from = matches === null ? [] : clientsOf(matches);
  return {
    matches: JSON.stringify([matches ?? says, jump]),
    rules: rulesOf(matches, jump, family, from.length === 0 ? says : `-s ${from.join(",")} ${says}`),
    written: { table, line: ["-A", chain, ...words.map(quoted)].join(" ") },
  };
}

/** Which of the chain's rules is meant: by its place, or the first that says the same; -1 where that cannot be told. */
function indexOf(rules: readonly Told[], { verb, place }: Found, told: Told): number {
  if (place === null) return verb === "insert" ? 0 : rules.findIndex(({ matches }) => matches === told.matches);
  return place <= rules.length + 1 && rules.every(({ perhaps }) => perhaps !== true) ? place - 1 : -1;
}

/** The chain after a command. */
function changed(rules: readonly Told[], found: Found, told: Told, certain: boolean): readonly Told[] {
  const { verb, table } = found;
  const one = certain ? told : maybe(told);
  if (verb === "flush") return rules.flatMap((there) => (there.written?.table !== table ? [there] : certain ? [] : [maybe(there)]));
  if (verb === "append") return [...rules, one];
  const index = indexOf(rules, found, told);
  const there = rules[index];
  // Any of it may be gone, or in another place.
  if (index < 0) return [...(verb === "delete" ? [] : [maybe(told)]), ...rules.map(maybe)];
  if (verb === "insert") return rules.toSpliced(index, 0, one);
  const left = certain || there === undefined ? [] : [maybe(there)];
  return rules.toSpliced(index, 1, ...(verb === "delete" ? [] : [one]), ...left);
}

function setPolicy(filter: HostFilter, jump: string, certain: boolean): void {
  const policy = jump === "ACCEPT" ? "allow" : jump === "DROP" ? "deny" : "unknown";
  if (policy !== filter.otherwise) filter.otherwise = certain ? policy : "unknown";
}

export const mayDeny = ({ rules }: Told): boolean => rules.some(({ action }) => action === "deny");

/** What a command says of who comes to the host itself. */
export function enterInput(filter: HostFilter, found: Found, family: 4 | 6, certain: boolean): void {
  const { verb, table, chain, jump } = found;
  if (verb === undefined || verb === "check" || table === "nat" || ELSEWHERE.test(chain)) return;
  const told = toldBy(found, family);
  if ((table === "filter" && chain === "INPUT") || (chain === "" && verb === "flush")) {
    if (verb === "policy") setPolicy(filter, jump, certain);
    else filter.rules = changed(filter.rules, found, told, certain);
  } else if (keepsOut(found)) {
    // In another chain, which is met before, or perhaps.
    filter.rules = [maybe(told), ...filter.rules];
  }
  if (filter.otherwise !== "allow" || filter.rules.some(mayDeny)) filter.active = "yes";
}

/** Whether a rule is in the chain; null: nobody knows. */
export function isThere({ rules }: HostFilter, found: Found, family: 4 | 6): boolean | null {
  if (found.table !== "filter" || found.chain !== "INPUT") return null;
  const told = toldBy(found, family);
  const there = rules.filter(({ matches }) => matches === told.matches);
  return there.length === 0 ? false : there.some(({ perhaps }) => perhaps !== true) ? true : null;
}
