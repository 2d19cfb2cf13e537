import { at, given, isSensitive, isUnknown, items, string, type Value } from "../model/value";
import type { Graph } from "../model/graph";
import type { Joined } from "../model/join";
import { ofAnotherStack, type Resource } from "../model/resource";
import type { Unknown } from "../model/unknown";
import { INSTANCE } from "../model/wanted";
import { RUNS } from "../words/launch";

/** Documents of AWS's own that start nothing which listens, and change no configuration. */
const HARMLESS = new Set(["AWS-GatherSoftwareInventory", "AWS-RunPatchBaseline", "AWS-RunPatchBaselineAssociation", "AWS-UpdateSSMAgent"]);

const mayBe = ({ known, maybe, complete }: Joined, machine: Resource): boolean =>
  !complete || known.includes(machine) || maybe.includes(machine);

/** Whether a machine may bear a tag with one of these values. Where the provider tells of no `tags_all`, its default tags are not seen. */
function mayBear({ type, values }: Resource, key: string, wanted: Value): boolean {
  if (type !== "aws_instance") return true;
  const all = at(values, "tags_all");
  const seen = !isUnknown(all) && given(all) !== null;
  const tag = string(at(seen ? all : at(values, "tags"), key));
  const { known, complete } = items(wanted);
  const texts = known.map(string);
  if (tag.is === "omitted") return !seen;
  return tag.is === "unknown" || !complete || texts.some((text) => text.is !== "known" || text.value === tag.value);
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Target.html */
function mayTarget(graph: Graph, target: Value, machine: Resource): boolean {
  const key = string(at(target, "key"));
  const values = at(target, "values");
  if (key.is !== "known") return true;
  if (key.value.startsWith("tag:")) return mayBear(machine, key.value.slice("tag:".length), values);
  if (key.value !== "InstanceIds") return true;
  const every = items(values).known.some((value) => value.raw === "*");
  return every || mayBe(graph.many(values, INSTANCE), machine);
}

function mayReach(graph: Graph, association: Resource, machine: Resource): boolean {
  const { values } = association;
  const instance = given(at(values, "instance_id"));
  const targets = items(at(values, "targets"));
  if (instance === null && targets.complete && targets.known.length === 0)
    return association.references("").ends.some(({ resource }) => resource.address === machine.address);
  return (
    (instance !== null && mayBe(graph.one(instance, INSTANCE), machine)) ||
    !targets.complete ||
    targets.known.some((target) => mayTarget(graph, target, machine))
  );
}

/**
 * Documents that Systems Manager runs on a machine. One of them that names nobody may still run on whom its parameters name.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-state.html
 */
export const associationsOn = (graph: Graph, machine: Resource): readonly Unknown[] =>
  graph
    .ofType("aws_ssm_association")
    .filter((association) => !ofAnotherStack(association))
    .map((association) => ({ association, document: string(at(association.values, "name")) }))
    .filter(({ document }) => document.is !== "known" || !HARMLESS.has(document.value))
    .filter(({ association }) => mayReach(graph, association, machine))
    .map(({ association, document }) => ({
      resource: association,
      attribute: "name",
      dependsOn: [],
      why: "not-seen",
      detail: RUNS.document(document.is === "known" && !isSensitive(at(association.values, "name")) ? document.value : null),
    }));
