import type { Graph } from "../model/graph";
import type { Launcher } from "../model/launch";
import type { Place } from "../model/place";

import { autoScalingGroup } from "./auto-scaling-group";
import { dms } from "./dms";
import { ecsService } from "./ecs-service";
import { fleet } from "./fleet";
import { instance } from "./instance";
import { mq } from "./mq";
import { rds } from "./rds";
import { redshift } from "./redshift";
import type { Workload } from "./workload";

/** Everything that runs something; hosts come before what they host. A new workload type is its file and a line here. */
export const WORKLOADS: readonly Workload[] = [instance, autoScalingGroup, fleet, ecsService, rds, redshift, mq, dms];

export const placesOf = (graph: Graph, launcher: Launcher): readonly Place[] =>
  WORKLOADS.reduce<readonly Place[]>(
    (places, workload) => [
      ...places,
      ...graph
        .ofType(...workload.types)
        .filter(({ mode, from }) => mode === "managed" && from === undefined)
        .flatMap((resource) => workload.places(resource, graph, launcher, places)),
    ],
    [],
  );
