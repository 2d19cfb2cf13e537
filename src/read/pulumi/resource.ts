import type { Location, References, Resource } from "../../model/resource";
import { at, isUnknown, type Json, type Mask, type Value } from "../../model/value";

import { stepsOf, type Step } from "../terraform/address";
import { hasParts } from "./tree";
import type { Values } from "./values";

export type Answer = ReturnType<Resource["written"]>;

/** Which resource. */
export type Identity = Pick<Resource, "address" | "type" | "name" | "mode" | "module" | "location"> & {
  readonly hidesSecrets: boolean;
  readonly provider: string | null;
  readonly spelling: (path: string) => string;
};

/** Whether the program wrote what is at a path of what it wrote. */
function isWritten(written: Json, unknown: Mask, steps: readonly Step[]): Answer {
  let [tree, marks]: [unknown, unknown] = [written, unknown];
  for (const step of steps) {
    if (marks === true) return "cannot tell";
    if (!hasParts(tree)) return tree === null || tree === undefined ? "no" : "cannot tell";
    const key = typeof step === "string" ? step : step.key;
    // A block that may be there once is an object without an index.
    if (key === 0 && !Array.isArray(tree)) continue;
    if (typeof step === "string" && Array.isArray(tree)) return "cannot tell";
    if (!Object.hasOwn(tree, key)) return "no";
    tree = tree[key];
    marks = hasParts(marks) ? marks[key] : marks;
  }
  return (tree === null || tree === undefined) && marks !== true ? "no" : "yes";
}

/** `project:///index.ts#12,20`, of the program's own files; what lies in a package is nobody's to mend here. */
export function locationOf(source: string | null | undefined): Location | null {
  const [, uri, line, column] = /^project:\/\/\/(?!\.\.\/)([^#]+)#(\d+)(?:,(\d+))?$/.exec(source ?? "") ?? [];
  if (uri === undefined || /(?:^|\/)node_modules\//.test(uri) || Number(line) < 1) return null;
  return { uri, line: Number(line), column: column === undefined || Number(column) < 1 ? null : Number(column) };
}

export class PulumiResource implements Resource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly mode: Resource["mode"];
  readonly module: string;
  readonly location: Location | null;
  readonly provider?: string;
  readonly hidesSecrets: boolean;
  readonly values: Value;
  readonly #written: Json | null;
  readonly #spelling: Identity["spelling"];
  readonly #exists: boolean;
  readonly #references: (resource: Resource, path: string) => References;

  constructor(who: Identity, values: Values, references: (resource: Resource, path: string) => References) {
    this.address = who.address;
    this.type = who.type;
    this.name = who.name;
    this.mode = who.mode;
    this.module = who.module;
    this.location = who.location;
    if (who.provider !== null) this.provider = who.provider;
    this.hidesSecrets = who.hidesSecrets;
    this.values = { resource: this, path: "", raw: values.raw, unknown: values.unknown, sensitive: values.sensitive };
    this.#written = values.written;
    this.#spelling = who.spelling;
    this.#exists = values.exists;
    this.#references = references;
  }

  written(path: string): Answer {
    if (this.#written === null) return "cannot tell";
    const steps = stepsOf(path);
    const answer = isWritten(this.#written, this.values.unknown, steps);
    // What is unknown of what exists may be left from an earlier program, and not the provider's default.
    const isOpen =
      answer === "no" && this.#exists && isUnknown(at(this.values, ...steps.map((step) => (typeof step === "string" ? step : step.key))));
    return isOpen ? "cannot tell" : answer;
  }

  references(path: string): References {
    return this.#references(this, path);
  }

  spelled(path: string): string {
    return this.#spelling(path);
  }
}
