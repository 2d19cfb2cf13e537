import type { Environment } from "../model/launch";
import { unseen } from "../words/servers";
import { saidAt, type Data } from "./data-file";
import { exportedLiteral } from "./javascript/exported";
import type { Layer, Read } from "./setting";
import { isMapping } from "./yaml";

/**
 * What is in a configuration that is a JavaScript module: what it exports where that is a literal, else a doubt.
 * @param plugins the setting whose members may change all others
 */
export function moduleOf({ path, text, doubts }: Read, environment: Environment, plugins?: string): Data {
  if (text === null) return { path, root: {}, doubts };
  const literal: unknown = exportedLiteral(path, text, environment);
  const root = isMapping(literal) ? literal : {};
  const isOpen = root !== literal || (plugins !== undefined && Object.hasOwn(root, plugins));
  return { path, root, doubts: isOpen ? [...doubts, unseen.computed(path)] : doubts };
}

/** The host of a section as Vite and Astro spell it: `true` is every address, `false` what it is without. */
export function hostAt(data: Data, section: string): Layer {
  const { said, doubts } = saidAt(data, section, "host");
  return { said: said.flatMap((one) => (one.value === "false" ? [] : [{ ...one, value: one.value === "true" ? "" : one.value }])), doubts };
}
