import type { Environment } from "../../model/launch";
import type { JsCall } from "./machine";

export interface Program {
  /** The calls that bind a socket; possible where a condition nobody can decide, or a callback, leads there. */
  readonly calls: readonly Called[];
  /** False: it is too long or too deep to be followed, or does what is not. */
  readonly complete: boolean;
}

export interface Called extends JsCall {
  readonly certainty: "definite" | "possible";
}

/** Files of the program by absolute path; null where there is none to see. */
export interface Sources {
  readonly read: (path: string) => string | null;
  /** The environment once a `.env` file is loaded. */
  readonly dotenv: () => Environment;
}
