import type { Json, Mask } from "../../model/value";

import { isObject, type JsonObject } from "../json";

/** The expression of an argument; else what stands there is of blocks. https://developer.hashicorp.com/terraform/internals/json-format#expression-representation */
const isExpression = (json: JsonObject): boolean => "references" in json || "constant_value" in json || Object.keys(json).length === 0;

/** Of an argument that is not constant: a value within it may be left out unseen, and in a list null stands for it. */
function inArgument(raw: Json, { references }: JsonObject): Mask {
  if (references === undefined || !Array.isArray(raw)) return false;
  return raw.some(isObject) ? true : raw.map((element) => element === null);
}

function inBlocks(raw: Json, blocks: readonly Json[]): Mask {
  if (!Array.isArray(raw)) return isObject(raw) ? inBlock(raw, blocks[0]) : false;
  // A dynamic block makes several of one.
  return raw.map((element: Json, index) => inBlock(element, blocks[index] ?? blocks.at(-1)));
}

const inBlock = (raw: Json, block: Json | undefined): Mask => (isObject(raw) && isObject(block) ? unknownWhereLeftOut(raw, block) : false);

/**
 * Planned values alone tell what is unknown by leaving it out: of what the program gives, and of ids, that can be seen.
 * https://developer.hashicorp.com/terraform/internals/json-format#values-representation
 */
export function unknownWhereLeftOut(raw: JsonObject, expressions: JsonObject): { readonly [name: string]: Mask } {
  return Object.fromEntries(
    Object.entries(expressions).map(([name, given]): [string, Mask] => {
      const value = raw[name];
      if (value === undefined) return [name, true];
      if (Array.isArray(given)) return [name, inBlocks(value, given as readonly Json[])];
      if (!isObject(given)) return [name, false];
      return [name, isExpression(given) ? inArgument(value, given) : inBlocks(value, [given])];
    }),
  );
}
