import type { Plan } from "../model/plan";
import type { InputKind } from "../model/report";

import type { JsonObject } from "./json";

/** A file of a form, as it came. */
export interface Input {
  readonly path: string;
  readonly json: JsonObject;
  /** It is of the same program as the file that is read, and all stacks of that are there. */
  readonly ofSameApp: boolean;
}

/** An outside form: how it is recognised, and what it says will be there. */
export interface Form {
  readonly kind: InputKind;
  /** As people name it: `a Terraform or OpenTofu plan`. */
  readonly name: string;
  readonly detects: (json: JsonObject) => boolean;
  /**
   * @param beside other files of the form that are there to be read
   * @throws UnreadableInput where a part is not what the form has there, with its JSON path
   */
  readonly read: (path: string, json: JsonObject, beside: () => readonly Input[]) => readonly Plan[];
}
