import type { Json } from "../../model/value";

import { isObject } from "../json";
import { keyText, stepsOf } from "../terraform/address";
import { attributeOf, camel } from "./names";

/** A part of what a program wrote; undefined where there is none. */
const partOf = (json: Json | undefined, key: string | number): Json | undefined =>
  typeof json === "object" && json !== null && Object.hasOwn(json, key)
    ? (json as Readonly<Record<string | number, Json>>)[key]
    : undefined;

/**
 * A path as a Pulumi program spells it: `ingress[0].cidr_blocks[1]` is `ingress[0].cidrBlocks[1]`. What lies within a JSON text is
 * spelled by the text itself.
 * @param properties in Pulumi's own names
 */
export function spelled(type: string, properties: Json, path: string): string {
  let json: Json | undefined = properties;
  let [text, names] = ["", ""];
  for (const step of stepsOf(path)) {
    if (typeof step !== "string") {
      text += keyText(step.key);
      // A block that may be there once is an object without an index.
      if (Array.isArray(json)) json = partOf(json, step.key);
      continue;
    }
    const within = names === "" ? "" : `${names}.`;
    const inText = typeof json === "string";
    const isNamed = (name: string): boolean => attributeOf(type, within + name).name === step;
    const own: string = inText ? step : ((isObject(json) ? Object.keys(json).find(isNamed) : undefined) ?? camel(step));
    text += text === "" ? own : `.${own}`;
    if (inText) continue;
    names = within + own;
    json = partOf(json, own);
  }
  return text;
}
