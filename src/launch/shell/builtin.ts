import type { Outcome, Status } from "../process";
import type { Shell } from "./state";

/** What a builtin may need besides the shell. */
export interface Surroundings {
  readonly input: string | undefined;
  /** Runs a function, a builtin or a program. */
  readonly invoke: (words: readonly string[]) => Status;
  /** Runs a program. */
  readonly launch: (words: readonly string[]) => Outcome;
}

export type Builtin = (args: readonly string[], shell: Shell, around: Surroundings) => Status;
