import type { Json, Mask } from "../../model/value";

import { isObject, type JsonObject } from "../json";
import { marked, type Marked } from "./marks";
import { attributeOf } from "./names";
import type { Registered } from "./registered";

/** What a registration says of a resource, in Terraform's names. */
export interface Values extends Marked {
  /** What the program itself wrote; null where nobody tells. */
  readonly written: Json | null;
  /** What is told of it, in Pulumi's names. */
  readonly properties: Json;
  /** It is there already: what the program leaves out of it may be as it was. */
  readonly exists: boolean;
}

type Tree = Json | Mask;
type TreeObject = Readonly<Record<string, Tree>>;

/** The engine's own members: `__defaults`, `__internal`. */
const isInternal = (name: string): boolean => name.startsWith("__");

const branches = (tree: Tree): TreeObject | null =>
  typeof tree === "object" && tree !== null && !Array.isArray(tree) ? (tree as TreeObject) : null;

/** A value, or the marks of one, under Terraform's names; without a type it has them already. */
function renamed(tree: Tree, type: string | null, path: string): Tree {
  if (type === null) return tree;
  if (Array.isArray(tree)) return (tree as readonly Json[]).map((element) => renamed(element, type, path)) as Tree;
  const object = branches(tree);
  if (object === null) return tree;
  const members = Object.entries(object).filter(([name]) => !isInternal(name));
  return Object.fromEntries(
    members.map(([name, value]) => {
      const own = path === "" ? name : `${path}.${name}`;
      const is = attributeOf(type, own);
      return [is.name, is.map ? value : renamed(value, type, own)];
    }),
  ) as Tree;
}

/** A value without what the provider added; `__defaults` names that, at every depth. */
function withoutDefaults(json: Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map(withoutDefaults);
  if (!isObject(json)) return json;
  const added = json["__defaults"];
  const isAdded = (name: string): boolean => isInternal(name) || (Array.isArray(added) && (added as readonly Json[]).includes(name));
  return Object.fromEntries(
    Object.entries(json)
      .filter(([name]) => !isAdded(name))
      .map(([name, value]) => [name, withoutDefaults(value)]),
  );
}

/** Names and marks of a property map. */
const named = (marks: Marked, type: string | null): { raw: JsonObject; unknown: TreeObject; sensitive: TreeObject } => ({
  raw: renamed(marks.raw, type, "") as JsonObject,
  unknown: branches(renamed(marks.unknown, type, "")) ?? {},
  sensitive: branches(renamed(marks.sensitive, type, "")) ?? {},
});

/** Of two properties of which a program may write one, the other says nothing of its own, and goes where it was written before. */
const INSTEAD = [
  ["user_data", "user_data_base64"],
  ["user_data_base64", "user_data"],
] as const;

const isBlank = (json: JsonObject | null): boolean => json === null || Object.keys(json).length === 0;

/**
 * Inputs tell what the program asks for, outputs what the provider works out besides. Where neither tells anything, as of what lies
 * outside `--target` or has a provider that is not configured yet, all of it is unknown, and not "nothing set".
 */
export function valuesOf(registered: Pick<Registered, "id" | "inputs" | "outputs">, type: string | null): Values {
  const { id, inputs, outputs } = registered;
  const exists = id !== null && id !== "";
  const own = exists ? { id } : {};
  const given = marked(inputs ?? {});
  const worked = marked(outputs ?? {});
  const isTold = !((inputs === null || (isBlank(inputs) && outputs !== null)) && isBlank(outputs));
  if (!isTold || !isObject(given.raw) || !isObject(worked.raw)) {
    return { raw: own, unknown: true, sensitive: false, written: null, properties: {}, exists };
  }
  const [asked, made] = [named(given, type), named(worked, type)];
  for (const [name, other] of INSTEAD) {
    if (!(name in asked.raw) || (other in asked.raw && (asked.unknown[name] === true || asked.unknown[other] !== true))) continue;
    for (const tree of [made, asked].flatMap(({ raw, unknown }) => [raw, unknown])) Reflect.deleteProperty(tree, other);
  }
  // What exists has an identity; what does not will have one.
  const pending = Object.fromEntries(["id", "arn"].filter((name) => id === null && !(name in made.raw)).map((name) => [name, true]));
  return {
    raw: { ...made.raw, ...asked.raw, ...own },
    unknown: { ...pending, ...made.unknown, ...asked.unknown, ...("id" in own ? { id: false } : {}) },
    sensitive: given.sensitive === true || worked.sensitive === true ? true : ({ ...made.sensitive, ...asked.sensitive } as Mask),
    written: inputs === null ? null : (renamed(withoutDefaults(given.raw), type, "") as Json),
    properties: { ...worked.raw, ...given.raw },
    exists,
  };
}
