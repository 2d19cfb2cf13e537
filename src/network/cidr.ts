import { parseCidr } from "../net/address";
import { allIpv4, allIpv6, onlyFamily, unionAll, type AddressSet } from "../net/address-set";
import { addressApprox, type Approx } from "../net/approx";
import { NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import { unknownAt } from "../model/unknown";
import { isSensitive, string, type Value } from "../model/value";

export type Family = 4 | 6 | "either";

export interface Source extends Doubts {
  readonly addresses: Approx<AddressSet>;
  readonly says: string;
}

const anywhere = (family: Family): AddressSet => (family === 4 ? allIpv4 : family === 6 ? allIpv6 : unionAll([allIpv4, allIpv6]));

/** What reports leave out: the stack and the project. https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
const URN_HEAD = /^urn:pulumi:[^\s:]+::[^\s:]+::/;

/**
 * The one reference that an unknown value is made of; null where there are others. That nothing else was put to it no plan tells: it
 * rests on `as-referenced`.
 */
function referenceIn({ assumptions }: Graph, value: Value): string | null {
  const [name, ...others] = value.resource.references(value.path).names;
  return name !== undefined && others.length === 0 && assumptions.has("as-referenced") ? name : null;
}

/** An unknown value of which the configuration knows the CIDRs. */
function knownSource(graph: Graph, value: Value, family: Family): Source | null {
  const { known } = graph;
  const name = referenceIn(graph, value);
  const fact = name === null ? undefined : (known.get(name) ?? known.get(name.replace(URN_HEAD, "")));
  if (name === null || fact === undefined || typeof fact === "string") return null;
  return {
    addresses: addressApprox.exactly(family === "either" ? fact.addresses : onlyFamily(fact.addresses, family)),
    says: isSensitive(value) ? "(sensitive)" : `${fact.cidrs.join(", ")} (${name}, as configured)`,
    unknowns: [],
    assumes: [{ name: "as-referenced", resource: value.resource, attribute: value.path }],
  };
}

/**
 * The addresses of one CIDR argument. What is unknown, or cannot be read, may be any address of the family and is surely none;
 * an omitted one is none. A CIDR of the other family admits nothing there.
 */
export function sourceOf(graph: Graph, value: Value, family: Family): Source {
  const text = string(value);
  const known = text.is === "unknown" ? knownSource(graph, value, family) : null;
  if (known !== null) return known;
  if (text.is === "omitted" || (text.is === "known" && text.value === "")) {
    return { addresses: addressApprox.exactly(unionAll([])), says: "nobody", ...NO_DOUBTS };
  }
  const set = text.is === "known" ? parseCidr(text.value) : null;
  if (text.is === "unknown" || set === null) {
    const name = text.is === "unknown" ? referenceIn(graph, value) : null;
    const sayable = name === null ? {} : { sayable: { what: "networks" as const, name: name.replace(URN_HEAD, "") } };
    return {
      addresses: addressApprox.atMost(anywhere(family)),
      says: text.is === "unknown" ? "(not known yet)" : "(not a CIDR)",
      unknowns: [text.is === "unknown" ? { ...unknownAt(value), ...sayable } : unknownAt(value, "unreadable")],
      assumes: [],
    };
  }
  return {
    addresses: addressApprox.exactly(family === "either" ? set : onlyFamily(set, family)),
    says: isSensitive(value) ? "(sensitive)" : text.value,
    ...NO_DOUBTS,
  };
}
