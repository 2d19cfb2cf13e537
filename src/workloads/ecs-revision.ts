import type { Graph } from "../model/graph";
import { NOTHING, type Joined } from "../model/join";
import { isYetToBeMade, kindOf, type Resource } from "../model/resource";
import { at, string, type Value } from "../model/value";
import { TASK_DEFINITION } from "../model/wanted";

import { earlierOf, graphBefore } from "./graph-before";

/** A definition that a service runs; kept: one of before. */
export interface Revision {
  readonly joined: Joined;
  readonly kept: boolean;
}

const WITHOUT_REVISION = new Set(["family", "arn_without_revision"]);

/** Whether a definition's next revision goes by the same text: `aws_ecs_task_definition.web.family`. */
function isUnchanged(now: Value, was: Value): boolean {
  const [text, before] = [string(now), string(was)];
  if (before.is !== "known" || /:\d+$/.test(before.value)) return false;
  if (text.is === "known") return text.value === before.value;
  const { ends, traced } = now.resource.references(now.path);
  return traced && ends.length > 0 && ends.every(({ attribute }) => WITHOUT_REVISION.has(attribute));
}

/**
 * The revision that a service goes on with though another one is made of what it names: which is the latest is asked when a service is
 * created or told to take another definition, and the provider tells it where the text changes. Null: there is none.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html (taskDefinition)
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ecs/service.go
 */
function revisionOfBefore(graph: Graph, service: Resource, named: readonly Resource[]): Joined | null {
  if (!named.some(isYetToBeMade)) return null;
  const before = graphBefore(graph);
  const was = before === null ? undefined : earlierOf(before, service);
  if (before === null || was === undefined) return null;
  const [now, then] = [service, was].map(({ values }) => at(values, "task_definition"));
  return now !== undefined && then !== undefined && isUnchanged(now, then) ? before.one(then, TASK_DEFINITION) : null;
}

/**
 * The revision that a service goes on with though it is replaced (`ignore_changes`): deregistering it stops nobody who uses it.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html
 */
function replacedRevision({ plan }: Graph, definitionAt: Value): Resource | null {
  const arn = string(definitionAt);
  if (arn.is !== "known" || !arn.value.startsWith("arn:")) return null;
  const isIt = (resource: Resource): boolean => {
    const own = string(at(resource.values, "arn"));
    return kindOf(resource) === "aws_ecs_task_definition" && own.is === "known" && own.value === arn.value;
  };
  return plan.before?.find(isIt) ?? null;
}

/** The one that it is told to run, and beside it the one that it may go on with. */
export function revisionsOf(graph: Graph, service: Resource): readonly Revision[] {
  const definitionAt = at(service.values, "task_definition");
  const joined = graph.one(definitionAt, TASK_DEFINITION);
  const replaced = joined.known.length === 0 ? replacedRevision(graph, definitionAt) : null;
  if (replaced !== null) return [{ joined: { ...NOTHING, known: [replaced] }, kept: true }];
  const earlier = revisionOfBefore(graph, service, joined.known);
  return [{ joined, kept: false }, ...(earlier === null ? [] : [{ joined: earlier, kept: true }])];
}
