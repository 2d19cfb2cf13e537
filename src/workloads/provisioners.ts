import type { Graph } from "../model/graph";
import { kindOf, ofAnotherStack, type Resource } from "../model/resource";
import type { Unknown } from "../model/unknown";
import { at, given, items, keys, string, type Value } from "../model/value";
import { RUNS } from "../words/launch";

/** Whose instances a provisioner may reach. */
const MACHINES = new Set(["aws_instance", "aws_spot_instance_request", "aws_autoscaling_group", "aws_spot_fleet_request", "aws_ec2_fleet"]);

/** Prints on the machine that runs Terraform, or waits there, and does nothing else. */
const STAYS_HERE = /^\s*(?:echo|printf|sleep|true)\b[^;|&`$()\n]*$/;

interface Provisioner {
  readonly resource: Resource;
  /** `local-exec`, which runs beside Terraform; all others run on a machine. */
  readonly type: string;
  readonly at: Value;
  /** The machines that its resource tells of; empty: which one it connects to is not told. */
  readonly tells: ReadonlySet<string>;
}

/** A provisioner at the end of a resource's life opens nothing; a command that stays where it is does not either. */
function isHarmless(type: string, body: Value): boolean {
  const when = string(at(body, "when"));
  if (when.is === "known" && when.value === "destroy") return true;
  const command = string(at(body, "command"));
  return type === "local-exec" && command.is === "known" && STAYS_HERE.test(command.value);
}

function provisionersOf(resource: Resource): readonly Provisioner[] {
  const written = given(at(resource.values, "provisioner"));
  if (written === null || resource.mode === "data" || ofAnotherStack(resource)) return [];
  const ends = resource.references("").ends.filter((end) => MACHINES.has(kindOf(end.resource)));
  const tells = new Set(
    [...(MACHINES.has(kindOf(resource)) ? [resource] : []), ...ends.map((end) => end.resource)].map((to) => to.address),
  );
  const { known, complete } = items(written);
  return [
    ...known.flatMap((one) =>
      keys(one)
        .filter((type) => !isHarmless(type, at(one, type)))
        .map((type) => ({ resource, type, at: one, tells })),
    ),
    ...(complete ? [] : [{ resource, type: "provisioner", at: written, tells }]),
  ];
}

const found = new WeakMap<Graph, readonly Provisioner[]>();

function allOf(graph: Graph): readonly Provisioner[] {
  const there = found.get(graph) ?? graph.plan.resources.flatMap(provisionersOf);
  found.set(graph, there);
  return there;
}

/**
 * What Terraform runs on a machine once it is made, or from beside it: on the machines that the provisioner's resource tells of, and
 * where it tells of none, on any.
 * https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax
 */
export const provisionersOn = (graph: Graph, machine: Resource): readonly Unknown[] =>
  allOf(graph)
    .filter(({ type, tells }) => tells.has(machine.address) || (tells.size === 0 && type !== "local-exec"))
    .map(({ resource, type, at: { path } }) => ({
      resource,
      attribute: path,
      dependsOn: [],
      why: "not-seen",
      detail: RUNS.provisioner(type),
    }));
