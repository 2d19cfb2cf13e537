import type { Graph } from "../model/graph";
import { kindOf, type Resource } from "../model/resource";
import { at, string, type Value } from "../model/value";

/**
 * The revision that a service goes on with though it is replaced (`ignore_changes`): deregistering it stops nobody who uses it.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html
 */
export function keptRevision({ plan }: Graph, definitionAt: Value): Resource | null {
  const arn = string(definitionAt);
  if (arn.is !== "known" || !arn.value.startsWith("arn:")) return null;
  const isIt = (resource: Resource): boolean => {
    const own = string(at(resource.values, "arn"));
    return kindOf(resource) === "aws_ecs_task_definition" && own.is === "known" && own.value === arn.value;
  };
  return plan.before?.find(isIt) ?? null;
}
