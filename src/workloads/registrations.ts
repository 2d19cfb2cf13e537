import { NO_DOUBTS } from "../model/fact";
import type { Graph } from "../model/graph";
import { perhaps, type Joined, type Wanted } from "../model/join";
import type { Registration } from "../model/place";
import type { Resource } from "../model/resource";
import { at, given, type Value } from "../model/value";
import { CLASSIC_BALANCER, TARGET_GROUP } from "../model/wanted";

/** An argument that names what leads to machines, and of which kinds that may be. */
export interface Named {
  readonly value: Value;
  readonly wanted: Wanted;
}

const LISTS = { target_group_arns: TARGET_GROUP, load_balancers: CLASSIC_BALANCER } as const;

const registrationAt = (machines: Resource, { value, wanted }: Named, group: Joined): Registration => ({
  group,
  wanted,
  at: value,
  port: null,
  resource: value.resource,
  attribute: value.path,
  says: "registered",
  via: value.resource === machines ? [] : [value.resource],
  ...NO_DOUBTS,
});

/** One that leads to machines, on the port that it has itself. */
export const registration = (graph: Graph, machines: Resource, named: Named, surely: boolean): Registration => {
  const joined = graph.one(named.value, named.wanted);
  return registrationAt(machines, named, surely ? joined : perhaps(joined));
};

/** Those that machines list themselves. */
export const listedRegistrations = (graph: Graph, machines: Resource): readonly Registration[] =>
  Object.entries(LISTS).flatMap(([name, wanted]) => {
    const value = given(at(machines.values, name));
    return value === null ? [] : [registrationAt(machines, { value, wanted }, graph.many(value, wanted))];
  });
