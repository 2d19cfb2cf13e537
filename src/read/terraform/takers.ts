import type { NearbySource } from "../../model/resource";
import type { Json } from "../../model/value";

import { stepsOf } from "./address";
import { below } from "./argument";
import type { Block, Expression, Module } from "./configuration";
import { asWritten } from "./ends";

/** Where an input of a module is seen to go. */
interface Taker {
  readonly argument: string;
  /** A member of it does. */
  readonly member: boolean;
  /** Each of its elements, or a module of which nobody looks what it takes. */
  readonly within: boolean;
  /** To a security group or a rule of one. */
  readonly group: boolean;
}

function lookIn(module: Module): ReadonlyMap<string, readonly Taker[]> {
  const takers = new Map<string, Taker[]>();
  const take = (expressions: readonly Expression[], by: Omit<Taker, "member">): void => {
    for (const reference of expressions.flatMap(({ references }) => asWritten(references))) {
      const [head, name, of] = stepsOf(reference);
      if (head !== "var" || typeof name !== "string") continue;
      const member = typeof of === "string" || typeof of?.key === "string";
      takers.set(name, [...(takers.get(name) ?? []), { ...by, member }]);
    }
  };
  const takeAll = ({ expressions, repeat }: Pick<Block, "expressions" | "repeat">, by: Pick<Taker, "within" | "group">): void => {
    for (const [argument, json] of Object.entries<Json>(expressions)) take(below(json), { ...by, argument });
    if (repeat?.by === "for_each") take([repeat.expression], { ...by, argument: "for_each", within: true });
  };
  for (const [name, block] of module.blocks) {
    if (!name.startsWith("data.")) takeAll(block, { within: false, group: /^aws_\w*security_group/.test(name) });
  }
  for (const call of module.calls.values()) takeAll(call, { within: true, group: false });
  return takers;
}

function takenBy(takers: readonly Taker[], argument: string): NearbySource["taken"] {
  if (takers.length === 0 || takers.some((taker) => taker.argument === argument)) return "no";
  const inPart = takers.some(({ member }) => member);
  if (!inPart && takers.every(({ group }) => group)) return "by a group";
  return inPart || takers.some(({ within }) => within) ? "in part" : "elsewhere";
}

const seen = new WeakMap<Module, ReadonlyMap<string, readonly Taker[]>>();

/** By which arguments a module takes its inputs where that can be seen. What a data source looks up it does not use. */
function takersIn(module: Module): ReadonlyMap<string, readonly Taker[]> {
  const there = seen.get(module) ?? lookIn(module);
  seen.set(module, there);
  return there;
}

/** What is seen of where an input goes besides an argument. */
export const takenAs = (module: Module | undefined, name: string, argument: string): NearbySource["taken"] =>
  module === undefined || name === argument ? "no" : takenBy(takersIn(module).get(name) ?? [], argument);
