import { UnreadableInput, type Plan } from "../model/plan";

import { cdktfSynth } from "./cdktf";
import type { Form, Input } from "./form";
import { objectIn, type Found, type JsonObject } from "./json";
import { otherJson } from "./other-json";
import { pulumiPreview } from "./pulumi/preview";
import { pulumiState } from "./pulumi/state";
import { terraformPlan } from "./terraform";
import { shownState, stateFile } from "./terraform/state";
import { textOf } from "./decode";
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

/** A file with its name. */
interface File {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The program of which all stacks are there. */
  readonly app?: string;
}

const foundIn = ({ path, bytes }: File): Found => objectIn(path, textOf(path, bytes), (found) => formOf(found) !== undefined, nameOf);

/** Files of a form; what is wrong with one is told where that one is read. */
const inputsOf = (form: Form, files: readonly File[], app: string | undefined): readonly Input[] =>
  files.flatMap((file) => {
    try {
      const { json } = foundIn(file);
      return formOf(json) === form ? [{ path: file.path, json, ofSameApp: app !== undefined && file.app === app }] : [];
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      return [];
    }
  });

/**
 * Reads a file of any form.
 * @param beside what else is judged or known: files of some forms tell of each other
 * @throws UnreadableInput that says what is wrong, where, and what would be right
 */
export function read(path: string, bytes: Uint8Array, beside: readonly File[] = []): readonly Plan[] {
  const { json, around } = foundIn({ path, bytes });
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
  const others = beside.filter((file, index) => file.path !== path && beside.findIndex((one) => one.path === file.path) === index);
  const app = beside.find((file) => file.path === path)?.app;
  const plans = form.read(path, json, () => inputsOf(form, others, app));
  if (!around) return plans;
  return plans.map((plan) => ({ ...plan, notes: [...plan.notes, note("note", "around-json")] }));
}
