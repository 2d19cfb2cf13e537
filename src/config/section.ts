import { noAddresses, unionAll } from "../net/address-set";
import { parseCidr } from "../net/address";
import { portsOf, type PortSet } from "../net/port-set";
import type { Assumption } from "../model/assumption";
import type { Decision, Rule } from "../model/report";
import type { Allowance, Chosen, ImageHint, KnownFact } from "../model/settings";
import { allowedPorts } from "./forms";
import { hintedSocket } from "./hint";
import { entriesOf, isNothing, itemsOf, memberOf, textOf, type Entry, type Written } from "./written";

/** What the top of a file or one of its stacks says. */
export interface ConfigSection {
  /** Null: the top, which holds for every stack. */
  readonly pattern: string | null;
  /** Where it is written. */
  readonly at: string;
  /** `onUnknown` and `rules.NAME`. */
  readonly decisions: ReadonlyMap<string, Chosen<Decision>>;
  readonly assumptions: ReadonlyMap<Assumption, Chosen<boolean>>;
  readonly known: ReadonlyMap<string, Chosen<KnownFact>>;
  readonly images: ReadonlyMap<string, Chosen<ImageHint>>;
  readonly allow: readonly Allowance[];
}

const given = (written: Written | undefined): readonly Entry[] => entriesOf(written).filter(({ value }) => !isNothing(value));

const chosen = <T>(value: T, { where }: Written): Chosen<T> => ({ value, from: where });

const mapOf = <K extends string, T>(written: Written | undefined, read: (value: Written, key: string) => T): ReadonlyMap<K, Chosen<T>> =>
  new Map(given(written).map(({ key, value }) => [key as K, chosen(read(value, key), value)]));

const addressesOf = (cidrs: readonly string[]) => unionAll(cidrs.map((cidr) => parseCidr(cidr) ?? noAddresses));

function knownFact(written: Written): KnownFact {
  const text = textOf(written);
  if (text === "public" || text === "private") return text;
  const cidrs = itemsOf(written).map(textOf);
  return { addresses: addressesOf(cidrs), cidrs };
}

const hint = (written: Written, image: string): ImageHint => ({
  image,
  listens: itemsOf(memberOf(written, "listens")).map(textOf).flatMap(hintedSocket),
});

const isOn = (written: Written): boolean => ["on", "true"].includes(textOf(written));

function allowance(written: Written, stack: string): Allowance {
  const member = (name: string): Written | undefined => memberOf(written, name);
  const cidrs = itemsOf(member("from")).map(textOf);
  const named = itemsOf(member("ports")).map((port) => allowedPorts(textOf(port)));
  const portsBy = (by: "tcp" | "udp"): PortSet =>
    portsOf(named.filter(({ protocol }) => protocol === null || protocol === by).map(({ ports }) => ports));
  return {
    stack,
    workload: textOf(member("workload")),
    ports: { tcp: portsBy("tcp"), udp: portsBy("udp") },
    from: addressesOf(cidrs),
    cidrs,
    reason: textOf(member("reason")),
    owner: isNothing(member("owner")) ? null : textOf(member("owner")),
    expires: textOf(member("expires")),
    location: written.location,
    at: written.where,
  };
}

/** @param written valid */
export function sectionOf(written: Written, pattern: string | null): ConfigSection {
  const member = (name: string): Written | undefined => memberOf(written, name);
  const decision = (value: Written): Decision => textOf(value) as Decision;
  const onUnknown = member("onUnknown");
  const rules = mapOf<Rule, Decision>(member("rules"), decision);
  return {
    pattern,
    at: written.where,
    decisions: new Map([
      ...(onUnknown === undefined || isNothing(onUnknown) ? [] : [["onUnknown", chosen(decision(onUnknown), onUnknown)] as const]),
      ...[...rules].map(([rule, value]) => [`rules.${rule}`, value] as const),
    ]),
    assumptions: mapOf<Assumption, boolean>(member("assumptions"), isOn),
    known: mapOf(member("known"), knownFact),
    images: mapOf(member("images"), hint),
    allow: pattern === null ? [] : itemsOf(member("allow")).map((item) => allowance(item, pattern)),
  };
}
