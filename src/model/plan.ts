import type { InputKind } from "./report";
import type { Resource } from "./resource";

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
  /** Before it; null where the input holds no state before. The very list of `resources`: nothing changes. */
  readonly before: readonly Resource[] | null;
  /** Addresses of what goes on running though it is no longer among the resources: what was open there is not closed. */
  readonly forgotten?: readonly string[];
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
