import type { Plan } from "../model/plan";

import { cdktfSynth } from "./cdktf";
import type { Form } from "./form";
import { objectIn, type JsonObject } from "./json";
import { otherJson } from "./other-json";
import { pulumiPreview } from "./pulumi/preview";
import { pulumiState } from "./pulumi/state";
import { terraformPlan } from "./terraform";
import { shownState, stateFile } from "./terraform/state";
import { textOf } from "./text";
import { note } from "./note";
import { unreadable } from "./unreadable";

/** Every form that quadzero reads from a file; the first that detects its own reads it. */
export const FORMS: readonly Form[] = [terraformPlan, shownState, stateFile, cdktfSynth, pulumiPreview, pulumiState];

const formOf = (json: JsonObject): Form | undefined => FORMS.find((form) => form.detects(json));

const nameOf = (json: JsonObject): string => formOf(json)?.name ?? otherJson(json)?.[0] ?? "an unknown object";

/** Of what cannot be recognised, a few names of members, never a value. */
const membersOf = (json: JsonObject): readonly string[] =>
  Object.keys(json)
    .filter((name) => /^[\w$@./-]{1,40}$/.test(name))
    .slice(0, 3);

/**
 * Reads a file of any form.
 * @throws UnreadableInput that says what is wrong, where, and what would be right
 */
export function read(path: string, bytes: Uint8Array): readonly Plan[] {
  const { json, around } = objectIn(path, textOf(path, bytes), (found) => formOf(found) !== undefined, nameOf);
  const form = formOf(json);
  if (form === undefined) {
    const other = otherJson(json);
    throw other === undefined
      ? unreadable(
          path,
          "unknown-json",
          membersOf(json),
          FORMS.map(({ name }) => name),
        )
      : unreadable(
          path,
          "wrong-json",
          ...other,
          FORMS.map(({ name }) => name),
        );
  }
  const plans = form.read(path, json);
  if (!around) return plans;
  return plans.map((plan) => ({ ...plan, notes: [...plan.notes, note("note", "around-json")] }));
}
