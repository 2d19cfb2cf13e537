import type { FilterRule } from "../../model/filter";
import { hasHole } from "../../model/text";
import { maybe, tellAnything, toldOfAll, turn, type HostFilter, type Told } from "./host-filter";
import { INNER, range } from "./nat";

/** Ports of services that come with firewalld, as far as the internet's packets come to them. https://github.com/firewalld/firewalld/tree/main/config/services */
const SERVICES: Readonly<Record<string, string>> = {
  ssh: "22/tcp",
  http: "80/tcp",
  https: "443/tcp",
  http3: "443/udp",
  cockpit: "9090/tcp",
  dns: "53/tcp 53/udp",
  ftp: "21/tcp",
  smtp: "25/tcp",
  mysql: "3306/tcp",
  postgresql: "5432/tcp",
  redis: "6379/tcp",
  mongodb: "27017/tcp",
  grafana: "3000/tcp",
  prometheus: "9090/tcp",
  elasticsearch: "9300/tcp 9200/tcp",
  nfs: "2049/tcp",
  // Only for multicast, and for neighbours.
  mdns: "",
  "dhcpv6-client": "",
};

/** Whether a rule holds for sure, and for whom. */
interface Scope {
  readonly action: FilterRule["action"];
  readonly from: string | null;
  readonly sure: boolean;
}

export const EVERYBODY: Scope = { action: "allow", from: null, sure: true };

/** @param spelled `8000-8100/tcp` */
function rulesOf(spelled: string, { action, from, sure }: Scope): readonly FilterRule[] {
  const [list = "", protocol = ""] = spelled.split("/");
  const ports = range(list);
  if (protocol !== "" && !/^(tcp|udp)$/.test(protocol) && !hasHole(protocol)) return [];
  const families = from === null || hasHole(from) ? ([4, 6] as const) : ([from.includes(":") ? 6 : 4] as const);
  const protocols = protocol === "tcp" || protocol === "udp" ? ([protocol] as const) : (["tcp", "udp"] as const);
  return families.flatMap((family) =>
    protocols.map((of) => ({
      action,
      protocol: of,
      family,
      from: from === null ? [] : [from],
      ports: [ports ?? ([0, 65535] as const)],
      certain: sure && ports !== null && protocol !== "" && !hasHole(protocol),
      says: [action, spelled, ...(from === null ? [] : ["from", from])].join(" "),
    })),
  );
}

/** A service that somebody has defined may be any ports. */
export const ofService = (name: string, scope: Scope): Told => ({
  matches: `service ${name}`,
  rules: (SERVICES[name] ?? "0-65535")
    .split(" ")
    .filter((port) => port !== "")
    .flatMap((port) => rulesOf(port, { ...scope, sure: scope.sure && Object.hasOwn(SERVICES, name) })),
});

export const ofPort = (spelled: string, scope: Scope): Told => ({ matches: `port ${spelled}`, rules: rulesOf(spelled, scope) });

/**
 * `rule family="ipv4" source address="10.1.0.0/16" port port="8443" protocol="tcp" accept`; null where it says more than that.
 * https://firewalld.org/documentation/man-pages/firewalld.richlanguage.html
 */
function ofRichRule(text: string, sure: boolean): Told | null {
  const words = text
    .replace(/=\s*"?([^"\s]*)"?/g, "=$1")
    .trim()
    .split(/\s+/);
  let scope: Scope = { ...EVERYBODY, sure };
  let told: Told | null = null;
  let [port, protocol, name, element] = ["", "", "", ""];
  for (const word of words.slice(1)) {
    const [key = "", value] = word.split("=");
    if (value === undefined) element = key;
    else if (key === "address" && element === "source") scope = { ...scope, from: value };
    else if (key === "port" && element === "port") port = value;
    else if (key === "protocol" && element === "port") protocol = value;
    else if (key === "name" && element === "service") name = value;
    else if (key !== "family") return null;
    if (value === undefined && !/^(source|port|service|accept)$/.test(key)) return null;
  }
  if (words[0] !== "rule" || element !== "accept") return null;
  if (name !== "") told = ofService(name, scope);
  else if (port !== "") told = ofPort(`${port}/${protocol}`, scope);
  else if (scope.from !== null) told = ofPort("0-65535/tcp", scope);
  return told === null ? null : { ...told, matches: `rich ${text}` };
}

/** The zone that interfaces are in where nobody says otherwise; Red Hat's has cockpit besides. https://firewalld.org/documentation/zone/predefined-zones.html */
export const PUBLIC: readonly Told[] = [ofService("ssh", EVERYBODY), maybe(ofService("cockpit", EVERYBODY))];

const add = (list: readonly Told[], told: Told): readonly Told[] =>
  list.some(({ matches, rules }) => matches === told.matches && rules.every(({ certain }) => certain)) ? list : [...list, told];

const drop = (list: readonly Told[], { matches }: Told, certain: boolean): readonly Told[] =>
  list.flatMap((told) => (told.matches !== matches ? [told] : certain ? [] : [maybe(told)]));

/** Options that change nothing of who comes in. */
const NEUTRAL =
  /^--(permanent|quiet|zone|timeout|(add|remove)-(masquerade|icmp-block|icmp-block-inversion|forward)|set-log-denied|(get|list|query|info|path)-.*|state|version|help|check-config|new-(zone|service|ipset).*|(set-)?(short|description)|delete-.*|reset-to-defaults|family|type|option)$/;

/** What one option of firewall-cmd tells the zone. @param sure it is about the zone that interfaces are in */
function tell(
  filter: HostFilter,
  [option, value]: readonly [string, string],
  zone: string,
  certain: boolean,
  into: "rules" | "kept",
): void {
  const sure = certain && /^(public)?$/.test(zone);
  const scope = { ...EVERYBODY, sure };
  const [, verb = "", what = ""] = /^--(add|remove)-(port|service|rich-rule)$/.exec(option) ?? [];
  if (verb !== "") {
    const told = what === "port" ? ofPort(value, scope) : what === "service" ? ofService(value, scope) : ofRichRule(value, sure);
    if (told === null || hasHole(zone)) tellAnything(filter);
    else if (verb === "add") filter[into] = add(filter[into], told);
    else filter[into] = drop(filter[into], told, sure);
    return;
  }
  if (option === "--add-source") {
    const all = (action: FilterRule["action"], known: boolean): Told => ({
      matches: `source ${value} ${action}`,
      rules: rulesOf("0-65535/", { action, from: value, sure: known }).map((rule) => ({ ...rule, certain: known && !hasHole(value) })),
    });
    const told =
      zone === "trusted"
        ? [all("allow", certain)]
        : /^(drop|block)$/.test(zone)
          ? [all("deny", certain)]
          : [all("deny", false), all("allow", false)];
    filter[into] = [...told, ...filter[into]];
  } else if (/^--(add|change)-interface$/.test(option) && (INNER.test(value) || /^(public)?$/.test(zone))) return;
  else if (option === "--set-default-zone" && /^(public|trusted)$/.test(value)) {
    const everything = toldOfAll("allow", certain);
    const change = (list: readonly Told[]): readonly Told[] =>
      value === "trusted" ? [everything, ...list] : drop(list, everything, certain);
    [filter.rules, filter.kept] = [change(filter.rules), change(filter.kept)];
  } else if (option === "--add-forward-port") filter[into] = [toldOfAll("allow", false), ...filter[into]];
  else if (!NEUTRAL.test(option)) tellAnything(filter);
}

/** Options whose value is the next word. */
const TAKING = /^--(zone|timeout|service|policy|ipset|(add|remove|change|query|set|new|delete|info)-[\w-]+)$/;

/** Options with their values. */
const optionsOf = (args: readonly string[]): readonly (readonly [string, string])[] =>
  args.flatMap((arg, index): readonly (readonly [string, string])[] => {
    if (!arg.startsWith("--")) return hasHole(arg) && !TAKING.test(args[index - 1] ?? "") ? [[arg, ""]] : [];
    const at = arg.indexOf("=");
    return [at < 0 ? [arg, args[index + 1] ?? ""] : [arg.slice(0, at), arg.slice(at + 1)]];
  });

/** Rules that are kept hold from its next start (measured with firewalld 1.3.3, as what its options do). https://firewalld.org/documentation/man-pages/firewall-cmd.html */
export function startZones(filter: HostFilter, certain: boolean): void {
  turn(filter, "yes", certain);
  filter.rules = certain ? filter.kept : [...filter.rules, ...filter.kept].map(maybe);
}

/**
 * What one command tells firewalld. That it is told anything says that it may run.
 * @param offline its files alone are told
 */
export function tellZones(filter: HostFilter, args: readonly string[], certain: boolean, offline = false): void {
  const options = optionsOf(args);
  const named = (name: string): string | undefined => options.find(([option]) => option === name)?.[1];
  const into = named("--permanent") === undefined && !offline ? "rules" : "kept";
  if (filter.active === "no" && !offline) filter.active = "perhaps";
  // Of what a service, a policy or a set of addresses holds, nothing is followed.
  const isOther = options.some(([option]) => /^--(service|policy|ipset|helper|icmptype)$/.test(option));
  for (const option of isOther ? [] : options) {
    if (/^--(complete-)?reload$/.test(option[0])) {
      filter.rules = certain ? filter.kept : [...filter.rules, ...filter.kept].map(maybe);
    } else if (option[0] === "--runtime-to-permanent") filter.kept = certain ? filter.rules : [...filter.rules, ...filter.kept].map(maybe);
    else tell(filter, option, named("--zone") ?? "", certain, into);
  }
  if (isOther && named("--policy") !== undefined) tellAnything(filter);
}
