import type { Reference } from "../../model/resource";
import type { Json } from "../../model/value";

import { leadsTo, stepsOf, type Step } from "./address";
import type { Expression } from "./configuration";
import type { Repeat, Scope } from "./scope";

export type Key = string | number | null;
/** Keys by which some of several instances are picked, the likelier first. Null: by one that the plan does not show. */
export type Keys = readonly (readonly Key[] | null)[];
export type Pick = Reference["pick"];

/** An expression in its place: the module instance, and what `each` stands for there. */
export interface Placed {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly repeat: Repeat;
  /** The part of its value that is meant: `var.net.subnet` means `subnet` of what the caller gives. */
  readonly rest: readonly Step[];
  /** By what some of several instances are picked, here or on the way here. */
  readonly keys: Keys;
  /** What the way here has picked. */
  readonly pick: Pick;
  /** Which of several references, of which one alone is the part that is meant, the way here has taken. */
  readonly part: string | null;
}

export const begin = (expression: Expression, scope: Scope, repeat: Repeat): Placed => ({
  expression,
  scope,
  repeat,
  rest: [],
  keys: [],
  pick: "all",
  part: null,
});

/** Where a trail of references ends. */
export type End =
  /** Instances of a resource or data source; none where `count` is 0. */
  | { readonly at: "resource"; readonly references: readonly Reference[] }
  /** A value that the plan shows, of a variable or of `each`. */
  | { readonly at: "constant"; readonly value: Json }
  /** A value that is known in planning and that the plan does not show: `count.index`, `each.value` of literals, `path.module`. */
  | { readonly at: "known" }
  /** A call of a function without references. */
  | { readonly at: "function" }
  /** A local that is called like a condition. */
  | { readonly at: "condition" }
  /** A local, or something that this plan does not hold. */
  | { readonly at: "lost"; readonly scope: Scope; readonly local?: string }
  /** A whole module, of which an output is meant that is not named. */
  | { readonly at: "module"; readonly scope: Scope; readonly pick: Pick };

/** What a reference leads to: ends, and expressions to follow further. */
export interface Next {
  readonly ends: readonly End[];
  readonly further: readonly Placed[];
}

export const end = (...ends: readonly End[]): Next => ({ ends, further: [] });

/**
 * The references as written, each once for each time it is: Terraform lists `aws_subnet.a[0].id`, `aws_subnet.a[0]` and
 * `aws_subnet.a` for the first of them alone. (Before 1.0: just `aws_subnet.a`.)
 */
export function asWritten(references: readonly string[]): readonly string[] {
  const written: string[] = [];
  let last: readonly Step[] = [];
  for (const reference of references) {
    const steps = stepsOf(reference);
    if (!leadsTo(steps, last)) written.push(reference);
    last = steps;
  }
  return written;
}

/** `local.create`, `local.enable_nlb`: what is called so is true or false, and gives a value nothing. */
export const isCondition = (reference: string): boolean =>
  /^local\.(?:create|enabled?|(?:create|enable|has|is|manage|needs|use)_\w+)$/.test(reference);
