import type { Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { LAUNCH_TEMPLATE } from "../model/wanted";
import { at, block, given, type Value } from "../model/value";

/** An instance's own arguments above those of its launch template. */
export interface Layers extends Doubts {
  readonly own: Resource;
  readonly template: Resource | null;
  /** What names a template that cannot be followed; null: there is none. */
  readonly lost: Value | null;
  readonly via: readonly Resource[];
  /** What the template says of an argument; null where it does not give it. */
  readonly beneath: (name: string) => Value | null;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html */
export function layersOf(graph: Graph, own: Resource): Layers {
  const reference = block(at(own.values, "launch_template"));
  const named = given(reference) === null ? null : (given(at(reference, "id")) ?? given(at(reference, "name")));
  const joined = named === null ? null : graph.one(named, LAUNCH_TEMPLATE);
  const template = joined?.known[0] ?? null;
  const lost = template === null ? named : null;
  return {
    own,
    template,
    lost,
    via: template === null ? [] : [template],
    unknowns: lost !== null ? [unknownAt(lost, (joined?.foreign ?? []).length > 0 ? "outside-plan" : "after-apply")] : [],
    assumes: joined?.assumes ?? [],
    beneath: (name) =>
      template !== null
        ? given(at(template.values, name))
        : // A template that nobody can follow may say anything.
          lost !== null
          ? { ...at(own.values, name), unknown: true }
          : null,
  };
}
