import { kindOf, NO_REFERENCES, type Reference, type References, type Resource } from "../../model/resource";
import { at, isUnknown, type Json, type Mask, type Value } from "../../model/value";
import { madeGroupOf } from "../../model/wanted";

import { stepsOf, type Step } from "../terraform/address";
import type { Registered } from "./registered";
import { hasParts } from "./tree";
import { parseUrn } from "./urn";

/** What was registered, found by URN. */
export interface Known {
  readonly registered: ReadonlyMap<string, Registered>;
  /** Components are none. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** By the parent's URN. */
  readonly children: ReadonlyMap<string, readonly string[]>;
}

/** What the engine tells of where a registration's values come from. */
export interface Edges extends Pick<Registered, "propertyDependencies"> {
  /** A property by the arguments that it is in Terraform. */
  readonly tops: (property: string) => readonly string[];
  /** By URN. */
  readonly waitsFor: readonly string[];
}

/** A leaf of a property. */
interface Leaf {
  readonly name: string;
  /** Within the argument that is asked about. */
  readonly here: boolean;
  readonly unknown: boolean;
  readonly text: string | null;
  /** One of a list, or by its name a list as a whole: the bridge writes those in the plural. */
  readonly many: boolean;
}

/** The leaves of a property, known and unknown. */
function leavesOf(raw: Json | undefined, unknown: Mask, name: string, here: (path: string) => boolean): readonly Leaf[] {
  const found: Leaf[] = [];
  const rest: { raw: unknown; marks: unknown; name: string; inList: boolean; path: string }[] = [
    { raw, marks: unknown, name, inList: false, path: name },
  ];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { raw: value, marks, path } = next;
    const keys = marks === true ? [] : [...new Set([value, marks].flatMap((tree) => (hasParts(tree) ? Object.keys(tree) : [])))];
    if (marks === true || !hasParts(value)) {
      const text = typeof value === "string" && marks !== true ? value : null;
      const many = !next.inList && next.name.endsWith("s");
      if (marks === true || text !== null) found.push({ name: next.name, here: here(path), unknown: marks === true, text, many });
      continue;
    }
    for (const key of keys) {
      const element = Array.isArray(value);
      rest.push({
        raw: value[key],
        marks: hasParts(marks) ? marks[key] : marks,
        name: element ? next.name : key,
        inList: element,
        path: element ? `${path}[${key}]` : `${path}.${key}`,
      });
    }
  }
  return found;
}

/** What a VPC made along with itself has no URN of its own, and is told from the VPC by the argument's name alone. */
const WITHIN_A_VPC = new Set(["default_security_group_id", "main_route_table_id", "default_route_table_id", "default_network_acl_id"]);
const VPCS = new Set(["aws_vpc", "aws_default_vpc"]);

/** What else names one of these: of a VPC's tables and ACLs its program knows no others without an edge of their own. */
const MAIN_OF_A_VPC: Readonly<Record<string, string>> = {
  route_table_id: "main_route_table_id",
  network_acl_id: "default_network_acl_id",
};

/** Whether the group that a service makes is the only one that its attributes can give: it was given none. */
const givesNoOther = (resource: Resource, made: string): boolean =>
  !made.includes(".") || resource.written(`${made.slice(0, made.indexOf("."))}[0].security_group_ids`) === "no";

/** Which attribute of a resource an edge means: the engine does not say. */
function edgeTo(resource: Resource, argument: string): Reference {
  if (VPCS.has(resource.type)) {
    const main = Object.hasOwn(MAIN_OF_A_VPC, argument) ? MAIN_OF_A_VPC[argument] : undefined;
    if (main !== undefined) return { resource, attribute: main, pick: "all", guessed: true };
    return { resource, attribute: WITHIN_A_VPC.has(argument) ? argument : "id", pick: "all" };
  }
  const made = madeGroupOf(resource);
  if (made === undefined) return { resource, attribute: "", pick: "all" };
  return { resource, attribute: givesNoOther(resource, made) ? made : "id", pick: "all", guessed: true };
}

/** A component stands for what was made within it; some of that is meant. */
function within(known: Known, component: string): readonly Resource[] {
  const found: Resource[] = [];
  const seen = new Set([component]);
  const rest = [component];
  for (let urn = rest.pop(); urn !== undefined; urn = rest.pop()) {
    for (const child of known.children.get(urn) ?? []) {
      if (seen.has(child)) continue;
      seen.add(child);
      rest.push(child);
      const resource = known.resources.get(child);
      if (resource !== undefined) found.push(resource);
    }
  }
  return found;
}

/** The world's addresses are in everybody's arguments and tell nothing. */
const TELLS_NOTHING = new Set(["0.0.0.0/0", "::/0"]);

/** Whether a known text can be what a resource gave: its id, or one of its properties. */
function gave({ id, inputs, outputs }: Registered, text: string): boolean {
  if (TELLS_NOTHING.has(text)) return false;
  return text === id || [inputs, outputs].some((properties) => Object.values(properties ?? {}).includes(text));
}

const nameOf = (steps: readonly Step[]): string => steps.findLast((step) => typeof step === "string") ?? "";

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/**
 * What an argument refers to. The engine tells it of each property as a whole, by URN and without the attribute: so the ends of
 * `networkConfiguration` are those of its `subnets` and of its `securityGroups`, and how many values there are to explain, here and
 * elsewhere in it, is told along with them. Made of what is known by now (an id that exists, a CIDR that is given), a value needs no reference.
 */
export function referencesOf(known: Known, { propertyDependencies, waitsFor, tops }: Edges, resource: Resource, path: string): References {
  if (path === "depends_on") {
    const ends = waitsFor.flatMap((urn) => known.resources.get(urn) ?? []).map((resource) => edgeTo(resource, path));
    return { ...NO_REFERENCES, ends };
  }
  const steps = stepsOf(path);
  const [top] = steps;
  const property = Object.keys(propertyDependencies ?? {}).find((name) => typeof top === "string" && tops(name).includes(top));
  const urns = property === undefined ? [] : (propertyDependencies?.[property] ?? []);
  const argument = nameOf(steps);
  const value: Value = at(resource.values, ...steps.map((step) => (typeof step === "string" ? step : step.key)));
  const leaves = (property === undefined ? [] : tops(property)).flatMap((name) => {
    const whole = at(resource.values, name);
    return leavesOf(whole.raw, whole.unknown, name, (own) => isWithin(own, path));
  });
  const open = leaves.filter(({ unknown }) => unknown);
  const gives = urns.map((urn) => ({ urn, of: known.registered.get(urn), end: known.resources.get(urn) }));
  const explains = ({ of }: (typeof gives)[number], { text }: Leaf): boolean => of !== undefined && text !== null && gave(of, text);
  // Of another stack's outputs the engine knows the values before anything is deployed.
  const told = leaves.filter((leaf) => leaf.text !== null && !TELLS_NOTHING.has(leaf.text) && !gives.some((each) => explains(each, leaf)));
  const isTold = (urn: string): boolean => parseUrn(urn)?.type === "pulumi:pulumi:StackReference" && told.length > 0 && !isUnknown(value);

  const ends: Reference[] = [];
  let unseen = 0;
  let explained = 0;
  for (const each of gives) {
    const { urn, of, end } = each;
    if (of?.custom === false) {
      ends.push(...within(known, urn).map((inner) => ({ ...edgeTo(inner, argument), pick: "one" as const })));
      continue;
    }
    const by = leaves.filter((leaf) => explains(each, leaf));
    if (by.some(({ here }) => here) && !isUnknown(value)) continue;
    if (by.some(({ here }) => !here)) explained += 1;
    if (end !== undefined) ends.push(edgeTo(end, argument));
    else if (!isTold(urn)) unseen += 1;
  }
  const elsewhere = open.filter(({ here, name }) => !here && name !== argument);
  return {
    ends,
    names: sorted(urns.filter((urn) => isMeant(known.resources.get(urn), argument, elsewhere))),
    traced: unseen === 0,
    blocks: 0,
    shared: {
      here: isUnknown(value) ? null : open.filter(({ here }) => here).length,
      elsewhere: elsewhere.some(({ many }) => many) ? Infinity : elsewhere.length + explained,
      alike: open.some(({ here, name }) => !here && name === argument),
      unseen,
    },
  };
}

/** A resource of which another argument has the name is not told of this one: a group explains `security_groups`, and no `subnets` beside it. */
function isMeant(resource: Resource | undefined, argument: string, elsewhere: readonly Leaf[]): boolean {
  const kind = resource === undefined ? "" : kindOf(resource).replace(/^[a-z]+_/, "");
  return kind === "" || argument.includes(kind) || !elsewhere.some(({ name }) => name.includes(kind));
}

const isWithin = (path: string, of: string): boolean => path === of || path.startsWith(`${of}.`) || path.startsWith(`${of}[`);
