import type { Graph } from "../model/graph";
import { ofAnotherStack, type Resource } from "../model/resource";
import type { Unknown } from "../model/unknown";
import { at, given, items, keys, string, type Value } from "../model/value";
import { RUNS } from "../words/launch";

import { machinesNamed, machinesTold, type Machines } from "./reach";

/** Prints on the machine that runs Terraform, or waits there, and does nothing else. */
const STAYS_HERE = /^\s*(?:echo|printf|sleep|true)\b[^;|&`$()\n]*$/;

/**
 * Provisioners that are resources: what runs on a machine by which argument, and what beside Pulumi. Which machine's Docker starts a
 * container is said where its provider is configured.
 * https://www.pulumi.com/registry/packages/command/
 * https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs#remote-hosts
 */
const RESOURCES: Readonly<Record<string, readonly [type: string, argument: string]>> = {
  command_local_command: ["local-exec", "create"],
  command_remote_command: ["remote-exec", "create"],
  command_remote_copy_file: ["file", "local_path"],
  command_remote_copy_to_remote: ["file", "source"],
  docker_container: ["docker_container", "image"],
  docker_service: ["docker_service", "task_spec"],
};

interface Provisioner {
  readonly resource: Resource;
  /** `local-exec`, which runs beside Terraform; all others run on a machine. */
  readonly type: string;
  readonly at: Value;
  readonly reaches: Machines;
}

/** A provisioner at the end of a resource's life opens nothing; a command that stays where it is does not either. */
function isHarmless(type: string, body: Value): boolean {
  const isText = typeof body.raw === "string";
  const when = string(at(body, "when"));
  if (!isText && when.is === "known" && when.value === "destroy") return true;
  const command = string(isText ? body : at(body, "command"));
  return type === "local-exec" && command.is === "known" && STAYS_HERE.test(command.value);
}

/** The blocks of one label; in JSON one may stand alone. */
function bodiesOf(value: Value): readonly Value[] {
  const { known, complete } = items(value);
  return complete && known.length > 0 ? known : [value];
}

/** What is run, by its type. */
function runsOf({ type, values }: Resource): readonly Pick<Provisioner, "type" | "at">[] {
  const written = given(at(values, "provisioner"));
  const { known, complete } = written === null ? { known: [], complete: true } : items(written);
  const [runs, argument] = (Object.hasOwn(RESOURCES, type) ? RESOURCES[type] : undefined) ?? ["", ""];
  const command = given(at(values, argument));
  return [
    ...known.flatMap((one) =>
      keys(one)
        .filter((label) => bodiesOf(at(one, label)).some((body) => !isHarmless(label, body)))
        .map((label) => ({ type: label, at: one })),
    ),
    ...(written === null || complete ? [] : [{ type: "provisioner", at: written }]),
    ...(runs === "" || command === null || isHarmless(runs, command) ? [] : [{ type: runs, at: command }]),
  ];
}

/** What runs on a machine connects to one that its resource names, and where it names none, to any. */
function reachedBy(graph: Graph, resource: Resource, { type, at: { path } }: Pick<Provisioner, "type" | "at">): Machines {
  if (type === "local-exec") return machinesTold(graph, resource, path);
  const named = machinesNamed(resource);
  return named.length === 0 ? null : new Set(named);
}

function provisionersOf(graph: Graph, resource: Resource): readonly Provisioner[] {
  if (resource.mode === "data" || ofAnotherStack(resource)) return [];
  return runsOf(resource).map((run) => ({ resource, ...run, reaches: reachedBy(graph, resource, run) }));
}

const found = new WeakMap<Graph, readonly Provisioner[]>();

function allOf(graph: Graph): readonly Provisioner[] {
  const there = found.get(graph) ?? graph.plan.resources.flatMap((resource) => provisionersOf(graph, resource));
  found.set(graph, there);
  return there;
}

/**
 * What Terraform runs on a machine once it is made, or from beside it.
 * https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax
 */
export const provisionersOn = (graph: Graph, machine: Resource): readonly Unknown[] =>
  allOf(graph)
    .filter(({ reaches }) => reaches === null || reaches.has(machine.address))
    .map(({ resource, type, at: { path } }) => ({
      resource,
      attribute: path,
      dependsOn: [],
      why: "not-seen",
      detail: RUNS.provisioner(type),
    }));
