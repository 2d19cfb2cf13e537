import { at, type Value } from "../../model/value";

import { keyText, stepsOf } from "../terraform/address";
import { attributeOf, camel } from "./names";

/** What else than by rule a name may be in Pulumi: lists are written in the plural there. */
const spelledFor = (type: string, above: string, name: string, names: readonly string[]): string => {
  const within = above === "" ? "" : `${above}.`;
  const found = names.find((own) => attributeOf(type, within + own).name === name);
  return found ?? camel(name);
};

/** The names that a value's members may have had in Pulumi. */
const candidates = (name: string): readonly string[] => {
  const singular = camel(name);
  return [singular, `${singular}s`, `${singular}es`, singular.replace(/y$/, "ies")];
};

/**
 * A path as a Pulumi program spells it: `ingress[0].cidr_blocks[1]` is `ingress[0].cidrBlocks[1]`. What lies within a JSON text is
 * spelled by the text itself.
 */
export function spelled(type: string, values: Value, path: string): string {
  let value = values;
  let [text, names] = ["", ""];
  for (const step of stepsOf(path)) {
    const embedded = typeof value.raw === "string";
    if (typeof step !== "string") {
      text += keyText(step.key);
      if (Array.isArray(value.raw)) value = at(value, step.key);
      continue;
    }
    const own = embedded ? step : spelledFor(type, names, step, candidates(step));
    text += text === "" ? own : `.${own}`;
    if (embedded) continue;
    names += names === "" ? own : `.${own}`;
    value = at(value, step);
  }
  return text;
}
