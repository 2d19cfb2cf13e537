import { holdsText, isId } from "../../model/id";
import { NO_REFERENCES, type Reference, type References, type Resource } from "../../model/resource";
import { at, type Json } from "../../model/value";

import { stepsOf } from "./address";
import { argumentOf, sizeOf, type PlacedArgument } from "./argument";
import { madeByDynamic, type Circumstances } from "./dynamic";
import { asWritten, type End } from "./ends";
import type { Scopes } from "./scope";
import { follow } from "./trail";

/** A constant that adds nothing to what an expression refers to. */
const isEmpty = (value: Json): boolean => value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

const isListOfTexts = (value: Json): boolean => Array.isArray(value) && value.some((element) => typeof element === "string");

/**
 * A constant that is nobody's id: it is a condition, an index, or what a position is looked up in (`var.kind == "network"`,
 * `keys(var.boxes)`). Texts in a list may be names that are meant.
 */
export const chooses = (end: End): boolean =>
  end.at === "condition" || (end.at === "constant" && !isEmpty(end.value) && !isListOfTexts(end.value) && !holdsText(end.value, isId));

/** Whether the value, as far as this end gives it, comes from resources. */
const isTraced = (end: End): boolean =>
  end.at === "resource" || end.at === "known" || chooses(end) || (end.at === "constant" && isEmpty(end.value));

/** What is known in planning needs not be named. */
const tells = (name: string): boolean => !/^(?:count\.|each\.key\b|path\.|terraform\.|self\.)/.test(name);

/** Each resource and attribute once; named outright goes before picked, and picked before left beside. */
export function unique(references: readonly Reference[]): readonly Reference[] {
  const picks: readonly Reference["pick"][] = ["all", "this", "one", "other"];
  const seen = new Map<Resource, Map<string, Reference>>();
  for (const reference of references) {
    const attributes = seen.get(reference.resource) ?? new Map<string, Reference>();
    seen.set(reference.resource, attributes);
    const there = attributes.get(reference.attribute);
    if (there === undefined || picks.indexOf(reference.pick) < picks.indexOf(there.pick)) attributes.set(reference.attribute, reference);
  }
  return [...seen.values()].flatMap((attributes) => [...attributes.values()]);
}

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** The attribute that is written as blocks: `ingress` of `ingress[0].cidr_blocks`. */
const headOf = (path: string): readonly string[] => path.split(/[.[]/, 1);

/** Where the expressions of an argument lead. */
export interface Trail extends PlacedArgument {
  readonly ends: readonly End[];
  /** A `dynamic` block may have made it, of which the configuration says nothing. */
  readonly unsure: boolean;
}

/** Null: the program does not hold the resource. */
export function trailOf(scopes: Scopes, resource: Resource, path: string, circumstances: Circumstances): Trail | null {
  const written = argumentOf(scopes, resource, stepsOf(path));
  if (written === null) return null;
  const { partly, dynamic, lacks } = written.argument;
  const unsure = partly || dynamic || (lacks !== null && madeByDynamic(resource.values, lacks, circumstances) !== "no");
  return { ...written, ends: follow(scopes, written.placed), unsure };
}

/** What an argument refers to, by the configuration. */
export function referencesOf(scopes: Scopes, resource: Resource, path: string, circumstances: Circumstances): References {
  const trail = trailOf(scopes, resource, path, circumstances);
  if (trail === null) return { ...NO_REFERENCES, traced: false };
  const { argument, placed, ends, unsure } = trail;
  const { several } = argument;
  return {
    ends: unique(ends.flatMap((end) => (end.at === "resource" ? end.references : []))),
    names: sorted(placed.flatMap(({ expression }) => asWritten(expression.references)).filter(tells)),
    traced: !unsure && ends.every(isTraced),
    ...(ends.some(chooses) ? { chosen: "by a condition" as const } : several ? { chosen: "by a block" as const } : {}),
    blocks: argument.found.some(({ rest }) => rest.length > 0) ? sizeOf(at(resource.values, ...headOf(path))) : 0,
  };
}
