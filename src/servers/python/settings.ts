import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { unseen } from "../../words/servers";
import type { Layer } from "../setting";
import { runPython } from "./run";
import { frozen, isTuple, textOf } from "./value";

/**
 * What a configuration file in Python sets a name or an attribute to: a text, or a list of them.
 * @param keys `bind`, `c.ServerApp.ip`; the first that is set counts
 */
export function readSettings(
  file: { readonly path: string; readonly text: string },
  environment: Environment,
  ...keys: readonly string[]
): Layer {
  const { names, attributes, complete } = runPython(file.text, environment, undefined, file.path);
  const name = keys.find((key) => names.has(key) || attributes.has(key)) ?? "";
  const found = names.get(name) ?? attributes.get(name);
  const value = found === undefined ? undefined : frozen(found);
  const doubts = complete ? [] : [unseen.computed(file.path)];
  if (value === undefined || value === null) return { said: [], doubts };
  const texts = (isTuple(value) ? value : [value]).map(textOf);
  const said = texts.map((text) => ({ value: text, says: `${keys.at(-1) ?? name} = "${text}"`, from: "file" as const }));
  return { said, doubts: texts.includes(HOLE) ? [...doubts, unseen.computed(file.path)] : doubts };
}
