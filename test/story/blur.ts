import { configured, parsePlan, staying, withoutKeys, type Json, type JsonObject } from "./plan-json";

/** A place in a resource: `["ingress", 0, "cidr_blocks"]`. */
export interface Leaf {
  readonly address: string;
  readonly type: string;
  readonly path: readonly (string | number)[];
}

/** Blocks that are lists of objects are entered; a list or map of plain values is one leaf, as providers mark it. */
const isBlocks = (value: Json): value is JsonObject[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((element) => typeof element === "object" && element !== null && !Array.isArray(element));

function leavesOf(value: JsonObject, path: readonly (string | number)[]): readonly (readonly (string | number)[])[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const here = [...path, name];
    return isBlocks(member) ? [here, ...member.flatMap((block, index) => leavesOf(block, [...here, index]))] : [here];
  });
}

/** Every known leaf of every resource that will be there: also the nulls, and blocks as a whole. */
export const leaves = (plan: string): readonly Leaf[] =>
  staying(parsePlan(plan)).flatMap(({ address, type, change }) =>
    leavesOf(change.after ?? {}, []).map((path) => ({ address, type, path })),
  );

/** `aws_security_group ingress.cidr_blocks` */
export const attributeOf = ({ type, path }: Leaf): string => `${type} ${path.filter((key) => typeof key === "string").join(".")}`;

function member(value: Json | undefined, key: string | number): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Array.isArray(value) ? value[Number(key)] : value[key];
}

/** What Terraform writes where the program refers to something that is known after the deployment only, here a local. */
const ELSEWHERE: Json = { references: ["local.elsewhere"] };

function rewrite(expressions: JsonObject | undefined, path: readonly (string | number)[]): void {
  let at: Json | undefined = expressions;
  for (const [depth, key] of path.entries()) {
    if (typeof at !== "object" || at === null) return;
    const next = member(at, key);
    // Attributes written as blocks (`ingress`) are one entry: it gets the reference as a whole.
    const entry = typeof next === "object" && next !== null && !Array.isArray(next) && ("constant_value" in next || "references" in next);
    if (depth === path.length - 1 || entry || (next === undefined && !Array.isArray(at))) {
      if (!Array.isArray(at)) at[String(key)] = ELSEWHERE;
      return;
    }
    at = next;
  }
}

/** The plan in which one leaf is known after the deployment only. */
export function blur(text: string, leaf: Leaf): string {
  const plan = parsePlan(text);
  const change = staying(plan).find(({ address }) => address === leaf.address);
  if (change === undefined) throw new Error(`no ${leaf.address}`);
  let after: Json = change.change.after;
  let unknown: Json = change.change.after_unknown;
  leaf.path.forEach((key, depth) => {
    const last = depth === leaf.path.length - 1;
    if (typeof after !== "object" || after === null || typeof unknown !== "object" || unknown === null) throw new Error(attributeOf(leaf));
    if (last && !Array.isArray(after) && !Array.isArray(unknown)) {
      Reflect.deleteProperty(after, key);
      unknown[key] = true;
      return;
    }
    const inner: Json | undefined = member(after, key);
    let mask = member(unknown, key);
    if (typeof mask !== "object" || mask === null) {
      mask = Array.isArray(inner) ? inner.map(() => ({})) : {};
      (unknown as JsonObject)[key] = mask;
    }
    after = inner ?? null;
    unknown = mask;
  });
  const home = configured(plan.configuration.root_module).find(({ address }) => address === withoutKeys(leaf.address));
  rewrite(home?.resource.expressions, leaf.path);
  return JSON.stringify(plan);
}
