import type { ReadNote } from "../../model/plan";
import { COMMANDS } from "../../words/input";

import type { Form } from "../form";
import type { JsonObject } from "../json";
import { note } from "../note";
import { unreadable } from "../unreadable";
import { isAbsent, listOf, malformed, member, membersOf, objectOf, optionalText, textOf, whole, type Piece } from "../terraform/shape";
import { planOfRegistered } from "./index";
import { leftOut } from "./left-out";
import { holdsHidden, isSpecial, marked } from "./marks";
import type { Registered } from "./registered";
import { statedOf, type Stated } from "./state-resource";

/** What is about to be done to a resource. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/history.go */
type Step = "stays" | "changes" | "taken" | "made" | "read" | "goes";

const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>(
  Object.entries({
    same: "stays",
    refresh: "stays",
    update: "changes",
    create: "made",
    replace: "made",
    "create-replacement": "made",
    import: "taken",
    "import-replacement": "taken",
    read: "read",
    "read-replacement": "read",
    delete: "goes",
    "delete-replaced": "goes",
    discard: "goes",
    "discard-replaced": "goes",
    "remove-pending-replace": "goes",
  } as const),
);

/** Properties, where they tell anything: of a provider that is not configured yet there are none. */
const told = (properties: JsonObject | null): JsonObject | null => (Object.keys(properties ?? {}).length === 0 ? null : properties);

/**
 * The paths that are surely gone: the provider says so, by comparing what there is with what will be.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto, `PropertyDiff`
 */
function goneOf(entry: Piece): ReadonlySet<string> {
  const differences = membersOf(member(entry, "detailedDiff"));
  const gone = differences.filter(
    ([, each]) => /^delete(-replace)?$/.test(optionalText(member(each, "kind")) ?? "") && member(each, "inputDiff").json !== true,
  );
  return new Set(gone.map(([path]) => path));
}

/**
 * What becomes of what there is: a preview tells the inputs, and the outputs only where the provider was asked for them.
 * @param before null: nobody tells, as of what is imported
 */
function changed(now: Stated, before: Stated | null, gone: ReadonlySet<string>): Registered {
  const id = now.id ?? before?.id ?? null;
  if (now.inputs === null) return { ...now, id };
  const planned = told(now.outputs);
  const isTold = (path: string): boolean =>
    gone.has(path) || (planned !== null && Object.hasOwn(planned, path) && marked(planned[path] ?? null).unknown !== true);
  const was = before?.inputs ?? null;
  if (before === null || was === null || isSpecial(was)) return { ...now, id, inputs: leftOut(now.type, now.inputs, null, isTold) };
  // What the provider worked out stays.
  const kept = Object.entries(before.outputs ?? {}).filter(([name]) => !Object.hasOwn(was, name));
  return { ...now, id, inputs: leftOut(now.type, now.inputs, was, isTold), outputs: planned ?? Object.fromEntries(kept) };
}

/** What there will be of it. */
function after(step: Step, now: Stated, before: Stated | null, gone: ReadonlySet<string>): Registered {
  switch (step) {
    // New, and outside of --target: it is left alone, and nothing is told of it.
    case "stays":
      return before === null
        ? { ...now, inputs: now.outputs === null ? null : now.inputs }
        : { ...now, id: now.id ?? before.id, outputs: told(now.outputs) ?? before.outputs };
    case "changes":
      return changed(now, before, gone);
    case "taken":
      return changed(now, null, gone);
    case "read":
      return { ...now, external: true };
    case "made":
    case "goes":
      return now;
  }
}

/** Unchanged resources are left out unless they are asked for; what is judged rests on them too. */
function refuseOmissions(preview: Piece, told: number): void {
  const same = member(member(preview, "changeSummary"), "same").json;
  if (typeof same === "number" && same > told) throw unreadable(preview.file, "omitted-steps", same - told);
}

function notesOf(preview: Piece, registered: readonly Registered[]): readonly ReadNote[] {
  const errors = listOf(member(preview, "diagnostics")).filter((each) => optionalText(member(each, "severity")) === "error");
  const corrupt = member(preview, "maybeCorrupt").json === true;
  const hidden = registered.filter(({ inputs }) => holdsHidden(inputs ?? undefined)).length;
  return [
    ...(errors.length > 0 || corrupt ? [note("warning", "errored-preview")] : []),
    ...(hidden > 0 ? [note("note", "hidden-values", hidden)] : []),
  ];
}

/** @throws UnreadableInput */
export function read(path: string, json: Parameters<Form["read"]>[1]): ReturnType<Form["read"]> {
  const preview = whole(path, json, COMMANDS.preview);
  const steps = listOf(member(preview, "steps"));
  const registered = new Map<string, Registered>();
  const before = new Map<string, Registered>();
  let same = 0;
  for (const entry of steps) {
    objectOf(entry);
    const op = textOf(member(entry, "op"));
    const step = STEPS.get(op);
    if (step === undefined) throw malformed(member(entry, "op"), `one of ${[...STEPS.keys()].join(", ")}`);
    if (op === "same") same += 1;
    const [oldState, newState] = [member(entry, "oldState"), member(entry, "newState")];
    const was = isAbsent(oldState.json) ? null : statedOf(oldState);
    if (was !== null && step !== "read" && !before.has(was.urn)) before.set(was.urn, was);
    if (step === "goes") {
      // Pulumi forgets it, and what it made stays. https://www.pulumi.com/docs/iac/concepts/resources/options/retainondelete/
      const stays = op === "delete" && was !== null && member(oldState, "retainOnDelete").json === true;
      if (stays && !registered.has(was.urn)) registered.set(was.urn, was);
      continue;
    }
    if (isAbsent(newState.json)) throw malformed(newState, "an object");
    const now = statedOf(newState);
    registered.set(now.urn, after(step, now, was, goneOf(entry)));
  }
  refuseOmissions(preview, same);
  const all = [...registered.values()];
  return [
    planOfRegistered(all, {
      kind: "pulumi-preview",
      path,
      stack: null,
      before: [...before.values()],
      notes: notesOf(preview, all),
    }),
  ];
}
