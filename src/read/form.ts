import type { InputKind, Plan } from "../model/plan";

import type { JsonObject } from "./json";

/** An outside form: how it is recognised, and what it says will be there. */
export interface Form {
  readonly kind: InputKind;
  /** As people name it: `a Terraform or OpenTofu plan`. */
  readonly name: string;
  readonly detects: (json: JsonObject) => boolean;
  /** @throws UnreadableInput where a part is not what the form has there, with its JSON path */
  readonly read: (path: string, json: JsonObject) => readonly Plan[];
}
