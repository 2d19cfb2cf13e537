import type { Graph } from "./graph";
import { kindOf, type Resource } from "./resource";
import { at, boolean, given } from "./value";
import { VPC } from "./wanted";

export function isDefaultVpc({ type, mode, values }: Resource): boolean {
  const default_ = boolean(at(values, "default"));
  return type === "aws_default_vpc" || (mode === "data" && default_.is === "known" && default_.value);
}

/**
 * Whether a resource is what its name alone stands for. Of security groups each VPC has names of its own, and who names one by it
 * means the default VPC. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html, SecurityGroup.N
 */
export function goesByName(graph: Graph, resource: Resource): "yes" | "perhaps" | "no" {
  const vpcAt = kindOf(resource) === "aws_security_group" ? given(at(resource.values, "vpc_id")) : null;
  if (vpcAt === null) return "yes";
  const { known, maybe, foreign, complete } = graph.one(vpcAt, VPC);
  if (!complete || maybe.length + foreign.length > 0 || known.length === 0) return "perhaps";
  if (known.every(isDefaultVpc)) return "yes";
  // A data source that does not say so may have found the default VPC.
  return known.every(({ mode }) => mode === "managed") ? "no" : "perhaps";
}
