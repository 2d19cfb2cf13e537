import { COMMANDS } from "../../words/input";

import type { Form } from "../form";
import type { JsonObject } from "../json";
import { note } from "../note";
import { unreadable } from "../unreadable";
import { isAbsent, listOf, malformed, member, objectOf, textOf, whole, type Piece } from "../terraform/shape";
import { planOfRegistered } from "./index";
import { holdsCiphertext } from "./marks";
import { statedOf } from "./state-resource";

/** The newest deployment format that is known here; from the third on resources look as they do now. */
const [OLDEST, NEWEST] = [3, 4];

function refuseVersion(state: Piece): void {
  const version = member(state, "version");
  if (typeof version.json !== "number") throw malformed(version, "a number");
  if (version.json > NEWEST) throw unreadable(state.file, "newer-state", String(version.json), String(NEWEST));
  if (version.json < OLDEST) throw unreadable(state.file, "older-state", String(version.json));
}

/** @throws UnreadableInput */
export function read(path: string, json: JsonObject): ReturnType<Form["read"]> {
  const state = whole(path, json, COMMANDS.state);
  refuseVersion(state);
  const checkpoint = member(state, "checkpoint");
  const deployment = isAbsent(checkpoint.json) ? member(state, "deployment") : member(checkpoint, "latest");
  if (isAbsent(checkpoint.json) || !isAbsent(deployment.json)) objectOf(deployment);
  const entries = listOf(member(deployment, "resources"));
  const stated = entries.map(statedOf);
  const there = stated.filter(({ leaving }) => !leaving);
  const hidden = there.filter(
    ({ inputs, outputs }) => holdsCiphertext(inputs ?? undefined) || holdsCiphertext(outputs ?? undefined),
  ).length;
  const pending = listOf(member(deployment, "pending_operations"));
  pending.forEach((operation) => textOf(member(operation, "type")));
  return [
    planOfRegistered(there, {
      kind: "pulumi-state",
      path,
      stack: null,
      notes: [
        ...(hidden > 0 ? [note("note", "encrypted-values", hidden)] : []),
        ...(pending.length > 0 ? [note("warning", "pending-operations", pending.length)] : []),
        note("note", "state"),
      ],
    }),
  ];
}
