import type { Joined } from "../model/join";
import { unknownAt, type Unknown } from "../model/unknown";
import type { Value } from "../model/value";

/** Whether what is named there may live outside the plan: an id of another stack, a data source, a value that leads nowhere. */
export const isElsewhere = (value: Value, { known, maybe, foreign, complete }: Joined): boolean =>
  foreign.length > 0 ||
  known.some(({ mode }) => mode === "data") ||
  (!complete && (known.length + maybe.length === 0 || value.resource.references(value.path).ends.length === 0));

/** The same, but for what a data source has read, which tells of itself. */
export const hasStrayed = (value: Value, joined: Joined): boolean =>
  joined.foreign.length > 0 || (joined.known.length === 0 && isElsewhere(value, joined));

/** Why what is named there cannot be followed. */
export const strayed = (value: Value, { known, foreign }: Joined): Unknown =>
  unknownAt(value, known.length + foreign.length > 0 ? "outside-plan" : "after-apply");
