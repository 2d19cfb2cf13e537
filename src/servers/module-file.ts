import type { Environment } from "../model/launch";
import { unseen } from "../words/servers";
import type { Data } from "./data-file";
import { exportedLiteral } from "./javascript/exported";
import type { Read } from "./setting";
import { isMapping } from "./yaml";

/** What is in a configuration that is a JavaScript module: what it exports where that is a literal, else a doubt. */
export function moduleOf({ path, text, doubts }: Read, environment: Environment): Data {
  if (text === null) return { path, root: {}, doubts };
  const literal: unknown = exportedLiteral(path, text, environment);
  return isMapping(literal) ? { path, root: literal, doubts } : { path, root: {}, doubts: [...doubts, unseen.computed(path)] };
}
