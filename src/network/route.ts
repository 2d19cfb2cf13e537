import { prefixLength } from "../net/address";
import { addressApprox, type Approx, type Entry } from "../net/approx";
import type { AddressSet } from "../net/address-set";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph, Pointer } from "../model/graph";
import type { Clause, Door } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, given, isOmitted, isUnknown, items, string, type Value } from "../model/value";

import { sourceOf } from "./cidr";
import { defaultRoutes } from "./default-vpc";
import { knownRoutes } from "./known-subnet";
import { addressesOfList } from "./prefix-list";
import { fromClients } from "./rule";
import type { Site } from "./site";
import { INTERNET_GATEWAY, PREFIX_LIST, ROUTE_TABLE, SUBNET, VPC } from "../model/wanted";

const one = (type: string, attribute: string, wanted: Pointer["wanted"]): Pointer => ({
  type,
  pointing: "one",
  values: (resource) => [at(resource.values, attribute)],
  wanted,
});

const ASSOCIATION = one("aws_route_table_association", "subnet_id", SUBNET);
const EDGE_ASSOCIATION = one("aws_route_table_association", "gateway_id", INTERNET_GATEWAY);
const MAIN_ASSOCIATION = one("aws_main_route_table_association", "vpc_id", VPC);
const DEFAULT_TABLE = one("aws_default_route_table", "default_route_table_id", ROUTE_TABLE);
const ROUTE = one("aws_route", "route_table_id", ROUTE_TABLE);
const GATEWAY = one("aws_internet_gateway", "vpc_id", VPC);
const ATTACHMENT = one("aws_internet_gateway_attachment", "vpc_id", VPC);

/** What a route's `gateway_id` may be; only an internet gateway leads in. */
const GATEWAYS = { ...INTERNET_GATEWAY, aws_vpn_gateway: ["id"], aws_vpc_endpoint: ["id"], aws_egress_only_internet_gateway: ["id"] };

const ENDPOINT = { aws_vpc_endpoint: ["id"] };

interface Leads extends Doubts {
  readonly must: boolean;
  readonly may: boolean;
  readonly to: string;
  readonly via: readonly Resource[];
}

/**
 * Whether a route leads to the internet gateway, both ways; NAT and egress-only gateways let nobody in. Behind an endpoint stands
 * a firewall, whose rules nobody reads.
 */
function leads(graph: Graph, route: Value): Leads {
  const gateway = at(route, "gateway_id");
  const endpoint = given(at(route, "vpc_endpoint_id"));
  if (endpoint !== null) {
    const { known } = graph.one(endpoint, ENDPOINT);
    return {
      must: false,
      may: true,
      to: known[0]?.address ?? "an endpoint",
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
    to: inwards[0]?.address ?? "a gateway",
    via: [...found, ...edges],
    unknowns: [
      ...(must || joined.complete ? [] : joined.unknowns),
      ...edges.map((association) => unknownAt(at(association.values, "gateway_id"), "not-modelled")),
    ],
    assumes: joined.assumes,
  };
}

interface Route {
  readonly at: Value;
  readonly destinations: readonly {
    readonly addresses: Approx<AddressSet>;
    readonly says: string;
    readonly length: number | null;
    readonly doubts: Doubts;
  }[];
  readonly leads: Leads;
  readonly sure: boolean;
  readonly via: readonly Resource[];
}

function destinationsOf(graph: Graph, route: Value, prefix: string): Route["destinations"] {
  const single = (name: string, family: 4 | 6): Route["destinations"] => {
    const value = at(route, name);
    if (isOmitted(value) || value.raw === "") return [];
    const source = sourceOf(graph, value, family);
    const text = string(value);
    const length = text.is === "known" ? prefixLength(text.value) : null;
    return [{ addresses: source.addresses, says: source.says, length, doubts: source }];
  };
  const listAt = at(route, "destination_prefix_list_id");
  const lists = isOmitted(listAt) || listAt.raw === "" ? null : graph.one(listAt, PREFIX_LIST);
  const list = lists?.known[0];
  const listed = list === undefined ? null : addressesOfList(graph, list);
  return [
    ...single(`${prefix}cidr_block`, 4),
    ...single(`${prefix}ipv6_cidr_block`, 6),
    ...(lists === null
      ? []
      : [
          {
            addresses: listed?.addresses ?? addressApprox.unknown,
            says: list?.address ?? "a prefix list",
            length: null,
            doubts: listed ?? { unknowns: [unknownAt(listAt, "outside-plan")], assumes: [] },
          },
        ]),
  ];
}

interface Table {
  readonly routes: readonly Route[];
  readonly complete: boolean;
  readonly doubts: Doubts;
}

/** The routes of a table: its own blocks, and `aws_route` resources. A new VPC's main table has the local route only. */
function routesOf(graph: Graph, table: Resource): Table {
  const made = (value: Value, prefix: string, sure: boolean): Route => ({
    at: value,
    destinations: destinationsOf(graph, value, prefix),
    leads: leads(graph, value),
    sure,
    via: value.resource === table ? [] : [table],
  });
  const separate = graph.referrers(table, ROUTE);
  const routes = [
    ...separate.known.map((route) => made(route.values, "destination_", true)),
    ...separate.maybe.map((route) => made(route.values, "destination_", false)),
  ];
  if (table.type === "aws_vpc" || table.type === "aws_default_vpc") return { routes, complete: true, doubts: NO_DOUBTS };
  const inline = at(table.values, table.mode === "data" ? "routes" : "route");
  const written = table.mode === "data" ? "yes" : table.written("route");
  if (written === "no" && (isUnknown(inline) || routes.length > 0)) return { routes, complete: true, doubts: NO_DOUBTS };
  const { known, complete } = items(inline);
  const blocks = known.map((block) => made(block, "", true));
  return { routes: [...routes, ...blocks], complete, doubts: complete ? NO_DOUBTS : { unknowns: [unknownAt(inline)], assumes: [] } };
}

/** The longest matching prefix decides. https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html */
function routedClients(table: Table): Approx<AddressSet> {
  const entries: Entry<AddressSet>[] = table.routes.flatMap((route) =>
    route.destinations.map(({ addresses, length }) => ({
      action: route.leads.must && route.sure ? ("allow" as const) : route.leads.may ? ("unknown" as const) : ("deny" as const),
      matches: route.sure ? addresses : addressApprox.atMost(addresses.may),
      // The longest prefix first; a prefix list's entries have lengths of their own.
      order: length === null ? null : -length,
    })),
  );
  return addressApprox.firstMatch(entries, { complete: table.complete });
}

interface Tables {
  /** The main table, which nobody has touched. */
  readonly untouched: boolean;
  readonly known: readonly Resource[];
  readonly maybe: readonly Resource[];
  readonly complete: boolean;
  readonly via: readonly Resource[];
  readonly doubts: Doubts;
}

/**
 * The table of a subnet: the one associated with it, else the VPC's main table.
 * https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
function tablesOf(graph: Graph, site: Site): Tables {
  const associations = site.subnet === null ? null : graph.referrers(site.subnet, ASSOCIATION);
  const explicit = associations?.known.map((association) => graph.one(at(association.values, "route_table_id"), ROUTE_TABLE)) ?? [];
  const tables = explicit.flatMap(({ known }) => known);
  const via = [...(associations?.known ?? [])];
  const whole = explicit.every(({ complete, foreign }) => complete && foreign.length === 0);
  if (explicit.length > 0) {
    return {
      untouched: false,
      known: tables,
      maybe: explicit.flatMap(({ maybe }) => maybe),
      complete: whole,
      via,
      doubts: joinDoubts(explicit),
    };
  }
  const perhaps = associations?.maybe ?? [];
  const main = site.vpc.known.flatMap((vpc) => mainTables(graph, vpc));
  const candidates = perhaps.flatMap((association) => {
    const joined = graph.one(at(association.values, "route_table_id"), ROUTE_TABLE);
    return [...joined.known, ...joined.maybe];
  });
  return {
    untouched: perhaps.length === 0 && main.every(isMain),
    known: perhaps.length > 0 ? [] : main,
    maybe: perhaps.length > 0 ? [...main, ...candidates] : [],
    complete: site.vpc.complete && site.vpc.foreign.length === 0 && main.length > 0,
    via: perhaps,
    doubts: { unknowns: perhaps.map((association) => unknownAt(at(association.values, "subnet_id"))), assumes: [] },
  };
}

const isMain = (table: Resource): boolean => table.type === "aws_vpc" || table.type === "aws_default_vpc";

function mainTables(graph: Graph, vpc: Resource): readonly Resource[] {
  const chosen = graph.referrers(vpc, MAIN_ASSOCIATION).known;
  const tables = chosen.flatMap((association) => graph.one(at(association.values, "route_table_id"), ROUTE_TABLE).known);
  if (tables.length > 0) return tables;
  const adopted = graph.referrers(vpc, DEFAULT_TABLE).known;
  if (adopted.length > 0) return adopted;
  return vpc.mode === "data" ? [] : [vpc];
}

function clausesOf(table: Table, site: Site, via: readonly Resource[]): readonly Clause[] {
  const around = [
    ...via,
    ...table.routes.map((route) => route.at.resource),
    ...(site.subnet === null ? [] : [site.subnet]),
    ...site.vpc.known,
  ];
  return table.routes
    .filter((route) => route.leads.may)
    .flatMap((route) =>
      route.destinations.map(({ addresses, says, doubts }) => ({
        role: "route" as const,
        admits: fromClients(route.leads.must && route.sure ? addresses : addressApprox.atMost(addresses.may)),
        resource: route.at.resource,
        attribute: route.at.path === "" ? null : route.at.path,
        says: `${says} → ${route.leads.to}`,
        via: [...route.via, ...route.leads.via, ...around],
        ...joinDoubts([doubts, route.leads]),
      })),
    );
}

const hasGateway = (graph: Graph, site: Site): boolean =>
  site.vpc.known.length === 0 ||
  site.vpc.known.some((vpc) =>
    [GATEWAY, ATTACHMENT].some((pointer) => {
      const { known, maybe } = graph.referrers(vpc, pointer);
      return known.length + maybe.length > 0;
    }),
  );

/** From which clients the subnet's packets come in and go back through an internet gateway. */
export function routeDoor(graph: Graph, site: Site): Door {
  if (site.known !== null) return knownRoutes(site, site.known);
  const found = tablesOf(graph, site);
  if (site.inDefaultVpc && found.untouched) return defaultRoutes(graph, site);
  const tables = [...found.known, ...found.maybe].map((table) => ({ table, ...routesOf(graph, table) }));
  const each = tables.map((table) => routedClients(table));
  const clients = addressApprox.choice(found.complete ? each : [...each, addressApprox.unknown]);
  const outside: Doubts = found.complete
    ? NO_DOUBTS
    : {
        unknowns:
          site.named === null ? (site.subnet === null ? [] : [unknownAt(at(site.subnet.values, "vpc_id"), "outside-plan")]) : site.unknowns,
        assumes: [],
      };
  const via = [
    ...tables.flatMap(({ table, routes }) => [table, ...routes.map((route) => route.at.resource)]),
    ...found.via,
    ...(site.subnet === null ? [] : [site.subnet]),
    ...site.vpc.known,
  ];
  return {
    role: "route",
    admits: fromClients(clients),
    clauses: tables.flatMap((table) => clausesOf(table, site, [...found.via, table.table])),
    shut: hasGateway(graph, site)
      ? { code: "no-route", resource: tables[0]?.table ?? site.subnet, says: "no route to an internet gateway", via }
      : { code: "no-gateway", resource: site.vpc.known[0] ?? null, says: "no internet gateway", via },
    doubts: joinDoubts([found.doubts, outside, ...tables.map((table) => table.doubts)]),
  };
}
