import type { Graph } from "../model/graph";
import { everySource } from "../model/nearby";
import { kindOf, type Resource } from "../model/resource";

const MACHINES = ["aws_instance", "aws_spot_instance_request", "aws_autoscaling_group", "aws_spot_fleet_request", "aws_ec2_fleet"];

/** They look machines up; which, AWS alone knows. */
const LOOKS_UP = new Set(["aws_instance", "aws_instances"]);

/** An address that a machine has, or what gives it to the machine: these refer to it, and it does not refer to them. */
const ADDRESSES = new Set(["aws_eip", "aws_network_interface"]);
const HOLDERS = [...MACHINES, "aws_eip_association", "aws_network_interface_attachment"];

/** By their addresses in the plan; null: any. */
export type Machines = ReadonlySet<string> | null;

const isMachine = (resource: Resource): boolean => resource.mode === "managed" && MACHINES.includes(kindOf(resource));

const namesIn = (tree: unknown): readonly string[] => (typeof tree === "object" && tree !== null ? Object.keys(tree) : []);

const followed = new WeakMap<Resource, readonly Resource[]>();

/** What its arguments refer to. */
function endsOf(resource: Resource): readonly Resource[] {
  const names = new Set([...namesIn(resource.values.raw), ...namesIn(resource.values.unknown)]);
  const there = followed.get(resource) ?? [...names].flatMap((name) => resource.references(name).ends.map((end) => end.resource));
  followed.set(resource, there);
  return there;
}

/** The machines that a resource itself names, or is. */
export const machinesNamed = (resource: Resource): readonly string[] =>
  [resource, ...endsOf(resource)].filter(isMachine).map(({ address }) => address);

const holdersOf = (graph: Graph, address: Resource): readonly Resource[] =>
  ADDRESSES.has(kindOf(address)) ? graph.ofType(...HOLDERS).filter((holder) => endsOf(holder).includes(address)) : [];

/** The machines that things lead to: by what they refer to, and by who has an address. */
function machinesBehind(graph: Graph, from: Iterable<Resource>): Machines {
  const seen = new Set(from);
  for (const resource of seen) {
    if (isMachine(resource)) continue;
    if (resource.mode === "data" && LOOKS_UP.has(resource.type)) return null;
    for (const next of [...endsOf(resource), ...holdersOf(graph, resource)]) seen.add(next);
  }
  return new Set([...seen].filter(isMachine).map(({ address }) => address));
}

/** The machines that a text may name: by what its resource refers to or waits for, and where a trail is lost, by what this may go on to. */
export function machinesTold(graph: Graph, resource: Resource, path: string): Machines {
  const late = resource.references("depends_on").ends.map((end) => end.resource);
  const lost = [path, "depends_on"].flatMap((name) => resource.nearby?.(name).sources ?? []);
  const brought = everySource(lost, ({ traced }) => !traced).flatMap(({ ends }) => ends.map((end) => end.resource));
  return machinesBehind(graph, [resource, ...endsOf(resource), ...late, ...brought]);
}
