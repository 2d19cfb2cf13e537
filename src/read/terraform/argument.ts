import type { Resource } from "../../model/resource";
import { at, type Json, type Value } from "../../model/value";

import { isObject, type JsonObject } from "../json";
import type { Step } from "./address";
import { expressionOf, type Block, type Expression } from "./configuration";
import { blockOf, keyOf, type Scope, type Scopes } from "./scope";
import { begin, type Placed } from "./ends";

/** An expression that gives an argument, or all of a thing that the argument is a part of. */
export interface Found {
  readonly expression: Expression;
  /** Where in its value the argument is: of an attribute written as blocks the configuration has one expression for all. */
  readonly rest: readonly Step[];
}

/** What the program says at a path of a resource. */
export interface Argument {
  readonly found: readonly Found[];
  /** Nested blocks, and `found` is what is in them. */
  readonly isBlock: boolean;
  /** Which of several blocks made this one cannot be told: `found` is of all of them. */
  readonly several: boolean;
  /** Not all of these hold the argument. */
  readonly partly: boolean;
  /** A `dynamic` block may have made this one. */
  readonly dynamic: boolean;
  /** The steps of the path up to the first that the configuration lacks; null: it lacks none. */
  readonly lacks: readonly Step[] | null;
}

const scalar = (json: Json | undefined): string | undefined =>
  typeof json === "string" || typeof json === "number" || typeof json === "boolean" ? String(json) : undefined;

/** Whether a block as written may be the block as planned: no constant of it differs. */
const fits = (written: JsonObject, planned: Value): boolean =>
  Object.entries(written).every(([name, json]) => {
    const wanted = scalar(expressionOf(json)?.constant);
    const there = at(planned, name);
    const is = scalar(there.raw);
    return wanted === undefined || is === undefined || there.unknown === true || wanted === is;
  });

export const sizeOf = ({ raw, unknown }: Value): number =>
  Math.max(Array.isArray(raw) ? raw.length : 0, Array.isArray(unknown) ? unknown.length : 0);

/** All expressions at or below a place. */
export function below(json: Json | undefined): readonly Expression[] {
  const found: Expression[] = [];
  const rest: Json[] = json === undefined ? [] : [json];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const expression = expressionOf(next);
    if (expression !== undefined) found.push(expression);
    else if (typeof next === "object" && next !== null) rest.push(...Object.values<Json>(next).reverse());
  }
  return found;
}

interface Cursor {
  readonly json: Json | undefined;
  readonly value: Value;
}

/**
 * Finds what the program says of an argument. Nested blocks are a list in the configuration too, but of a set the plan has its own
 * order, and blocks that `dynamic` makes are missing from the configuration; so a block is known by its constants.
 * https://developer.hashicorp.com/terraform/internals/json-format#block-expressions-representation
 */
function argumentAt(block: Block, values: Value, path: readonly Step[]): Argument {
  let cursors: readonly Cursor[] = [{ json: block.expressions, value: values }];
  let [several, partly, dynamic] = [false, false, false];
  for (const [index, step] of path.entries()) {
    const next: Cursor[] = [];
    const found: Found[] = [];
    for (const { json, value } of cursors) {
      const expression = index === 0 ? undefined : expressionOf(json);
      if (expression !== undefined) found.push({ expression, rest: path.slice(index) });
      else if (typeof step === "string") {
        if (isObject(json) && Object.hasOwn(json, step)) next.push({ json: json[step], value: at(value, step) });
      } else if (Array.isArray(json)) {
        const planned = at(value, step.key);
        const blocks = (json as readonly Json[]).filter(isObject);
        const fitting = blocks.filter((written) => fits(written, planned));
        const chosen = fitting.length > 0 ? fitting : blocks;
        several ||= chosen.length > 1;
        dynamic ||= sizeOf(value) > blocks.length;
        next.push(...chosen.map((written) => ({ json: written, value: planned })));
      } else if (isObject(json)) {
        // A block that may be there once is an object here and in the plan perhaps a list of one; others have labels.
        next.push({ json: step.key === 0 ? json : json[String(step.key)], value: at(value, step.key) });
      }
    }
    partly ||= next.length + found.length < cursors.length;
    if (found.length > 0) return { found, isBlock: false, several, partly, dynamic, lacks: null };
    if (next.length === 0) return { found: [], isBlock: false, several, partly: false, dynamic, lacks: path.slice(0, index + 1) };
    cursors = next;
  }
  return {
    found: cursors.flatMap(({ json }) => below(json)).map((expression) => ({ expression, rest: [] })),
    isBlock: cursors.some(({ json }) => expressionOf(json) === undefined),
    several,
    partly,
    dynamic,
    lacks: null,
  };
}

/** An argument in its place in the module tree. */
export interface PlacedArgument {
  readonly argument: Argument;
  /** `found` of the argument, one for one. */
  readonly placed: readonly Placed[];
  readonly scope: Scope;
}

/** What the program says of a resource's argument; null where the program does not hold the resource. */
export function argumentOf(scopes: Scopes, resource: Resource, path: readonly Step[]): PlacedArgument | null {
  const scope = scopes.at(resource.module);
  const block = blockOf(scope, resource);
  if (block === undefined) return null;
  const argument = argumentAt(block, resource.values, path);
  const repeat = { by: block.repeat, key: keyOf(resource) };
  const placed = argument.found.map(({ expression }) => begin(expression, scope, repeat));
  return { argument, placed, scope };
}
