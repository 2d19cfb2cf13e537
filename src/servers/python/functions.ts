import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import type { PyCall } from "./call";
import { Ended, endingOf, isEnd } from "./ending";
import { either, forget, lose } from "./forget";
import { holds } from "./nodes";
import type { Run } from "./program";
import { Names, textIn, type Definition, type Frame } from "./scope";
import { parametersOf, type Parameter } from "./statement";
import type { PyNamed, PyValue } from "./value";

export function define(run: Run, node: SyntaxNode, frame: Frame, decorated: boolean): PyNamed {
  const fallbacks = new Map<string, PyValue>();
  for (const { name: parameter, fallback } of parametersOf(node, frame.text))
    if (fallback !== null) fallbacks.set(parameter, run.value(fallback, frame));
  const definition: Definition = { node, scope: frame, fallbacks, decorated, loose: false, forgotten: false };
  run.definitions.push(definition);
  const named = node.getChild("VariableName");
  return { path: `${named === null ? "lambda" : textIn(frame, named)}@${String(node.from)}`, definition };
}

/** Nodes are made anew each time the tree is walked; their place is what stays. */
export const keyOf = ({ node, scope }: Definition): string => `${String(node.from)} ${scope.text}`;

/** What a function of the program's own does and gives. @param call null: somebody else's, with anything */
export function enter(run: Run, call: PyCall | null, definition: Definition, frame: Frame, self?: PyNamed): PyValue {
  const { node, scope, decorated } = definition;
  const key = keyOf(definition);
  run.entered.add(key);
  const given = call === null ? [] : [...call.positional, ...call.named.values()].map(({ value }) => value);
  if (run.active.has(key) || !run.spend(frame.depth)) {
    forget(node, scope);
    return lose(...given, { path: "", definition });
  }
  run.active.add(key);
  const parameters = parametersOf(node, scope.text);
  const known = call === null || call.open || decorated ? null : call;
  if (known === null) lose(...given, ...definition.fallbacks.values());
  const names = namesFor(known, definition, parameters);
  const isGenerator = holds(node, /^Yield/);
  const certain = frame.certain && !isGenerator;
  const depth = frame.depth + 1;
  const inner: Frame = { text: scope.text, names, outer: scope, shared: new Map(), certain, depth, returns: [], ...(self && { self }) };
  const body = node.getChild("Body");
  const ending = endingOf(() => {
    if (body !== null) return run.block(body, inner);
    inner.returns.push(run.value(node.lastChild ?? node, inner));
    return "leaves";
  });
  run.active.delete(key);
  // What others run, or wait for, fails for them.
  if (isEnd(ending) && !decorated && !isGenerator && node.getChild("async") === null) throw new Ended(ending);
  const results = ending === "leaves" || isEnd(ending) ? inner.returns : [...inner.returns, null];
  const [first = HOLE, ...others] = results;
  const result = others.reduce(either, first);
  return decorated || isGenerator ? lose(result) : result;
}

/** What its parameters stand for. */
function namesFor(call: PyCall | null, { fallbacks }: Definition, parameters: readonly Parameter[]): Names {
  const names = new Names();
  if (call === null) for (const { name } of parameters) names.set(name, HOLE);
  if (call === null) return names;
  let position = 0;
  for (const { name, kind } of parameters) {
    const argument = call.named.get(name) ?? (kind === "plain" ? call.positional[position++] : undefined);
    const value = argument === undefined ? fallbacks.get(name) : argument.value;
    names.set(name, value === undefined ? HOLE : value);
  }
  const others = [...call.named].filter(([keyword]) => !parameters.some(({ name }) => name === keyword));
  for (const { name, kind } of parameters) {
    if (kind === "*")
      names.set(
        name,
        call.positional.slice(position).map(({ value }) => value),
      );
    if (kind === "**") names.set(name, { entries: new Map(others.map(([keyword, { value }]) => [keyword, value])) });
  }
  return names;
}
