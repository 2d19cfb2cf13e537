import type { Json, Mask } from "../../model/value";

import { isObject, type JsonObject } from "../json";
import { expressionOf, type Block } from "./configuration";
import type { Facts } from "./resource";

const constantsOf = (expressions: Json): JsonObject =>
  Object.fromEntries(
    Object.entries(isObject(expressions) ? expressions : {}).flatMap(([name, json]) => {
      const constant = expressionOf(json)?.constant;
      return constant === undefined ? [] : [[name, constant] as const];
    }),
  );

const masksOf = (expressions: Json): Mask =>
  Object.fromEntries(
    Object.entries(isObject(expressions) ? expressions : {}).map(([name, json]) => [name, expressionOf(json)?.constant === undefined]),
  );

const labelled = <T>(written: Json, of: (expressions: Json) => T): { readonly [label: string]: T } =>
  Object.fromEntries(Object.entries(isObject(written) ? written : {}).map(([label, expressions]) => [label, of(expressions)]));

/**
 * A resource with what its provisioners say as an argument of its own. A plan has neither their `connection` nor their `when`.
 * https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
 */
export function withProvisioners(facts: Facts, block: Block | undefined): Facts {
  const written = block?.expressions["provisioner"];
  if (!Array.isArray(written)) return facts;
  const list = written as readonly Json[];
  const masks = typeof facts.unknown === "object" && !Array.isArray(facts.unknown) ? (facts.unknown as JsonObject | null) : null;
  return {
    ...facts,
    raw: { ...(isObject(facts.raw) ? facts.raw : {}), provisioner: list.map((one) => labelled(one, constantsOf)) },
    unknown: facts.unknown === true ? true : { ...masks, provisioner: list.map((one) => labelled(one, masksOf)) },
  };
}
