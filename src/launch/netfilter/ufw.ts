import type { FilterRule } from "../../model/filter";
import { ANY_PORT } from "../../model/listener";
import { hasHole } from "../../model/text";
import { INNER, range } from "./nat";
import { maybe, tellAnything, turn, type HostFilter, type Told } from "./host-filter";

/** The ports of a profile in its own words, `80,443/tcp|8000:8100/udp`; null: there is none of that name. */
export type Profiles = (name: string) => string | null;

type Action = FilterRule["action"];
/** One that limits lets in who does not come too often. */
const ACTIONS: Readonly<Record<string, Action>> = { allow: "allow", limit: "allow", deny: "deny", reject: "deny" };

/** What a rule is about, as far as it is read. */
interface Matches {
  /** `80`, `80,443`, `8000:8100`, a profile; null: every port. */
  ports: string | null;
  /** Null: both. */
  protocol: string | null;
  from: string | null;
  /** Null: those of its networks, else both. */
  family: 4 | 6 | null;
  /** The destination, the port that is sent from, the interface: what each of them matches is not followed. */
  to: string | null;
  source: string | null;
  on: string | null;
}

/** Names of /etc/services that mean both protocols there; others mean TCP. */
const BOTH = /^(https|domain)$/;

const protocolsOf = (protocol: string | null, ports: string): readonly FilterRule["protocol"][] => {
  if (protocol === "tcp" || protocol === "udp") return [protocol];
  if (protocol !== null && protocol !== "any" && !hasHole(protocol)) return [];
  return /^[a-z][\w-]*$/.test(ports) && !BOTH.test(ports) ? ["tcp"] : ["tcp", "udp"];
};

const several = (ports: string | null): boolean => ports !== null && /^[\d,:]*[,:][\d,:]*$/.test(ports);

function rulesOf(
  action: Action,
  spelled: string | null,
  own: string | null,
  { from, to, source, on }: Matches,
  family: 4 | 6,
): readonly FilterRule[] {
  const ranges = spelled === null ? [ANY_PORT] : spelled.split(",").map(range);
  const isRead = [to, source, on].every((one) => one === null) && !ranges.includes(null) && !hasHole(own ?? "");
  const port = spelled === null ? [] : [own === null ? spelled : `${spelled}/${own}`];
  return protocolsOf(own, spelled ?? "").map((protocol) => ({
    action,
    protocol,
    family,
    from: from === null ? [] : [from],
    ports: ranges.map((one) => one ?? ANY_PORT),
    certain: isRead,
    says: [action, ...port, ...(from === null ? [] : ["from", from])].join(" "),
  }));
}

/** The words after the action. What ufw refuses is measured with 0.36.2. https://manpages.ubuntu.com/manpages/noble/man8/ufw.8.html */
function matchesOf(words: readonly string[]): Matches | "refused" | "outgoing" {
  const found: Matches = { ports: null, protocol: null, from: null, family: null, to: null, source: null, on: null };
  const bare: string[] = [];
  let side: "from" | "to" | null = null;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const value = (): string => words[(index += 1)] ?? "";
    if (word === "out") return "outgoing";
    if (word === "comment") index += 1;
    else if (word === "on") {
      // What the interface is called hangs on the kind of the instance.
      found.on = value();
      if (INNER.test(found.on)) return "outgoing";
    } else if (word === "proto") found.protocol = value();
    else if (word === "from" || word === "to") {
      side = word;
      const address = value();
      if (address === "any") continue;
      if (!hasHole(address)) found.family = address.includes(":") ? 6 : 4;
      // For one family, it is as if nothing were said (measured with ufw 0.36.2).
      if (!/\/0+$/.test(address)) found[side] = address;
    } else if (side !== null && (word === "port" || word === "app")) found[side === "from" ? "source" : "ports"] = value();
    else if (!/^(in|log|log-all)$/.test(word)) bare.push(word);
  }
  const [ports = null, protocol = found.protocol] = (bare.find(hasHole) ?? bare[0] ?? found.ports)?.split("/") ?? [];
  const isShort = side === null && found.protocol === null;
  const isRefused = bare.length > (isShort ? 1 : 0) || (several(ports) && protocol === null);
  return isRefused && !words.some(hasHole) ? "refused" : { ...found, ports, protocol };
}

/** A rule for each family, and each is one of its own. */
function toldBy(action: Action, words: readonly string[], profiles: Profiles): readonly Told[] | null {
  const found = matchesOf(words);
  if (typeof found === "string") return found === "refused" ? null : [];
  const profile = found.ports === null ? null : profiles(found.ports);
  const parts: readonly (readonly (string | null)[])[] =
    profile === null ? [[found.ports, found.protocol]] : profile.split("|").map((part) => part.split("/"));
  return (found.family === null ? ([4, 6] as const) : [found.family]).map((family) => ({
    matches: JSON.stringify({ ...found, family }),
    rules: parts.flatMap(([ports = null, own = null]) => rulesOf(action, ports, own, found, family)),
  }));
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

/** What stands before the action: `delete`, `prepend`, `insert 3`. @returns whether ufw takes it */
function ruled(filter: HostFilter, words: readonly string[], certain: boolean, profiles: Profiles): boolean {
  const at = words.findIndex((word) => Object.hasOwn(ACTIONS, word));
  const action = ACTIONS[words[at] ?? ""];
  const before = words.slice(0, at).filter((word) => word !== "rule");
  const number = before[before.indexOf("insert") + 1] ?? "";
  if (action === undefined || before.some(hasHole)) {
    // Which one is deleted by its number is not followed.
    if (words[0] === "delete" && words.length === 2) filter.rules = filter.rules.map(maybe);
    else tellAnything(filter);
    return true;
  }
  const place = before.includes("prepend") || number === "1" ? "first" : before.includes("insert") ? "open" : "last";
  const all = toldBy(action, words.slice(at + 1), profiles);
  for (const told of all ?? []) {
    if (before.includes("delete")) remove(filter, told, certain);
    else enter(filter, told, certain, place);
  }
  return all !== null;
}

/** No rules, and out of force; the default stays as it is (measured with ufw 0.36.2). */
function reset(filter: HostFilter, certain: boolean): void {
  turn(filter, "no", certain);
  filter.rules = certain ? [] : filter.rules.map(maybe);
}

const DEFAULTS: Readonly<Record<string, Action>> = { allow: "allow", deny: "deny", reject: "deny" };

/** What one command tells ufw. @returns whether ufw takes it */
export function tellUfw(filter: HostFilter, args: readonly string[], certain: boolean, profiles: Profiles): boolean {
  const words = args.filter((arg) => !arg.startsWith("--"));
  const [verb = "", next = "", direction = "incoming"] = words;
  if (args.includes("--dry-run") || /^(status|reload|version|logging|app|show|route|)$/.test(verb)) return true;
  if (verb === "enable" || verb === "disable") turn(filter, verb === "enable" ? "yes" : "no", certain);
  else if (verb === "reset") reset(filter, certain);
  else if (verb === "default") {
    if (/^(outgoing|routed)$/.test(direction)) return true;
    const action = hasHole(direction) ? undefined : DEFAULTS[next];
    if (action !== filter.otherwise) filter.otherwise = certain && action !== undefined ? action : "unknown";
  } else return ruled(filter, words, certain, profiles);
  return true;
}
