import { NO_DOUBTS, type Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import { called, type Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, given, string, type Value } from "../model/value";
import { INTERNET_GATEWAY, VPC } from "../model/wanted";

import { EDGE_ROUTES } from "../words/verdict";

import type { Site } from "./site";

const EDGE_ASSOCIATION = pointer("aws_route_table_association", "gateway_id", INTERNET_GATEWAY);
const GATEWAY = pointer("aws_internet_gateway", "vpc_id", VPC);
const ATTACHMENT = pointer("aws_internet_gateway_attachment", "vpc_id", VPC);

/** What a route's `gateway_id` may be; only an internet gateway leads in. */
const GATEWAYS = { ...INTERNET_GATEWAY, aws_vpn_gateway: ["id"], aws_vpc_endpoint: ["id"], aws_egress_only_internet_gateway: ["id"] };

const ENDPOINT = { aws_vpc_endpoint: ["id"] };

/** Whether a route leads in from the internet. */
export interface Leads extends Doubts {
  readonly must: boolean;
  readonly may: boolean;
  readonly to: string;
  readonly via: readonly Resource[];
}

const calledFirst = ([first]: readonly Resource[], route: Value, unnamed: string): string =>
  first === undefined ? unnamed : called(first, route.resource);

/**
 * Whether a route leads to the internet gateway, both ways; NAT and egress-only gateways let nobody in. Behind an endpoint stands
 * a firewall, whose rules nobody reads.
 */
export function leads(graph: Graph, route: Value): Leads {
  const gateway = at(route, "gateway_id");
  const endpoint = given(at(route, "vpc_endpoint_id"));
  if (endpoint !== null) {
    const { known } = graph.one(endpoint, ENDPOINT);
    return {
      must: false,
      may: true,
      to: calledFirst(known, route, "an endpoint"),
      via: known,
      unknowns: [unknownAt(endpoint, "not-modelled")],
      assumes: [],
    };
  }
  if (given(gateway) === null) return { must: false, may: false, to: "elsewhere", via: [], ...NO_DOUBTS };
  const id = string(gateway);
  const joined = graph.one(gateway, GATEWAYS);
  const found = [...joined.known, ...joined.maybe];
  const inwards = found.filter((resource) => resource.type === "aws_internet_gateway");
  const literal = id.is === "known" && id.value.startsWith("igw-");
  if (found.length === 0 && id.is === "known") {
    return { must: literal, may: literal, to: id.value, via: [], ...NO_DOUBTS };
  }
  const edges = inwards.flatMap((resource) => {
    const { known, maybe } = graph.referrers(resource, EDGE_ASSOCIATION);
    return [...known, ...maybe];
  });
  const diverted = edges.length > 0;
  const must = joined.known.length > 0 && inwards.length === joined.known.length && joined.complete && !diverted;
  return {
    must,
    may: inwards.length > 0 || !joined.complete,
    to: calledFirst(inwards, route, "a gateway"),
    via: [...found, ...edges],
    unknowns: [
      ...(must || joined.complete ? [] : joined.unknowns),
      ...edges.map((association) => ({
        ...unknownAt(at(association.values, "gateway_id"), "not-modelled"),
        detail: EDGE_ROUTES,
      })),
    ],
    assumes: joined.assumes,
  };
}

/** Whether a VPC has, or may have, an internet gateway at all. */
export const hasGateway = (graph: Graph, site: Site): boolean =>
  site.vpc.known.length === 0 ||
  site.vpc.known.some((vpc) =>
    [GATEWAY, ATTACHMENT].some((pointer) => {
      const { known, maybe } = graph.referrers(vpc, pointer);
      return known.length + maybe.length > 0;
    }),
  );
