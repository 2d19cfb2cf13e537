import { at, given, isSensitive, isUnknown, items, string, type Value } from "../model/value";
import type { Graph } from "../model/graph";
import type { Joined, Wanted } from "../model/join";
import { ofAnotherStack, type Resource } from "../model/resource";
import type { Unknown } from "../model/unknown";
import { INSTANCE } from "../model/wanted";
import { RUNS } from "../words/launch";

/** What has documents run, by the argument that names one. */
const RUNNING = { aws_ssm_association: "name", aws_ssm_maintenance_window_task: "task_arn" } as const;

/** Documents of AWS's own that start nothing which listens, and change no configuration. */
const HARMLESS = new Set([
  "AWS-GatherSoftwareInventory",
  "AWS-RestartEC2Instance",
  "AWS-RunPatchBaseline",
  "AWS-RunPatchBaselineAssociation",
  "AWS-StartEC2Instance",
  "AWS-StopEC2Instance",
  "AWS-UpdateSSMAgent",
]);

/** Tasks of a maintenance window that are no documents. */
const NO_DOCUMENT = new Set(["LAMBDA", "STEP_FUNCTIONS"]);

const WINDOW_TARGET: Wanted = { aws_ssm_maintenance_window_target: ["id"] };

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
  if (key.value === "WindowTargetIds") {
    const { known, maybe, foreign, complete } = graph.many(values, WINDOW_TARGET);
    return !complete || foreign.length > 0 || [...known, ...maybe].some((registered) => mayBeAmong(graph, registered, machine));
  }
  if (key.value !== "InstanceIds") return true;
  const every = items(values).known.some((value) => value.raw === "*");
  return every || mayBe(graph.many(values, INSTANCE), machine);
}

function mayBeAmong(graph: Graph, { values }: Resource, machine: Resource): boolean {
  const targets = items(at(values, "targets"));
  return !targets.complete || targets.known.some((target) => mayTarget(graph, target, machine));
}

function mayReach(graph: Graph, runs: Resource, machine: Resource): boolean {
  const { values } = runs;
  const instance = given(at(values, "instance_id"));
  const targets = items(at(values, "targets"));
  if (instance === null && targets.complete && targets.known.length === 0)
    return runs.references("").ends.some(({ resource }) => resource.address === machine.address);
  return (instance !== null && mayBe(graph.one(instance, INSTANCE), machine)) || mayBeAmong(graph, runs, machine);
}

/** Null: it runs none, or none that matters here. By name, by ARN or not known. */
function documentOf({ values, type }: Resource): Value | null {
  const named = at(values, RUNNING[type as keyof typeof RUNNING]);
  const [kind, name] = [string(at(values, "task_type")), string(named)];
  if (kind.is === "known" && NO_DOCUMENT.has(kind.value)) return null;
  return name.is === "known" && HARMLESS.has(name.value.replace(/^.*\//, "")) ? null : named;
}

/**
 * Documents that Systems Manager runs on a machine. One of them that names nobody may still run on whom its parameters name.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-state.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/maintenance-windows.html
 */
export const documentsOn = (graph: Graph, machine: Resource): readonly Unknown[] =>
  graph.ofType(...Object.keys(RUNNING)).flatMap((runs): readonly Unknown[] => {
    const named = ofAnotherStack(runs) ? null : documentOf(runs);
    if (named === null || !mayReach(graph, runs, machine)) return [];
    const name = string(named);
    const detail = RUNS.document(name.is === "known" && !isSensitive(named) ? name.value : null);
    return [{ resource: runs, attribute: named.path, dependsOn: [], why: "not-seen", detail }];
  });
