import { parseCidr } from "../net/address";
import { NO_DOUBTS, type Evidence } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Place } from "../model/place";
import type { Resource } from "../model/resource";
import { at, isSensitive, items, string, type Value } from "../model/value";
import { isPublic } from "../model/own-address";
import { INGRESS_RULES, SECURITY_GROUPS } from "../model/wanted";
import type { Path } from "../walk/path";
import type { Judged } from "./judged";
import { MIXED_UP } from "./will-not-start";

function found(
  workload: Resource,
  place: Place | null,
  container: string | null,
  process: string | null,
  evidence: Evidence,
  detail: string,
): Judged {
  const steps: Path["steps"] = [
    {
      role: place === null ? "group" : "publish",
      hop: 0,
      resource: evidence.resource,
      attribute: evidence.attribute,
      says: evidence.says,
      certainty: "definite",
      via: evidence.via,
      shut: false,
    },
  ];
  return {
    rule: "bind-is-not-a-filter",
    certainty: "definite",
    partner: false,
    workload,
    place,
    container,
    process,
    entry: null,
    protocol: null,
    ports: [],
    innerPorts: null,
    sockets: [],
    senders: () => [],
    admitted: null,
    chain: place === null ? [] : [place],
    path: () => ({ steps, because: [], ...NO_DOUBTS }),
    detail,
  };
}

/** A network, or an address of somebody else's, in the place of the host's own. */
const isClients = (address: string): boolean => {
  const bare = address.replace(/^\[|\]$/g, "");
  if (bare.includes("/")) return parseCidr(bare) !== null;
  return isPublic(bare);
};

/** A CIDR or a client's address where a bind belongs. */
export function networksAsBinds(place: Place): readonly Judged[] {
  const published = place.within?.publishes.filter(({ hostAddress }) => hostAddress !== null && isClients(hostAddress)) ?? [];
  return [
    ...published.map((publish) =>
      found(
        place.resource,
        place,
        place.container,
        null,
        { resource: place.resource, attribute: place.within?.evidence.attribute ?? null, says: publish.says, via: place.via },
        `${publish.hostAddress ?? ""} is where clients come from, not an address of this host`,
      ),
    ),
    ...place.failures
      .filter(({ fails }) => fails.code === MIXED_UP)
      .map(({ container, process, fails, evidence }) =>
        found(place.resource, place, container ?? place.container, process, evidence, fails.text),
      ),
  ];
}

const BINDS = new Set(["0.0.0.0/32", "::/128"]);

/** Every argument of a group or an ACL that holds source CIDRs. */
function cidrsOf(resource: Resource): readonly Value[] {
  const within = (value: Value): readonly Value[] =>
    [at(value, "cidr_blocks"), at(value, "ipv6_cidr_blocks")].flatMap((list) => items(list).known);
  const alone = (value: Value): readonly Value[] => [
    at(value, "cidr_ipv4"),
    at(value, "cidr_ipv6"),
    at(value, "cidr_block"),
    at(value, "ipv6_cidr_block"),
  ];
  const blocks = items(at(resource.values, "ingress")).known;
  return [resource.values, ...blocks].flatMap((value) => [...within(value), ...alone(value)]);
}

const FILTERS = [...SECURITY_GROUPS, ...INGRESS_RULES, "aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule"];

/** A bind where a CIDR belongs: `0.0.0.0/32` names one address that nobody sends from. */
export function bindsAsNetworks(graph: Graph): readonly Judged[] {
  return graph
    .ofType(...FILTERS)
    .filter(({ mode }) => mode === "managed")
    .flatMap((resource) =>
      cidrsOf(resource).flatMap((value) => {
        const text = string(value);
        if (text.is !== "known" || !BINDS.has(text.value)) return [];
        const says = isSensitive(value) ? "(sensitive)" : text.value;
        const detail = `${says} is one address, from which nobody sends: it admits nobody`;
        return [found(resource, null, null, null, { resource, attribute: value.path, says, via: [] }, detail)];
      }),
    );
}
