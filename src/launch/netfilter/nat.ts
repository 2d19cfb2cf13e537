import { ANY_PORT, type PortRange, type Redirect } from "../../model/listener";
import { UNSEEN } from "../../model/launch";
import { hasHole, OWN } from "../../model/text";
import { unknowns } from "../../words/launch";
import { notUnderstood, type Process } from "../process";
import { record } from "../serve";
import { splitWords } from "../systemd/unit";
import { readAt } from "../files/tree";

/** A rule that changes ports, in words that every program's own grammar comes to. */
export interface Rule {
  readonly protocols: readonly Redirect["protocol"][];
  readonly families: readonly Redirect["family"][];
  readonly from: readonly string[];
  /** As written: `80`, `8000:8100`; empty: every port; null: not readable. */
  readonly outer: readonly string[] | null;
  /** Where it leads: null: as the packet says. */
  readonly address: string | null;
  /** Null: the same port. */
  readonly port: string | null;
  /** False: other things decide too whether it matches. */
  readonly sure: boolean;
  readonly says: string;
}

/** Interfaces that the internet's packets do not come in by. */
export const INNER = /^(lo|docker|br-|virbr|veth|cni|flannel|tun|tap|wg|tailscale)/;

/** Where no packet from outside is sent to. */
export const INWARD = /^(169\.254|127)\./;

/** `[address][:port[-port]]`, IPv6 addresses in brackets. */
export function destination(text: string): { readonly address: string; readonly port: string | null } {
  const [, address = "", port = null] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(text) ?? ["", text];
  return { address: address.replace(/^\[(.*)\]$/, "$1"), port };
}

/** Any port, as long as no other range so that it is read as one to one. */
const anyOf = ([first, last]: PortRange): PortRange => (last - first === 65535 ? [1, 65535] : ANY_PORT);

const SERVICES: Readonly<Record<string, string>> = {
  http: "80",
  https: "443",
  ssh: "22",
  domain: "53",
  ftp: "21",
  smtp: "25",
  mysql: "3306",
  postgresql: "5432",
  redis: "6379",
};

/** `80`, `8000:8100`, `8000-8100`, a name of /etc/services; null for what cannot be read. */
export function range(text: string): PortRange | null {
  const [, first, last] = /^(\d{1,5})(?:[:-](\d{1,5}))?$/.exec(SERVICES[text] ?? text) ?? [];
  const [from, to] = [Number(first), Number(last ?? first)];
  return first === undefined || from > to || to > 65535 ? null : [from, to];
}

function leadsTo(address: string | null): Redirect["to"] {
  if (address === null || address === "" || address === OWN.private || address === OWN.ipv6) return "interface";
  return /^127\./.test(address) ? "loopback" : "elsewhere";
}

/** The redirects of a rule, one for each protocol and range. */
export function redirectsOf(rule: Rule, process: string, certain: boolean): readonly Redirect[] {
  const { protocols, families, from, address, port, says } = rule;
  const to = leadsTo(address);
  const ranges = rule.outer?.length === 0 ? [ANY_PORT] : (rule.outer ?? [""]).map(range);
  const inner = port === null ? null : range(port);
  const read = !ranges.includes(null) && (port === null || inner !== null);
  const sure = rule.sure && certain && read && to !== "elsewhere";
  return protocols.flatMap((protocol) =>
    families.flatMap((family) =>
      ranges.map((outer): Redirect => {
        const own = outer ?? ANY_PORT;
        const leads = port === null ? own : (inner ?? anyOf(own));
        return { process, protocol, family, from, outer: own, inner: leads, to, certain: sure, says };
      }),
    ),
  );
}

/** What leads to another host may be answered there: whoever it is, the world meets it here. */
function elsewhere(by: Process, redirect: Redirect): void {
  const { process, protocol, family, outer, says } = redirect;
  const reach = { ipv4: family === 4 ? ("any" as const) : ("none" as const), ipv6: family === 6 ? ("any" as const) : ("none" as const) };
  const listener = {
    process,
    protocol,
    address: family === 4 ? "0.0.0.0" : "::",
    ...reach,
    ports: [outer],
    from: "command" as const,
    says,
  };
  const unknown = unknowns.forwarded(process);
  record(
    { listeners: [{ ...listener, certainty: "possible" }], failsToStart: [], unknowns: [unknown], complete: true },
    { ...by, kept: true },
  );
}

/** The same rule, whether it holds or may hold. */
export const same = (one: Redirect, other: Redirect): boolean =>
  JSON.stringify({ ...one, says: "", certain: true }) === JSON.stringify({ ...other, says: "", certain: true });

type Which = (redirect: Redirect) => boolean;

/** Takes rules out; where it is open whether it does, they may still hold. */
export function takeOut({ world, certain }: Process, which: Which): void {
  const { redirects: there } = world.tally;
  const left = there.flatMap((one) => (!which(one) ? [one] : certain ? [] : [{ ...one, certain: false }]));
  there.splice(0, there.length, ...left);
}

/** Of these some are gone, and nobody tells which. */
export function doubt(process: Process, which: Which): void {
  takeOut({ ...process, certain: false }, which);
}

/** What is there of a rule. */
export const thereOf = ({ world }: Process, rule: readonly Redirect[]): readonly Redirect[] =>
  world.tally.redirects.filter((one) => rule.some((other) => same(one, other)));

const meets = (one: Redirect, other: Redirect): boolean =>
  one.protocol === other.protocol && one.family === other.family && one.outer[0] <= other.outer[1] && other.outer[0] <= one.outer[1];

/** Behind those that are there; one that may be there already now is, where nothing stands between. */
function settle(there: Redirect[], one: Redirect): void {
  const at = there.findIndex((other) => same(one, other));
  if (at >= 0 && !there.slice(at + 1).some((other) => meets(one, other))) there[at] = one;
  else there.push(one);
}

/** Enters a rule behind those that are there, or in front of them. */
export function translate(process: Process, verb: "append" | "insert", redirects: readonly Redirect[]): void {
  const { redirects: there } = process.world.tally;
  // A service that is run a second time sets what is there already.
  const isThere = (one: Redirect): boolean => thereOf(process, [one]).some(({ certain }) => certain || !one.certain);
  const added = redirects.filter((one) => !isThere(one));
  if (verb === "insert") there.unshift(...added);
  else for (const one of added) settle(there, one);
  for (const redirect of added) if (redirect.to === "elsewhere") elsewhere(process, redirect);
}

/** A text of rules: a file, or what is written to the program; null where nobody has shown it. */
export function rulesText({ input, world, cwd }: Process, path: string | undefined): string | null {
  if (path === undefined || path === "-" || path === "/dev/stdin")
    return input === null || hasHole(input.trim().slice(0, 1)) ? null : input;
  const text = readAt(world.files, path, cwd);
  return text === UNSEEN ? null : (text ?? "");
}

export const wordsOf = (line: string): readonly string[] => splitWords(line).map(({ text }) => text);

/** Rules that nobody has shown. */
export const unread = (process: Process, name: string): void => void notUnderstood(process, unknowns.rules(name));

/** The host's own filter may shut what a process answers from now on. */
export function shut({ world }: Process, name: string): void {
  world.tally.filtered = true;
  world.tally.unknowns.push(unknowns.firewall(name));
}
