import {
  configured,
  eachModule,
  parsePlan,
  staying,
  withoutKeys,
  type Change,
  type ConfiguredResource,
  type Json,
  type JsonObject,
  type PlanJson,
} from "./plan-json";

type Path = readonly (string | number)[];

/** A place in a resource: `["ingress", 0, "cidr_blocks"]`. */
export interface Leaf {
  readonly address: string;
  readonly type: string;
  readonly path: Path;
}

/** `aws_security_group ingress.cidr_blocks` */
export const attributeOf = ({ type, path }: Leaf): string => `${type} ${path.filter((key) => typeof key === "string").join(".")}`;

function member(value: Json | undefined, key: string | number): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Array.isArray(value) ? value[Number(key)] : value[key];
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** Blocks that are lists of objects are entered; a list or map of plain values is one leaf, as providers mark it. */
const isBlocks = (value: Json | undefined): value is JsonObject[] => Array.isArray(value) && value.length > 0 && value.every(isObject);

/** Known leaves, and unknown ones that the program writes: of those the references may get lost. */
function leavesOf(value: JsonObject, mask: Json | undefined, written: Json | undefined, path: Path): readonly Path[] {
  const unknown = Object.keys(isObject(mask) ? mask : {}).filter(
    (name) => member(mask, name) === true && member(written, name) !== undefined,
  );
  const known = Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, name];
    if (!isBlocks(inner)) return [here];
    const blocks = inner.flatMap((block, index) =>
      leavesOf(block, member(member(mask, name), index), member(member(written, name), index), [...here, index]),
    );
    return [here, ...blocks];
  });
  return [...known, ...unknown.filter((name) => !(name in value)).map((name) => [...path, name])];
}

const homeOf = (plan: PlanJson, address: string): ConfiguredResource | undefined =>
  configured(plan.configuration.root_module).find((home) => home.address === withoutKeys(address))?.resource;

/** Every leaf that can become unknown, of every resource that will be there: also the nulls, and blocks as a whole. */
export function leaves(text: string): readonly Leaf[] {
  const plan = parsePlan(text);
  return staying(plan).flatMap(({ address, type, change }) =>
    leavesOf(change.after ?? {}, change.after_unknown, homeOf(plan, address)?.expressions, []).map((path) => ({ address, type, path })),
  );
}

/** What Terraform writes where the program refers to something that is known after the deployment only, here a local. */
const ELSEWHERE: Json = { references: ["local.elsewhere"] };

function rewrite(expressions: JsonObject | undefined, path: Path): void {
  let at: Json | undefined = expressions;
  for (const [depth, key] of path.entries()) {
    if (typeof at !== "object" || at === null) return;
    const next = member(at, key);
    // Attributes written as blocks (`ingress`) are one entry: it gets the reference as a whole.
    const entry = isObject(next) && ("constant_value" in next || "references" in next);
    if (depth === path.length - 1 || entry || (next === undefined && !Array.isArray(at))) {
      if (!Array.isArray(at)) at[String(key)] = ELSEWHERE;
      return;
    }
    at = next;
  }
}

function changeOf(plan: PlanJson, address: string): Change {
  const change = staying(plan).find((one) => one.address === address);
  if (change === undefined) throw new Error(`no ${address}`);
  return change;
}

/** The plan in which one leaf is known after the deployment only. */
export function blur(text: string, leaf: Leaf): string {
  const plan = parsePlan(text);
  const { change } = changeOf(plan, leaf.address);
  let after: Json = change.after;
  let unknown: Json = change.after_unknown;
  leaf.path.forEach((key, depth) => {
    if (typeof after !== "object" || after === null || typeof unknown !== "object" || unknown === null) throw new Error(attributeOf(leaf));
    if (depth === leaf.path.length - 1 && !Array.isArray(after) && !Array.isArray(unknown)) {
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
  rewrite(homeOf(plan, leaf.address)?.expressions, leaf.path);
  return JSON.stringify(plan);
}

/** Every resource that will be there, by address. */
export const addresses = (text: string): readonly string[] => staying(parsePlan(text)).map(({ address }) => address);

/** The plan in which nothing is known of one resource but that it will be there. */
export function blurWhole(text: string, address: string): string {
  const plan = parsePlan(text);
  const { change } = changeOf(plan, address);
  const home = homeOf(plan, address);
  const names = new Set([...Object.keys(change.after ?? {}), ...Object.keys(change.after_unknown)]);
  change.after = {};
  change.after_unknown = Object.fromEntries([...names].map((name) => [name, true]));
  if (home?.expressions !== undefined)
    home.expressions = Object.fromEntries(Object.keys(home.expressions).map((name) => [name, ELSEWHERE]));
  return JSON.stringify(plan);
}

/** The data sources that were read before the plan, by address. */
export function dataSources(text: string): readonly string[] {
  const found: string[] = [];
  const root = parsePlan(text).prior_state?.values?.root_module;
  if (root !== undefined) {
    eachModule(root, (module) => {
      found.push(...(module.resources ?? []).filter(({ mode }) => mode === "data").map(({ address }) => address));
    });
  }
  return found;
}

/** The plan that holds the values that a data source gave, and no more what it is. */
export function forget(text: string, address: string): string {
  const plan = parsePlan(text);
  const root = plan.prior_state?.values?.root_module;
  if (root !== undefined) {
    eachModule(root, (module) => {
      if (module.resources !== undefined) module.resources = module.resources.filter((resource) => resource.address !== address);
    });
  }
  return JSON.stringify(plan);
}
