import { NO_DOUBTS } from "../model/fact";
import type { Graph } from "../model/graph";
import { NOTHING } from "../model/join";
import type { Registration } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, given, items, number } from "../model/value";
import { BALANCING, CLASSIC_BALANCER, TARGET_GROUP } from "../model/wanted";

const BY = [
  { name: "target_group_arn", wanted: TARGET_GROUP },
  { name: "elb_name", wanted: CLASSIC_BALANCER },
];

/** A service names the target groups and classic balancers that lead to it; a task with its own interface registers the container's port. */
export function registrationsOf(graph: Graph, service: Resource): readonly Registration[] {
  const listAt = at(service.values, "load_balancer");
  const { known, complete } = items(listAt);
  const any = graph.ofType(...Object.keys(BALANCING));
  const unseen: Registration = {
    group: { ...NOTHING, maybe: any, complete: false, unknowns: [unknownAt(listAt)] },
    wanted: BALANCING,
    at: listAt,
    port: "unknown",
    resource: service,
    attribute: listAt.path,
    says: "container port not known yet",
    via: [],
    ...NO_DOUBTS,
  };
  const registered = known.flatMap((balanced) =>
    BY.flatMap(({ name, wanted }): readonly Registration[] => {
      const groupAt = given(at(balanced, name));
      if (groupAt === null) return [];
      const port = number(at(balanced, "container_port"));
      return [
        {
          group: graph.one(groupAt, wanted),
          wanted,
          at: groupAt,
          port: port.is === "known" ? port.value : "unknown",
          resource: service,
          attribute: balanced.path,
          says: `container port ${port.is === "known" ? String(port.value) : "not known yet"}`,
          via: [],
          ...(port.is === "known" ? NO_DOUBTS : { unknowns: [unknownAt(at(balanced, "container_port"))], assumes: [] }),
        },
      ];
    }),
  );
  return complete ? registered : [...registered, unseen];
}
