import { joinDoubts, type Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import { isLent, type Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { at, string } from "../model/value";
import { ROUTE_TABLE, SUBNET, VPC } from "../model/wanted";
import { GIVEN_BY_A_THIRD, TAKEN_AWAY } from "../words/verdict";

import { held } from "./held";
import { doubtsOfVpc, type Site } from "./site";

const ASSOCIATION = pointer("aws_route_table_association", "subnet_id", SUBNET);
const MAIN_ASSOCIATION = pointer("aws_main_route_table_association", "vpc_id", VPC);
const DEFAULT_TABLE = pointer("aws_default_route_table", "default_route_table_id", ROUTE_TABLE);

/** What gives a table its routes one by one. */
export const ROUTE = pointer("aws_route", "route_table_id", ROUTE_TABLE);

/** Which table a subnet has: one of these. */
export interface Tables {
  readonly candidates: readonly Resource[];
  /** False: it may be another, of which the plan holds nothing. */
  readonly complete: boolean;
  /** The main table, which nobody has touched. */
  readonly untouched: boolean;
  readonly via: readonly Resource[];
  readonly doubts: Doubts;
}

/** Whether it is public is for the configuration to say. */
export function sayableOf(subnet: Resource | null): Pick<Unknown, "sayable"> {
  const id = subnet === null ? null : string(at(subnet.values, "id"));
  return id?.is === "known" ? { sayable: { what: "subnet", name: id.value } } : {};
}

/** A VPC stands for its main table. */
export const isMain = (table: Resource): boolean => table.type === "aws_vpc" || table.type === "aws_default_vpc";

type Candidates = Omit<Tables, "untouched">;

const NOBODY: Candidates = { candidates: [], complete: true, via: [], doubts: joinDoubts([]) };

/** The tables that associations name. */
function named(graph: Graph, associations: readonly Resource[]): Candidates {
  const joined = associations.map((association) => held(graph, at(association.values, "route_table_id"), ROUTE_TABLE));
  return {
    candidates: joined.flatMap(({ known, maybe }) => [...known, ...maybe]),
    complete: joined.every(({ complete }) => complete),
    via: associations,
    doubts: joinDoubts(joined),
  };
}

const among = (several: readonly Candidates[]): Candidates => ({
  candidates: several.flatMap(({ candidates }) => candidates),
  complete: several.every(({ complete }) => complete),
  via: several.flatMap(({ via }) => via),
  doubts: joinDoubts(several.map(({ doubts }) => doubts)),
});

/** What may be chosen, if a pointer that cannot be followed leads here. */
const perhaps = (found: Candidates, by: readonly Resource[], { attribute }: { attribute: string }): Candidates => ({
  ...found,
  doubts: joinDoubts([found.doubts, { unknowns: by.map((each) => unknownAt(at(each.values, attribute))), assumes: [] }]),
});

/**
 * A table that `aws_default_route_table` has adopted: it takes away the routes that it does not have itself. Where `aws_route` gives
 * it more by the VPC's attribute, the one that is applied last decides.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_route_table
 */
function adoptedBy(tables: readonly Resource[], graph: Graph, vpc: Resource): Candidates {
  const others = graph.referrers(vpc, ROUTE).known;
  const unknowns = others.map((route) => ({ ...unknownAt(at(route.values, "route_table_id")), detail: TAKEN_AWAY }));
  return {
    ...NOBODY,
    candidates: others.length > 0 ? [...tables, vpc] : tables,
    via: others.length > 0 ? tables : [],
    doubts: { unknowns, assumes: [] },
  };
}

/** The main table: the one chosen, else the default one, which `aws_default_route_table` may have adopted. */
function mainOf(graph: Graph, vpc: Resource): Candidates {
  const chosen = graph.referrers(vpc, MAIN_ASSOCIATION);
  if (chosen.known.length > 0) return named(graph, chosen.known);
  const adopted = graph.referrers(vpc, DEFAULT_TABLE);
  const own: Candidates = { ...NOBODY, candidates: vpc.mode === "data" ? [] : [vpc], complete: vpc.mode !== "data" };
  const standing = adopted.known.length > 0 ? adoptedBy(adopted.known, graph, vpc) : own;
  const adopting = adopted.known.length > 0 ? [] : adopted.maybe;
  return among([
    standing,
    perhaps(named(graph, chosen.maybe), chosen.maybe, { attribute: "vpc_id" }),
    perhaps({ ...NOBODY, candidates: adopting, via: adopting }, adopting, { attribute: "default_route_table_id" }),
  ]);
}

/**
 * A subnet that another stack made, a third may have associated; not where its own stack does so with others, nor what AWS itself
 * makes.
 */
const mayBeAssociated = (graph: Graph, subnet: Resource): boolean =>
  isLent(subnet) &&
  subnet.type !== "aws_default_subnet" &&
  !graph.ofType("aws_route_table_association").some(({ from, mode }) => mode === "managed" && from === subnet.from);

/**
 * The table of a subnet: the one associated with it, else the VPC's main table.
 * https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
export function tablesOf(graph: Graph, site: Site): Tables {
  const associations = site.subnet === null ? { known: [], maybe: [] } : graph.referrers(site.subnet, ASSOCIATION);
  if (associations.known.length > 0) return { untouched: false, ...named(graph, associations.known) };
  const unassociated =
    site.subnet !== null && mayBeAssociated(graph, site.subnet)
      ? [{ ...unknownAt(site.subnet.values, "outside-plan"), detail: GIVEN_BY_A_THIRD, ...sayableOf(site.subnet) }]
      : [];
  const main = among(site.vpc.known.map((vpc) => mainOf(graph, vpc)));
  const lost = !site.vpc.complete || site.vpc.foreign.length > 0 || main.candidates.length === 0;
  const other = perhaps(named(graph, associations.maybe), associations.maybe, { attribute: "subnet_id" });
  const { candidates, complete, doubts, via } = among([main, other]);
  return {
    candidates,
    complete: complete && unassociated.length === 0 && !lost,
    untouched: candidates.every(isMain) && other.via.length === 0 && main.via.length === 0,
    via,
    doubts: joinDoubts([doubts, { unknowns: unassociated, assumes: [] }, ...(lost ? [doubtsOfVpc(site, "table")] : [])]),
  };
}
