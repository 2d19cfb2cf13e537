import type { Graph } from "../model/graph";
import type { Launcher } from "../model/launch";
import type { Place } from "../model/place";
import { unknownAt } from "../model/unknown";
import type { Value } from "../model/value";
import { oneOfKinds } from "../words/verdict";

import { hostOf, type Machine } from "./machine";

/**
 * The machines of one maker, which are of one kind or of several: which of these come to be is for AWS to choose.
 * @param by where the kinds are listed
 * @param why it is open which of them comes to be
 */
export function machinesOf(
  graph: Graph,
  launcher: Launcher,
  by: Value,
  machines: readonly Machine[],
  why = oneOfKinds(machines.length),
): readonly Place[] {
  const [only, ...others] = machines;
  if (only !== undefined && others.length === 0) return hostOf(graph, launcher, only);
  const open = { ...unknownAt(by), dependsOn: [], detail: why };
  return machines.flatMap((machine, kind) => hostOf(graph, launcher, { ...machine, choice: { kind, of: machines.length, open } }));
}

const told = (value: Value): readonly unknown[] => [value.raw ?? null, value.unknown ?? null, value.resource.references(value.path).names];

/** Tells kinds apart by what is said, and not by where: in whatever order they stand they come in one. */
export const likeness = (values: readonly (Value | null)[], ...others: readonly unknown[]): string =>
  JSON.stringify([values.map((value) => (value === null ? null : told(value))), others]);
