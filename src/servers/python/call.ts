import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { fill, ofDictionary, put } from "./dictionary";
import { oneOf } from "./ending";
import { entriesOf, fromEnvironment } from "./environment";
import type { Context } from "./evaluate";
import { lose } from "./forget";
import { childrenOf, partsOf } from "./nodes";
import { isDict, isList, isNamed, itemsOf, lengthOf, textOf, truth, type PyNamed, type PyValue } from "./value";

/** A call with its arguments; `open` where `*args` or `**options` may hold others. */
export interface PyCall {
  readonly path: string;
  /** What made the object whose method this is. */
  readonly receiver: PyNamed | null;
  readonly positional: readonly Argument[];
  readonly named: ReadonlyMap<string, Argument>;
  readonly open: boolean;
}

export interface Argument {
  readonly value: PyValue;
  /** As written, with its name. */
  readonly text: string;
}

type Evaluate = (node: SyntaxNode | null | undefined, within?: Context) => PyValue;

/** Functions that neither change what they are given nor keep it. https://docs.python.org/3/library/functions.html */
export const KEEPS =
  /^(print|len|repr|isinstance|issubclass|super|type|id|hash|sum|sorted|flask\.Flask\(\)\.config\.from_object|json\.dumps|pprint\.pprint|logging(\.getLogger\(\))?\.(debug|info|warning|error))$/;

/** Methods of lists that leave them as they are. https://docs.python.org/3/tutorial/datastructures.html#more-on-lists */
const READING = /^\?\.(index|count)$/;

const WHITESPACE_AND_ASCII = /^[\x20-\x7e\t\n\r]*$/;

export function called(node: SyntaxNode, context: Context, value: Evaluate, member: (object: PyValue, of: SyntaxNode) => PyValue): PyValue {
  const [callee, list] = childrenOf(node);
  if (callee === undefined || list === undefined) return HOLE;
  const target = callee.name === "MemberExpression" ? value(callee.firstChild) : undefined;
  const own = target === undefined ? value(callee) : member(target, callee);
  const path = isNamed(own) ? own.path : "?";
  const call: PyCall = { path, receiver: isNamed(target) ? target : null, ...argumentsIn(list, context, value) };
  const result = builtin(call, target, context);
  if (result !== undefined) return result;
  const entry = isDict(target) ? ofDictionary(target, path.slice("?.".length), call, context.put) : undefined;
  if (entry !== undefined) return entry;
  if (isDict(target) || (isList(target) && !READING.test(path))) lose(target);
  return context.call(call, own);
}

/** What needs nobody's code; undefined where it is none of these. */
function builtin(call: PyCall, target: PyValue | undefined, { environment }: Context): PyValue | undefined {
  const { path, positional, named, open } = call;
  if (path === "dict" && positional.length < 2) return fill({ entries: new Map() }, call, put);
  const [first, second] = positional.map((argument) => argument.value);
  if (open) return undefined;
  if (/^(os\.environ\.get|os\.getenv)$/.test(path) && typeof first === "string") {
    return fromEnvironment(environment, first, second ?? named.get("default")?.value ?? null);
  }
  if (positional.length > 1 || named.size > 0) return undefined;
  if (first === undefined) {
    if (typeof target !== "string" || !WHITESPACE_AND_ASCII.test(target)) return undefined;
    return path === "?.strip"
      ? target.trim()
      : path === "?.lower"
        ? target.toLowerCase()
        : path === "?.upper"
          ? target.toUpperCase()
          : undefined;
  }
  if (path === "int") return /^\s*\d{1,15}\s*$/.test(textOf(first)) ? Number(textOf(first)) : HOLE;
  if (path === "str") return textOf(first);
  if (path === "len") return lengthOf(first);
  return path === "bool" ? (truth(first) ?? HOLE) : undefined;
}

function argumentsIn(list: SyntaxNode, context: Context, value: Evaluate): Pick<PyCall, "positional" | "named" | "open"> {
  const source = ({ from, to }: SyntaxNode): string => context.text.slice(from, to);
  const positional: Argument[] = [];
  const named = new Map<string, Argument>();
  let open = false;
  const parts = childrenOf(list).filter(({ name }) => !/^[(),]$/.test(name));
  if (parts.some(({ name }) => name === "for")) {
    const within = context.within(list);
    oneOf(
      () => HOLE,
      () => lose(...partsOf(parts).map((part) => value(part, within))),
    );
    return { positional: [{ value: HOLE, text: source(list).slice(1, -1) }], named, open };
  }
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part === undefined) continue;
    const [operator, given] = parts.slice(index + 1, index + 3);
    if (part.name === "*" || part.name === "**") {
      const spread = value(operator);
      const text = operator === undefined ? "" : source(part) + source(operator);
      const [items, entries] = part.name === "*" ? [itemsOf(spread), null] : [null, entriesOf(spread)];
      for (const item of items ?? []) positional.push({ value: item, text });
      for (const [keyword, one] of entries ?? []) named.set(keyword, { value: one, text });
      if (items === null && entries === null) open = true;
      if (open) lose(spread);
      index++;
    } else if (operator?.name === "AssignOp") {
      const argument = { value: value(given), text: given === undefined ? "" : `${source(part)}=${source(given)}` };
      if (source(operator) === "=") named.set(source(part), argument);
      else {
        context.bind(source(part), argument.value);
        positional.push(argument);
      }
      index += 2;
    } else positional.push({ value: value(part), text: source(part) });
  }
  return { positional, named, open };
}
