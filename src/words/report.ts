import type { Because, Bind, Decision, Finding, ResourceRef, Result, Rule, Step } from "../model/report";
import { UNKNOWN_WHY } from "./verdict";

/** The first word of a finding. */
const LABELS = { block: "BLOCK", wouldBlock: "WOULD BLOCK", warn: "WARN", pass: "pass" } as const;

/** The first word of a finding, by what is decided; in an advisory run nothing is blocked. */
export const labelOf = (decision: Decision, advisory: boolean): string =>
  decision === "block" && advisory ? LABELS.wouldBlock : LABELS[decision];

/** What happens to the world's packets at each door, read after "the internet": at most ten characters. */
export const DOORS: Readonly<Record<Step["role"], string>> = {
  source: "internet",
  account: "may enter",
  gateway: "enters by",
  address: "finds",
  route: "is routed",
  acl: "may pass",
  group: "may send",
  balancer: "reaches",
  listener: "is heard",
  target: "is sent to",
  publish: "is mapped",
  proxy: "is proxied",
  place: "arrives at",
  firewall: "is let in",
  process: "process",
};

/** What each rule finds, in a line of a list. */
export const RULES: Readonly<Record<Rule, string>> = {
  "world-open-listener": "the world reaches a socket that answers",
  "world-open-idle": "the world reaches ports where nothing listens",
  "deaf-listener": "a published port leads to a process that answers on loopback only",
  "bind-is-not-a-filter": "an address to bind and a network to admit are mixed up",
  "will-not-start": "the address or port that a process binds cannot be had",
};

/** Why the world does not come in, read after the resource that shuts the door. */
export const BECAUSE: Readonly<Record<Because, string>> = {
  "not-attached": "no network interface leads to it",
  "account-block": "VPC Block Public Access keeps the internet out",
  "no-gateway": "its VPC has no internet gateway",
  "no-route": "its subnet has no route to an internet gateway",
  "no-public-address": "it has no public address",
  "internal-balancer": "the balancer is internal",
  "network-acl": "the network ACL stops the world's packets or their replies",
  "security-group": "no security group lets the world send to this port",
  "not-targeted": "no balancer forwards to this port",
  "not-published": "the host does not publish this port",
  "host-firewall": "the host's own firewall does not let the world in on this port",
  "loopback-bind": "the process answers its own host alone, on loopback",
  "other-address-bind": "the process answers on another address than the one that packets come to",
  "no-listener": "nothing listens there",
  "fails-to-start": "the process does not start",
  "service-private": "the service is set to be private",
};

/** Every verdict rests on this one; it is told in the JSON alone. */
export const UNDERSTOOD = "no-account-block";

export const CHANGES: Readonly<Record<NonNullable<Finding["change"]>, string>> = {
  opened: "opened by this change",
  widened: "widened by this change",
  unchanged: "open before this change too",
};

/** Where the address of a bind was read. */
export const ORIGINS: Readonly<Record<Bind["from"], string>> = {
  command: "command",
  environment: "environment",
  file: "file",
  source: "source",
  image: "image",
  default: "default",
  "machine-image": "machine image",
  service: "service",
  hint: "images: in quadzero.yaml",
};

/** What a process does, read after its name. */
export const ANSWERS = "answers on";
export const WOULD_ANSWER = "would answer on";
export const DOES_NOT_START = "does not start";
export const CANNOT_BE_TOLD = "what it answers cannot be told";
export const NOTHING_LISTENS = "nothing listens here";

const NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

export const plural = (count: number, one: string, many = `${one}s`): string => `${String(count)} ${count === 1 ? one : many}`;

/** `api, worker and 3 more`: one more is named, not counted. */
export function listed(names: readonly string[], most: number): string {
  if (names.length > most + 1) return `${names.slice(0, most).join(", ")} and ${String(names.length - most)} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** Why a value is not known, where that does not follow from what it depends on. */
export const unknownWhy = (why: string, dependsOn: readonly string[]): string =>
  dependsOn.length > 0 && why === UNKNOWN_WHY["after-apply"] ? "" : why;

/** A resource of another stack with the input that tells of it. */
export const addressed = ({ address, input }: ResourceRef): string => (input === undefined ? address : `${address} (${input})`);

/** Unknown values that a message of one paragraph names; the rest are counted. */
const MOST_NAMED = 5;

/** `aws_subnet.a cidr_block ← var.net`, one for each value that is not known. */
export function unknownsNamed(unknowns: Finding["unknowns"]): readonly string[] {
  const named = unknowns.slice(0, MOST_NAMED).map(({ resource, attribute, dependsOn, why }) => {
    const reason = unknownWhy(why, dependsOn);
    const from = dependsOn.length === 0 ? [] : [`← ${dependsOn.join(", ")}`];
    return [addressed(resource), attribute, ...from, ...(reason === "" ? [] : [`(${reason})`])].filter((part) => part !== "").join(" ");
  });
  const rest = unknowns.length - named.length;
  return rest === 0 ? named : [...named, `${String(rest)} more`];
}

export function possibleBecause(unknowns: Finding["unknowns"]): string {
  const count = unknowns.length;
  if (count === 0) return "possible";
  const number = NUMBERS[count] ?? String(count);
  const [one, many] = unknowns.every(({ why }) => why === UNKNOWN_WHY["after-apply"])
    ? ["value is", "values are"]
    : ["thing is", "things are"];
  return `possible: ${number} ${count === 1 ? one : many} not known before deployment`;
}

/** @param source as a rule writes it: `0.0.0.0/0` @param bind as a process writes it: `0.0.0.0` */
export function twoLayers(source: string, bind: string): string {
  const same = source.split("/")[0] === bind.replace(/^\[(.*)\]$/, "$1");
  const lead = same ? "Same numbers, different layers" : "Two layers";
  return `${lead}: ${source} lets anyone send, ${bind} answers them.`;
}

export const EITHER_CLOSES = "Shutting either one closes the path:";
export const WHAT_TO_DO = "What to do:";

/** A CloudFront prefix list and its like: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html */
export const PARTNER = "a list that anyone can stand behind: not the world, and no wall against it";

/** What is wrong with an input, without its name where the message starts with it. */
export const withoutPath = (path: string, message: string): string =>
  message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;

export const CONFIGURED = "the configuration lets it pass";

export function entryPoint(proxy: string | null, senders: string): string {
  const who = proxy === null ? "an HTTP proxy stands on the path" : `${proxy}, an HTTP proxy, stands on the path`;
  return `entry point: ${who}${senders === "" ? "" : `; from ${senders}`}`;
}

export const allowed = (reason: string, owner: string | null, expires: string): string =>
  `allowed: ${reason} (${owner === null ? "" : `${owner}, `}until ${expires})`;

/** Nothing was found to judge, though there is something that quadzero does not follow. */
export function isBlind({ summary: { places, blocked, warned, passed, entryPoints }, notModelled, unchanged = 0 }: Result): boolean {
  return places + blocked + warned + passed + entryPoints + unchanged === 0 && notModelled.length > 0;
}

/** The count of a run: `1 blocked, 1 warning, 14 passed; 2 HTTP proxies open to the world`. */
export function counted(result: Result): string {
  const { summary, advisory, unchanged = 0 } = result;
  if (isBlind(result)) return "nothing is judged: what is here is not modelled";
  const { places, blocked, warned, passed, entryPoints } = summary;
  if (places + blocked + warned + passed + entryPoints + unchanged === 0) return "nothing to judge: nothing here opens a socket of its own";
  const judged = `${String(blocked)} ${advisory ? "would be blocked" : "blocked"}, ${plural(warned, "warning")}, ${String(passed)} passed`;
  const proxies = entryPoints === 0 ? "" : `; ${plural(entryPoints, "HTTP proxy", "HTTP proxies")} open to the world`;
  const old = unchanged === 0 ? "" : `; ${String(unchanged)} as open before this change, not listed`;
  return `${judged}${proxies}${old}${advisory ? "; advisory: nothing is blocked" : ""}`;
}

/** Read after a count. */
export const EXPIRED = "expired and allowing nothing";

const due = (days: number): string => (days <= 0 ? "today" : `in ${plural(days, "day")}`);

/** @param ends the allowances that expire soon: which, and how many days from now */
export function expiring(ends: readonly { readonly workload: string; readonly days: number }[], most: number): string {
  const [only] = ends;
  if (only !== undefined && ends.length === 1) return `1 expires ${due(only.days)} (${only.workload})`;
  const names = ends.map(({ workload, days }) => `${workload} ${due(days)}`);
  return `${String(ends.length)} expire soon (${listed(names, most)})`;
}

/** What becomes of the paths that touch a type that is not modelled. */
export const widened = (count: number): string => `paths through ${count === 1 ? "it" : "them"} count as possible`;
