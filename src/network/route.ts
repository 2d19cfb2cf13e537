import { prefixLength } from "../net/address";
import type { AddressSet } from "../net/address-set";
import { addressApprox, type Approx, type Entry } from "../net/approx";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Clause, Door } from "../model/hop";
import { called, isLent, type Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { at, isOmitted, string, type Value } from "../model/value";
import { PREFIX_LIST } from "../model/wanted";
import { MADE_BY_A_THIRD } from "../words/verdict";

import { blocksOf } from "./blocks";
import { sourceOf } from "./cidr";
import { defaultClients, defaultRoutes } from "./default-vpc";
import { hasGateway, leads, type Leads } from "./gateway";
import { knownRoutes } from "./known-subnet";
import { addressesOfList } from "./prefix-list";
import { isMain, ROUTE, sayableOf, tablesOf } from "./route-table";
import { fromClients } from "./rule";
import { isShown, type Site } from "./site";

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
            says: list === undefined ? "a prefix list" : called(list, route.resource),
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

/**
 * The routes of a table: its own blocks, and `aws_route` resources. A new VPC's main table has the local route only.
 * @param subnet whose table it is
 */
function routesOf(graph: Graph, table: Resource, subnet: Resource | null): Table {
  const made = (value: Value, prefix: string, sure: boolean): Route => ({
    at: value,
    destinations: destinationsOf(graph, value, prefix),
    leads: leads(graph, value),
    sure,
    via: value.resource === table ? [] : [table],
  });
  /** A route of which it is not known whether it is this table's. */
  const strayed = (route: Resource): Route => {
    const all = made(route.values, "destination_", false);
    return { ...all, leads: { ...all.leads, unknowns: [...all.leads.unknowns, unknownAt(at(route.values, "route_table_id"))] } };
  };
  const separate = graph.referrers(table, ROUTE);
  const routes = [...separate.known.map((route) => made(route.values, "destination_", true)), ...separate.maybe.map(strayed)];
  if (isMain(table)) return { routes, complete: true, doubts: NO_DOUBTS };
  const { blocks, ...rest } = blocksOf(graph, table, table.mode === "data" ? "routes" : "route", separate.known.length > 0);
  // Of a table that another stack made, a third may hold the routes.
  if (isLent(table) && routes.length + blocks.length === 0) {
    const untold: Unknown = { ...unknownAt(at(table.values, "route"), "outside-plan"), detail: MADE_BY_A_THIRD, ...sayableOf(subnet) };
    return { routes, complete: false, doubts: { unknowns: [untold], assumes: [] } };
  }
  return { routes: [...routes, ...blocks.map((block) => made(block, "", true))], ...rest };
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
        ...joinDoubts([doubts, route.leads, { unknowns: route.sure ? [] : [unknownAt(at(route.at, "route_table_id"))], assumes: [] }]),
      })),
    );
}

/** From which clients the subnet's packets come in and go back through an internet gateway. */
export function routeDoor(graph: Graph, site: Site): Door {
  if (site.known !== null && !isShown(site)) return knownRoutes(site, site.known);
  const found = tablesOf(graph, site);
  if (site.inDefaultVpc && found.untouched) return defaultRoutes(graph, site);
  const tables = found.candidates.map((table) => ({ table, ...routesOf(graph, table, site.subnet) }));
  if (site.known !== null && !(found.complete && tables.every(({ complete }) => complete))) return knownRoutes(site, site.known);
  const each = tables.map((table) => (site.inDefaultVpc && isMain(table.table) ? defaultClients(graph) : routedClients(table)));
  const clients = addressApprox.choice(found.complete ? each : [...each, addressApprox.unknown]);
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
    doubts: joinDoubts([found.doubts, ...tables.map((table) => table.doubts)]),
  };
}
