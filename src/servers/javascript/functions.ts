import { HOLE } from "../../model/text";
import { promised } from "./builtins";
import { Left, exitsOf, isLast } from "./exits";
import type { Arguments, Machine } from "./machine";
import { bindPart } from "./patterns";
import { childrenOf, partsOf, sourceOf } from "./scope";
import { isNamed, isObject, type JsFunction, type JsValue, type Scope } from "./value";

/** What a function of the program's own does and gives. */
export function perform(callee: JsFunction, given: Arguments, self: JsValue, awaited: boolean, machine: Machine): JsValue {
  const { state } = machine;
  const { node } = callee;
  const names = state.names();
  const home = { names, returns: [], suspended: null as number | null };
  const scope: Scope = { ...callee.scope, names, outer: callee.scope, home };
  if (node.name !== "ArrowFunction") {
    names.set("this", callee.self ?? self);
    names.set("arguments", given.open ? HOLE : state.list(given.args.map(({ value }) => value)));
  }
  const exits = exitsOf(() => {
    parameters(callee, given, scope, machine);
    const body = node.getChild("Block");
    if (body !== null) return machine.perform(childrenOf(body), scope);
    scope.home.returns.push(machine.value(node.lastChild, scope));
    return new Set(["return"]);
  });
  const goesBy = node.getChild("async") !== null && !awaited;
  // What it throws, and what it does after it first waits, its promise takes.
  if (isLast(exits) && !(goesBy && (exits.has("throw") || home.suspended !== null))) throw new Left(exits);
  const result = isLast(exits) ? HOLE : resultOf(scope, exits.has("on"));
  if (!goesBy) return result;
  // What it does after it first waits, it does while others run.
  if (home.suspended !== null) state.forget(home.suspended);
  return promised(result);
}

function parameters({ node }: JsFunction, { args, open }: Arguments, scope: Scope, machine: Machine): void {
  const { state } = machine;
  const self = scope.names.get("this");
  const parts = partsOf(childrenOf(node.getChild("ParamList") ?? node)).filter(([first]) => first?.name !== "this");
  if (node.getChild("ParamList") === null) return;
  parts.forEach((part, index) => {
    const isRest = part.some(({ name }) => name === "Spread");
    const rest = open ? state.object([[HOLE, HOLE]], true) : state.list(args.slice(index).map(({ value }) => value));
    bindPart(part, isRest ? rest : open ? HOLE : args[index]?.value, scope, machine, (name, value) => {
      scope.names.set(name, value);
    });
    // `constructor(private port: number)`
    const own = part.find(({ name }) => name === "VariableDefinition");
    const isMember = part.some(({ name }) => /^(Privacy|readonly|Readonly|override)$/.test(name));
    if (isMember && own !== undefined && isObject(self))
      state.write(self.members, sourceOf(scope, own), scope.names.get(sourceOf(scope, own)));
  });
}

function resultOf({ home }: Scope, goesOn: boolean): JsValue {
  const returns = goesOn ? [...home.returns, undefined] : home.returns;
  const [first] = returns;
  const same = returns.every(
    (one) => Object.is(one, first) || (isNamed(one) && isNamed(first) && one.path === first.path && one.made === first.made),
  );
  return same ? first : HOLE;
}
