import type { Resource } from "./resource";

export type InputKind = "terraform-plan" | "terraform-state" | "cdktf-synth" | "pulumi-preview" | "pulumi-state" | "pulumi-policy";

/** A note of the reader's own: something in the input that the user should know and no finding tells. */
export interface ReadNote {
  readonly level: "note" | "warning";
  readonly code: string;
  readonly message: string;
  readonly resource: Resource | null;
}

/** What one input says will be there, and where it tells, what was there before. */
export interface Plan {
  readonly kind: InputKind;
  readonly path: string;
  readonly stack: string | null;
  /** After the deployment. Deleted and deposed ones are not among them; data sources that were read are. */
  readonly resources: readonly Resource[];
  /** Before it; null where the input holds no state before. */
  readonly before: readonly Resource[] | null;
  readonly notes: readonly ReadNote[];
}

/** An input that cannot be read: what is wrong, where, and what would be right, in one line. */
export class UnreadableInput extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
