import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import type { Machine } from "./machine";
import { childrenOf, lookUp, partsOf, sourceOf } from "./scope";
import { LONGEST, elementsOf, isComplete, isObject, textOf, type JsValue, type Scope } from "./value";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", "0": "\0", "\n": "" };

export const unquoted = (text: string): string =>
  text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|([^]))/g,
    (_, hex?: string, four?: string, braced?: string, one?: string) => {
      const code = hex ?? four ?? braced;
      return code === undefined
        ? (ESCAPES[one ?? ""] ?? one ?? "")
        : parseInt(code, 16) > 0x10ffff
          ? HOLE
          : String.fromCodePoint(parseInt(code, 16));
    },
  );

export function template(node: SyntaxNode, scope: Scope, part: (node: SyntaxNode) => string): string {
  let text = "";
  let from = node.from + 1;
  for (const child of childrenOf(node)) {
    if (child.name !== "Interpolation") continue;
    text += unquoted(scope.text.slice(from, child.from)) + part(child);
    if (text.length > LONGEST) return HOLE;
    from = child.to;
  }
  return text + unquoted(scope.text.slice(from, node.to - 1));
}

/** A number that begins with a zero is octal in some programs, and an error in others. */
export function numeral(text: string): JsValue {
  if (/^0\d|n$/.test(text)) return HOLE;
  return Number(text.replaceAll("_", ""));
}

export function listOf(children: readonly SyntaxNode[], scope: Scope, machine: Machine): JsValue {
  const elements: JsValue[] = [];
  let known = true;
  for (const [first, second] of partsOf(children)) {
    if (first?.name !== "Spread") {
      elements.push(first === undefined ? undefined : machine.value(first, scope));
      continue;
    }
    const spread = elementsOf(machine.value(second, scope));
    known &&= spread !== null;
    elements.push(...(spread ?? []));
  }
  return known ? machine.state.list(elements) : machine.state.object([[HOLE, HOLE]], true);
}

export function objectOf(children: readonly SyntaxNode[], scope: Scope, machine: Machine): JsValue {
  const object = machine.state.object([]);
  const { members } = object;
  for (const property of children) {
    if (property.name !== "Property") continue;
    const [key, ...rest] = childrenOf(property).filter(({ name }) => !/^(async|Star)$/.test(name));
    if (key === undefined) continue;
    if (key.name === "Spread") {
      const spread = machine.value(rest[0], scope);
      if (isObject(spread)) for (const [name, one] of spread.members) members.set(name, one);
      if (!isObject(spread) || !isComplete(spread)) for (const name of [HOLE, ...members.keys()]) members.set(name, HOLE);
    } else if (/^(get|set)$/.test(key.name)) {
      machine.whenever(machine.define(property, scope, object));
      members.set(rest[0] === undefined ? HOLE : sourceOf(scope, rest[0]), HOLE);
      machine.state.freeze(members);
    } else {
      const computed = key.name === "[";
      const name = computed ? textOf(machine.value(rest[0], scope)) : sourceOf(scope, key).replace(/^["']|["']$/g, "");
      const isMethod = property.getChild("ParamList") !== null;
      const given = rest.slice(computed ? 2 : 0).find((node) => !/^[:,]$/.test(node.name));
      const one = isMethod ? machine.define(property, scope) : given === undefined ? lookUp(scope, name) : machine.value(given, scope);
      if (name.includes(HOLE)) for (const other of [HOLE, ...members.keys()]) members.set(other, HOLE);
      else members.set(name, one);
    }
  }
  return object;
}
