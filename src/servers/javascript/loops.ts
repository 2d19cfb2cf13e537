import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import type { Exits } from "./exits";
import type { Machine } from "./machine";
import { equal } from "./operators";
import { bind, declare, declaring } from "./patterns";
import { childrenOf, inner } from "./scope";
import { elementsOf, isComplete, isObject, truth, type JsValue, type Scope } from "./value";

/** Rounds that are followed one by one. */
const ROUNDS = 64;

/** How a loop is left by what its body is left by. */
function leaving(exits: Iterable<string>, label: string): Exits {
  const own = new Set([`break:`, `continue:`, `break:${label}`, `continue:${label}`]);
  return new Set(["on", ...[...exits].filter((exit) => !own.has(exit))]);
}

/** How a loop is left by a round that surely is the last. */
function leftBy(exits: Exits, label: string): Exits {
  const left = leaving(exits, label);
  return [...exits].some((exit) => !left.has(exit)) ? left : exits;
}

/** Whether the next round surely comes, surely does not, or perhaps. */
function goesOn(exits: Exits, label: string): boolean | undefined {
  const next = [...exits].map((exit) => exit === "on" || exit === "continue:" || exit === `continue:${label}`);
  return next.every((one) => one) ? true : next.includes(true) ? undefined : false;
}

/** `for (;;)`, `while`, `do`: round by round as long as its condition is known, and from there on any number of times. */
export function again(node: SyntaxNode, label: string, outer: Scope, machine: Machine): Exits {
  const scope = inner(outer, machine.state);
  const children = childrenOf(node);
  const spec = node.getChild("ForSpec");
  const [first, test, update] = spec === null ? [] : sectionsOf(spec);
  if (first?.name === "VariableDeclaration") declare(first, scope, machine);
  else if (first !== undefined) machine.value(first, scope);
  const condition = spec === null ? node.getChild("ParenthesizedExpression") : test;
  const isDo = node.name === "DoStatement";
  const body = isDo ? children[1] : children.at(-1);
  const seen: string[] = [];
  const holds = (): boolean | undefined => (condition === undefined || condition === null ? true : truth(machine.value(condition, scope)));
  const round = (): Exits => {
    const exits = body === undefined ? new Set(["on"]) : machine.perform([body], scope);
    seen.push(...exits);
    if (update !== undefined && goesOn(exits, label) !== false) machine.value(update, scope);
    return exits;
  };
  for (let count = 0; count < ROUNDS; count++) {
    const goes = isDo && count === 0 ? true : holds();
    if (goes === false) return blurred(scope, leaving(seen, label), machine);
    if (goes === undefined) break;
    const exits = round();
    const next = goesOn(exits, label);
    if (next === undefined) break;
    if (next) continue;
    return blurred(scope, leftBy(exits, label), machine);
  }
  machine.state.repeatedly(() => {
    holds();
    round();
  });
  return blurred(scope, leaving(seen, label), machine);
}

/** A function that was made in an early round sees other values of the loop's variables than one of a late round. */
function blurred(scope: Scope, exits: Exits, { state }: Machine): Exits {
  state.blur(scope.names);
  return exits;
}

/** `first; test; update` of `for (…)`; a declaration holds its own semicolon. */
function sectionsOf(spec: SyntaxNode): readonly (SyntaxNode | undefined)[] {
  const sections: (SyntaxNode | undefined)[] = [undefined];
  for (const child of childrenOf(spec)) {
    if (/^[()]$/.test(child.name)) continue;
    if (child.name === ";") sections.push(undefined);
    else {
      sections[sections.length - 1] = child;
      if (child.name === "VariableDeclaration") sections.push(undefined);
    }
  }
  return sections;
}

/** `for … of` and `for … in`. */
export function eachOf(node: SyntaxNode, label: string, outer: Scope, machine: Machine): Exits {
  const { state } = machine;
  const children = childrenOf(node);
  const isIn = node.getChild("ForInSpec") !== null;
  const spec = node.getChild(isIn ? "ForInSpec" : "ForOfSpec");
  if (spec === null) return new Set(["on"]);
  const parts = childrenOf(spec).filter(({ name }) => !/^[()]$/.test(name));
  const split = parts.findIndex(({ name }) => name === (isIn ? "in" : "of"));
  const [keyword] = parts;
  const declares = /^(const|let|var|using)$/.test(keyword?.name ?? "");
  const target = parts[split - 1];
  const iterated = machine.value(parts[split + 1], outer);
  const seen: string[] = [];
  const round = (element: JsValue): Exits => {
    const scope = inner(outer, state);
    if (target !== undefined)
      bind(target, element, scope, machine, declares ? declaring(keyword?.name === "var", scope, machine) : undefined);
    const exits = machine.perform(children.slice(-1), scope);
    seen.push(...exits);
    return exits;
  };
  for (let index = 0; ; index++) {
    const elements = each(iterated, isIn);
    if (elements !== null && index >= elements.length) break;
    const exits = elements === null || index > ROUNDS ? null : round(elements[index]);
    const next = exits === null ? undefined : goesOn(exits, label);
    if (next === undefined) {
      state.repeatedly(() => void round(HOLE));
      break;
    }
    if (exits === null || next) continue;
    return leftBy(exits, label);
  }
  return leaving(seen, label);
}

function each(value: JsValue, isIn: boolean): readonly JsValue[] | null {
  if (!isIn) return elementsOf(value);
  return isObject(value) && isComplete(value) ? [...value.members.keys()] : null;
}

/** From the first case that is the value's; where that is open, from any that may be. */
export function switched(node: SyntaxNode, outer: Scope, machine: Machine): Exits {
  const given = machine.value(node.getChild("ParenthesizedExpression"), outer);
  const scope = inner(outer, machine.state);
  const children = childrenOf(node.getChild("SwitchBody") ?? node);
  const starts: number[] = [];
  let settled = false;
  for (const [index, child] of children.entries()) {
    if (child.name !== "CaseLabel" || settled) continue;
    const same = equal(given, machine.value(childrenOf(child)[1], scope), true);
    if (same !== false) starts.push(index);
    settled = same === true;
  }
  const fallback = children.findIndex(({ name }) => name === "DefaultLabel");
  if (!settled) starts.push(fallback < 0 ? children.length : fallback);
  const seen: string[] = [];
  const from = (start: number) => (): void => {
    seen.push(
      ...machine.perform(
        children.slice(start).filter(({ name }) => !/Label$|^[{}]$/.test(name)),
        scope,
      ),
    );
  };
  if (starts.length === 1) from(starts[0] ?? 0)();
  else machine.state.perhaps(...starts.map(from));
  const exits = new Set(seen);
  if (exits.delete("break:")) exits.add("on");
  return exits;
}
