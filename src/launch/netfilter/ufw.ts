import type { FilterRule } from "../../model/filter";
import type { PortRange } from "../../model/listener";
import { hasHole } from "../../model/text";
import { INNER, range } from "./nat";
import { maybe, tellAnything, turn, type HostFilter, type Told } from "./host-filter";

/** The ports of a profile in its own words, `80,443/tcp|8000:8100/udp`; null: there is none of that name. */
export type Profiles = (name: string) => string | null;

type Action = FilterRule["action"];
/** One that limits lets in who does not come too often. */
const ACTIONS: Readonly<Record<string, Action>> = { allow: "allow", limit: "allow", deny: "deny", reject: "deny" };

const EVERY: PortRange = [0, 65535];

/** What a rule is about, as far as it is read. */
interface Matches {
  /** `80`, `80,443`, `8000:8100`, a profile; null: every port. */
  ports: string | null;
  /** Null: both. */
  protocol: string | null;
  from: string | null;
  /** Null: those of its networks, else both. */
  family: 4 | 6 | null;
  sure: boolean;
}

/** Names of /etc/services that mean both protocols there; others mean TCP. */
const BOTH = /^(https|domain)$/;

const protocolsOf = (protocol: string | null, ports: string): readonly FilterRule["protocol"][] => {
  if (protocol === "tcp" || protocol === "udp") return [protocol];
  if (protocol !== null && protocol !== "any" && !hasHole(protocol)) return [];
  return /^[a-z][\w-]*$/.test(ports) && !BOTH.test(ports) ? ["tcp"] : ["tcp", "udp"];
};

/** Several ports are none of both protocols (measured with ufw 0.36.2). @param spelled `80,443` */
function rulesOf(action: Action, spelled: string | null, own: string | null, { from, family, sure }: Matches): readonly FilterRule[] {
  if (own === null && spelled !== null && /^[\d,:]*[,:][\d,:]*$/.test(spelled)) return [];
  const ranges = spelled === null ? [EVERY] : spelled.split(",").map(range);
  const ports = ranges.map((one) => one ?? EVERY);
  const isRead = !ranges.includes(null);
  const families = family === null ? ([4, 6] as const) : ([family] as const);
  const port = spelled === null ? [] : [own === null ? spelled : `${spelled}/${own}`];
  const says = [action, ...port, ...(from === null ? [] : ["from", from])].join(" ");
  const clients = from === null ? [] : [from];
  return families.flatMap((family) =>
    protocolsOf(own, spelled ?? "").map((of) => ({
      action,
      protocol: of,
      family,
      from: clients,
      ports,
      certain: sure && isRead && !hasHole(own ?? ""),
      says,
    })),
  );
}

/** The words after the action. Null: it is about nothing that comes in. https://manpages.ubuntu.com/manpages/noble/man8/ufw.8.html */
function matchesOf(words: readonly string[]): Matches | null {
  const found: Matches = { ports: null, protocol: null, from: null, family: null, sure: true };
  let side = "to";
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const value = (): string => words[(index += 1)] ?? "";
    if (word === "out") return null;
    if (word === "comment") index += 1;
    else if (word === "on") {
      if (INNER.test(value())) return null;
      // What the interface is called hangs on the kind of the instance.
      found.sure = false;
    } else if (word === "proto") found.protocol = value();
    else if (word === "from" || word === "to") {
      side = word;
      const address = value();
      if (address === "any") continue;
      if (!hasHole(address)) found.family = address.includes(":") ? 6 : 4;
      if (word === "from") found.from = address;
      else if (!/^(0\.0\.0\.0|::)\/0$/.test(address)) found.sure = false;
    } else if (word === "port" || word === "app") {
      if (side === "to") found.ports = value();
      else [found.sure, index] = [false, index + 1];
    } else if (!/^(in|log|log-all)$/.test(word)) found.ports = word;
  }
  const [ports = null, protocol] = found.ports?.split("/") ?? [];
  return { ...found, ports, protocol: protocol ?? found.protocol };
}

function toldBy(action: Action, words: readonly string[], profiles: Profiles): Told | null {
  const found = matchesOf(words);
  if (found === null) return null;
  const matches = JSON.stringify(found);
  const profile = found.ports === null ? null : profiles(found.ports);
  if (profile === null) return { matches, rules: rulesOf(action, found.ports, found.protocol, found) };
  const parts = profile.split("|").map((part) => part.split("/"));
  return { matches, rules: parts.flatMap(([ports = null, own = null]) => rulesOf(action, ports, own, found)) };
}

const actionOf = ({ rules: [first] }: Told): Action | undefined => first?.action;

/** One that is there stays where it is, with the new action if that is another (measured with ufw 0.36.2). */
function enter(filter: HostFilter, told: Told, certain: boolean, place: "first" | "last" | "open"): void {
  const one = certain ? told : maybe(told);
  const at = filter.rules.findIndex(({ matches }) => matches === told.matches);
  const there = filter.rules[at];
  if (place === "last" && there !== undefined) {
    const isSame = actionOf(there) === actionOf(told);
    filter.rules = filter.rules.toSpliced(at, 1, ...(certain ? [one] : isSame ? [there] : [one, maybe(there)]));
  } else if (place === "last") filter.rules = [...filter.rules, one];
  else filter.rules = place === "first" ? [one, ...filter.rules] : [maybe(one), ...filter.rules, one];
}

function remove(filter: HostFilter, told: Told, certain: boolean): void {
  filter.rules = filter.rules.flatMap((there) => {
    const isMeant = there.matches === told.matches && actionOf(there) === actionOf(told);
    return !isMeant ? [there] : certain ? [] : [maybe(there)];
  });
}

/** What stands before the action: `delete`, `prepend`, `insert 3`. */
function ruled(filter: HostFilter, words: readonly string[], certain: boolean, profiles: Profiles): void {
  const at = words.findIndex((word) => Object.hasOwn(ACTIONS, word));
  const action = ACTIONS[words[at] ?? ""];
  const before = words.slice(0, at).filter((word) => word !== "rule");
  const number = before[before.indexOf("insert") + 1] ?? "";
  if (action === undefined || before.some(hasHole)) {
    // Which one is deleted by its number is not followed.
    if (words[0] === "delete" && words.length === 2) filter.rules = filter.rules.map(maybe);
    else tellAnything(filter);
    return;
  }
  const told = toldBy(action, words.slice(at + 1), profiles);
  if (told === null) return;
  if (before.includes("delete")) remove(filter, told, certain);
  else enter(filter, told, certain, before.includes("prepend") || number === "1" ? "first" : before.includes("insert") ? "open" : "last");
}

/** No rules, and out of force; the default stays as it is (measured with ufw 0.36.2). */
function reset(filter: HostFilter, certain: boolean): void {
  turn(filter, "no", certain);
  filter.rules = certain ? [] : filter.rules.map(maybe);
}

const DEFAULTS: Readonly<Record<string, Action>> = { allow: "allow", deny: "deny", reject: "deny" };

/** What one command tells ufw. */
export function tellUfw(filter: HostFilter, args: readonly string[], certain: boolean, profiles: Profiles): void {
  const words = args.filter((arg) => !arg.startsWith("--"));
  const [verb = "", next = "", direction = "incoming"] = words;
  if (args.includes("--dry-run") || /^(status|reload|version|logging|app|show|route|)$/.test(verb)) return;
  if (verb === "enable" || verb === "disable") turn(filter, verb === "enable" ? "yes" : "no", certain);
  else if (verb === "reset") reset(filter, certain);
  else if (verb === "default") {
    if (/^(outgoing|routed)$/.test(direction)) return;
    const action = hasHole(direction) ? undefined : DEFAULTS[next];
    if (action !== filter.otherwise) filter.otherwise = certain && action !== undefined ? action : "unknown";
  } else ruled(filter, words, certain, profiles);
}
