import { NO_REFERENCES, type Nearby, type References, type Resource } from "../../model/resource";
import type { Json, Mask, Value } from "../../model/value";

import type { Answer } from "./dynamic";

/** Which resource instance. */
export type Identity = Pick<Resource, "address" | "type" | "name" | "mode" | "module" | "previous">;

/** What a plan says of a resource instance. */
export interface Facts {
  readonly who: Identity;
  /** Of the program. */
  readonly provider?: string;
  readonly raw: Json | undefined;
  readonly unknown: Mask;
  readonly sensitive: Mask;
}

/** What the program says of a resource; asked only when somebody wants to know. */
export interface Program {
  readonly written: (resource: Resource, path: string) => Answer;
  readonly references: (resource: Resource, path: string) => References;
  readonly nearby: (resource: Resource, path: string) => Nearby;
}

/** Of the state before nothing is unknown, and the program speaks of what will be. */
export const STATE: Program = {
  written: () => "cannot tell",
  references: () => NO_REFERENCES,
  nearby: () => ({ sources: [], unnamed: false }),
};

export class TerraformResource implements Resource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly mode: Resource["mode"];
  readonly module: string;
  readonly previous: readonly string[];
  readonly provider?: string;
  readonly location = null;
  readonly values: Value;
  readonly #program: Program;
  readonly #references = new Map<string, References>();

  constructor({ who, provider, raw, unknown, sensitive }: Facts, program: Program) {
    this.address = who.address;
    this.type = who.type;
    this.name = who.name;
    this.mode = who.mode;
    this.module = who.module;
    this.previous = who.previous ?? [];
    if (provider !== undefined) this.provider = provider;
    this.values = { resource: this, path: "", raw, unknown, sensitive };
    this.#program = program;
  }

  written(path: string): Answer {
    return this.#program.written(this, path);
  }

  /** Whoever meets an unknown value asks. */
  references(path: string): References {
    const told = this.#references.get(path) ?? this.#program.references(this, path);
    this.#references.set(path, told);
    return told;
  }

  nearby(path: string): Nearby {
    return this.#program.nearby(this, path);
  }
}
