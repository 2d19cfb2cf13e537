import type { ReadNote } from "../../model/plan";
import { COMMANDS } from "../../words/input";

import type { Form } from "../form";
import { note } from "../note";
import { unreadable } from "../unreadable";
import { isAbsent, listOf, malformed, member, objectOf, optionalText, textOf, whole, type Piece } from "../terraform/shape";
import { planOfRegistered } from "./index";
import type { Registered } from "./registered";
import { statedOf, type Stated } from "./state-resource";

/** What is about to be done to a resource. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/history.go */
type Step = "stays" | "changes" | "made" | "read" | "goes";

const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>(
  Object.entries({
    same: "stays",
    refresh: "stays",
    update: "changes",
    create: "made",
    replace: "made",
    "create-replacement": "made",
    import: "made",
    "import-replacement": "made",
    read: "read",
    "read-replacement": "read",
    delete: "goes",
    "delete-replaced": "goes",
    discard: "goes",
    "discard-replaced": "goes",
    "remove-pending-replace": "goes",
  } as const),
);

/** What there will be of it: the new state of a step holds inputs only, where the provider is not asked for more. */
function after(step: Step, now: Stated, before: Stated | null): Registered {
  switch (step) {
    // New, and outside of --target: it is left alone, and nothing is told of it.
    case "stays":
      return before === null
        ? { ...now, inputs: now.outputs === null ? null : now.inputs }
        : { ...now, id: now.id ?? before.id, outputs: now.outputs ?? before.outputs };
    case "changes": {
      const written = before?.inputs ?? {};
      // What the provider worked out stays; what the program no longer says becomes the provider's to choose.
      const kept = Object.entries(before?.outputs ?? {}).filter(([name]) => !Object.hasOwn(written, name));
      return { ...now, id: now.id ?? before?.id ?? null, outputs: now.outputs ?? Object.fromEntries(kept) };
    }
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

function notesOf(preview: Piece): readonly ReadNote[] {
  const errors = listOf(member(preview, "diagnostics")).filter((each) => optionalText(member(each, "severity")) === "error");
  const corrupt = member(preview, "maybeCorrupt").json === true;
  return errors.length > 0 || corrupt ? [note("warning", "errored-preview")] : [];
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
    if (step === "goes") continue;
    if (isAbsent(newState.json)) throw malformed(newState, "an object");
    const now = statedOf(newState);
    registered.set(now.urn, after(step, now, was));
  }
  refuseOmissions(preview, same);
  return [
    planOfRegistered([...registered.values()], {
      kind: "pulumi-preview",
      path,
      stack: null,
      before: [...before.values()],
      notes: notesOf(preview),
    }),
  ];
}
