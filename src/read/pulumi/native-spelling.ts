import type { Json } from "../../model/value";

import { isObject, type JsonObject } from "../json";
import { keyText, stepsOf, type Step } from "../terraform/address";
import { isSpecial } from "./marks";
import { AS_THEY_ARE, nameOf, namesOf, type Names } from "./native";
import { camel } from "./names";

/** Where a name of Terraform's is written. */
interface Written {
  readonly text: string;
  /** By AWS's names, without indexes. */
  readonly own: string;
  readonly json: Json | undefined;
  /** In Terraform a list of what is no list here. */
  readonly lone: boolean;
}

function writtenIn(object: JsonObject, names: Names, path: string, name: string): Written | null {
  for (const [key, json] of Object.entries(object)) {
    const own = path === "" ? key : `${path}.${key}`;
    const is = nameOf(names, own, key);
    if (is === name || is === `${name}[]`) return { text: key, own, json, lone: is !== name };
    const lifted = is === "" && isObject(json) && !isSpecial(json) ? writtenIn(json, names, own, name) : null;
    if (lifted !== null) return { ...lifted, text: `${key}.${lifted.text}` };
  }
  return null;
}

/** What it is made of says no more of it: AWS spells it as Terraform's rule does, but for capitals. */
const byRule = (steps: readonly Step[], asTheyAre: boolean): string =>
  steps.map((step) => (typeof step === "string" ? `.${asTheyAre ? step : camel(step)}` : keyText(step.key))).join("");

/**
 * A path of Terraform's as a program with aws-native spells it: `assign_public_ip` of a network is `awsvpcConfiguration.assignPublicIp`.
 * @param properties as the program spells them
 */
export function nativeSpelled(token: string, properties: JsonObject, path: string): string {
  const names = namesOf(token);
  let at: Written = { text: "", own: "", json: properties, lone: false };
  let text = "";
  const steps = stepsOf(path);
  for (const [index, step] of steps.entries()) {
    if (typeof step !== "string") {
      if (!at.lone) text += keyText(step.key);
      const json = Array.isArray(at.json) && typeof step.key === "number" ? (at.json as readonly Json[])[step.key] : at.json;
      at = { ...at, json, lone: false };
      continue;
    }
    const written = isObject(at.json) && !isSpecial(at.json) ? writtenIn(at.json, names, at.own, step) : null;
    if (written === null) return (text + byRule(steps.slice(index), false)).replace(/^\./, "");
    text += text === "" ? written.text : `.${written.text}`;
    if (AS_THEY_ARE.has(written.text)) return text + byRule(steps.slice(index + 1), true);
    at = written;
  }
  return text;
}
