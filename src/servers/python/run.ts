import type { SyntaxNode } from "@lezer/common";
import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { hasErrors } from "../syntax";
import { parsedArguments } from "./argparse";
import { scatteredIn } from "./attributes";
import { bindWithin } from "./bind";
import type { PyCall } from "./call";
import { initOf, instanceOf, isOpaque, selfAround, throughBase, throughSuper } from "./classes";
import { Ended, endingOf, isEnd, oneOf, type Ending } from "./ending";
import { evaluate, type Context } from "./evaluate";
import { afterCall } from "./environment";
import { either, forget, lose } from "./forget";
import { holds } from "./nodes";
import { parsePython } from "./parse";
import { assign, block, type Run } from "./perform";
import { lookUp, Names, textIn, type Definition, type Frame } from "./scope";
import { NOBODY, OPAQUE } from "./sockets";
import { parametersOf } from "./statement";
import { afterUnknown } from "./unknown-call";
import { frozen, isNamed, type PyNamed, type PyValue } from "./value";

/** By these a parser is told otherwise than by its own methods. */
const TOLD = ["argv", "default", "_actions", "parse_args"];

/** A Python program as constant propagation sees it. */
export interface Program {
  /** What its modules call, in order; possible where a condition nobody can decide, or nobody's call, leads there. */
  readonly calls: readonly Called[];
  /** The module's names at its end; HOLE where that depends. */
  readonly names: ReadonlyMap<string, PyValue>;
  /** Attributes that it sets, by path: `c.ServerApp.ip`. */
  readonly attributes: ReadonlyMap<string, PyValue>;
  /** False: it does more than is followed (`import *` of an unseen module, too long). */
  readonly complete: boolean;
}

export interface Called extends PyCall {
  readonly certainty: "definite" | "possible";
}

/** Other modules of the program's own, by name; null where there is none to see. */
export interface Modules {
  readonly read: (module: string) => string | null;
  /** The environment once a `.env` file is loaded. */
  readonly dotenv: (environment: Environment) => Environment;
  /** The arguments of the program; absent where they are not known. */
  readonly given?: readonly string[];
}

const NO_MODULES: Modules = { read: () => null, dotenv: ({ values }) => ({ values, complete: false }) };

/** https://docs.python.org/3/library/sys.html#sys.exit */
const ENDS = /^(sys\.exit|exit|quit|os\._exit|os\.abort|argparse\.ArgumentParser\(\)\.(error|exit))$/;

const withSelf = (call: PyCall, self: PyNamed): PyCall => ({
  ...call,
  positional: [{ value: self, text: "self", entries: null }, ...call.positional],
});

const STEPS = 100_000;
const DEPTH = 60;

export function runPython(source: string, given: Environment, modules: Modules = NO_MODULES, name = "__main__"): Program {
  const calls: Called[] = [];
  const definitions: Definition[] = [];
  const entered = new Set<string>();
  const active = new Set<string>();
  const loaded = new Map<string, Names | null>();
  /** Attributes that may be set anywhere. */
  const scattered = new Set<string>();
  const isScattered = (attribute: string): boolean => scattered.has(attribute) || scattered.has(HOLE);
  let steps = 0;
  let deep = false;
  /** False once a text is met that is no Python: a hole outside of strings, or a mistake. */
  let sound = true;

  function parsed(text: string): SyntaxNode {
    const tree = parsePython(text);
    if (hasErrors(tree, text)) sound = run.complete = false;
    for (const name of scatteredIn(tree.topNode, text)) scattered.add(name);
    return tree.topNode;
  }

  const spend = (depth: number): boolean => {
    deep ||= ++steps > STEPS || depth > DEPTH;
    if (deep) run.complete = false;
    return !deep;
  };

  /** What a class makes that has an `__init__`. */
  function construct(init: Definition, self: PyNamed, call: PyCall, frame: Frame): PyValue {
    if (active.has(keyOf(init))) lose(self);
    enter(withSelf(call, self), init, frame, self);
    return self;
  }

  function start(module: string, text: string, certain: boolean, depth: number, names: Names): [Frame, Ending] {
    names.set("__name__", module);
    const top = parsed(text);
    const frame: Frame = { text, names, outer: null, shared: new Map(), certain: sound && certain, depth, returns: [] };
    return [frame, run.block(top, frame)];
  }

  function load(module: string, { certain, depth }: Frame): Names | null {
    const seen = loaded.get(module);
    if (seen !== undefined) return seen;
    const text = depth > 5 ? null : modules.read(module);
    const names = text === null ? null : new Names();
    loaded.set(module, names);
    const [, ending] = text === null || names === null ? [] : start(module, text, certain, depth + 1, names);
    if (ending !== undefined && isEnd(ending)) throw new Ended(ending);
    return names;
  }

  const context = (frame: Frame): Context => ({
    text: frame.text,
    get environment() {
      return run.environment;
    },
    spend,
    lookUp: (wanted) => lookUp(frame, wanted),
    bind: (bound, value) => {
      bindWithin(frame, bound, value);
    },
    define: (node) => define(node, frame, false),
    perhaps: () => context({ ...frame, certain: false }),
    within: (node) => {
      forget(node, frame);
      const names = new Names();
      for (const child of node.getChildren("VariableName")) names.set(textIn(frame, child), HOLE);
      return context({ ...frame, names, outer: frame, shared: new Map(), certain: false });
    },
    isScattered,
    call: (asked, target) => {
      const above = throughSuper(asked, frame) ?? throughBase(asked, frame);
      const { call, callee } = above ?? { call: asked, callee: target };
      const made = isNamed(callee) && callee.attributes === undefined && callee.self === undefined ? callee : undefined;
      const init = made?.own === undefined ? undefined : initOf(made.own)?.definition;
      run.environment = afterCall(run.environment, call, frame.certain, modules.dotenv);
      const record = (argument: PyCall["positional"][number]): PyCall["positional"][number] => ({
        ...argument,
        value: frozen(argument.value),
      });
      const positional = call.positional.map(record);
      const named = new Map([...call.named].map(([keyword, argument]) => [keyword, record(argument)]));
      const by = { ...call, positional, named };
      const certainty = frame.certain ? "definite" : "possible";
      // What a class binds that has an `__init__` of its own, that says.
      const path = made === undefined ? call.path : isOpaque(made) ? OPAQUE : init === undefined ? call.path : `?${made.own?.name ?? ""}`;
      if (run.replaced) run.complete = false;
      calls.push(run.replaced ? { ...NOBODY, path, certainty: "possible" } : { ...by, path, certainty });
      if (ENDS.test(call.path)) throw new Ended("exits");
      if (made !== undefined && init !== undefined)
        return construct(init, (above === null ? null : selfAround(frame)) ?? instanceOf(made, {}), call, frame);
      if (isNamed(callee) && callee.definition !== undefined)
        return callee.self === undefined
          ? enter(call, callee.definition, frame)
          : enter(withSelf(call, callee.self), callee.definition, frame, callee.self);
      afterUnknown(run, call, frame);
      const attributes = TOLD.some(isScattered) ? null : parsedArguments(call, calls, modules.given);
      if (attributes !== null) return { path: `${call.path}()`, by, attributes };
      return made?.own === undefined ? { path: `${call.path}()`, by } : instanceOf(made, { by });
    },
  });

  function define(node: SyntaxNode, frame: Frame, decorated: boolean): PyNamed {
    const fallbacks = new Map<string, PyValue>();
    for (const { name: parameter, fallback } of parametersOf(node, frame.text))
      if (fallback !== null) fallbacks.set(parameter, run.value(fallback, frame));
    const definition: Definition = { node, scope: frame, fallbacks, decorated, loose: false, forgotten: false };
    definitions.push(definition);
    const named = node.getChild("VariableName");
    return { path: `${named === null ? "lambda" : textIn(frame, named)}@${String(node.from)}`, definition };
  }

  /** Nodes are made anew each time the tree is walked; their place is what stays. */
  const keyOf = ({ node, scope }: Definition): string => `${String(node.from)} ${scope.text}`;

  function enter(call: PyCall | null, definition: Definition, frame: Frame, self?: PyNamed): PyValue {
    const { node, scope, decorated } = definition;
    const key = keyOf(definition);
    entered.add(key);
    const given = call === null ? [] : [...call.positional, ...call.named.values()].map(({ value }) => value);
    if (active.has(key) || !spend(frame.depth)) {
      forget(node, scope);
      return lose(...given, { path: "", definition });
    }
    active.add(key);
    const names = new Names();
    const isGenerator = holds(node, /^Yield/);
    const certain = frame.certain && !isGenerator;
    const depth = frame.depth + 1;
    const inner: Frame = { text: scope.text, names, outer: scope, shared: new Map(), certain, depth, returns: [], ...(self && { self }) };
    const parameters = parametersOf(node, scope.text);
    const known = call !== null && !call.open && !decorated && parameters.every(({ kind }) => kind !== "rest");
    if (!known) lose(...given, ...definition.fallbacks.values());
    let position = 0;
    for (const { name: parameter, kind } of parameters) {
      const argument = call?.named.get(parameter) ?? (kind === "plain" ? call?.positional[position++] : undefined);
      const value = argument === undefined ? definition.fallbacks.get(parameter) : argument.value;
      const isSure = call !== null && !call.open && !decorated && kind !== "rest";
      names.set(parameter, isSure && value !== undefined ? value : HOLE);
    }
    const body = node.getChild("Body");
    const ending = endingOf(() => {
      if (body !== null) return run.block(body, inner);
      inner.returns.push(run.value(node.lastChild ?? node, inner));
      return "leaves";
    });
    active.delete(key);
    // What others run, or wait for, fails for them.
    if (isEnd(ending) && !decorated && !isGenerator && node.getChild("async") === null) throw new Ended(ending);
    const results = ending === "leaves" || isEnd(ending) ? inner.returns : [...inner.returns, null];
    const [first = HOLE, ...others] = results;
    const result = others.reduce(either, first);
    return decorated || isGenerator ? lose(result) : result;
  }

  const run: Run = {
    environment: given,
    complete: true,
    replaced: false,
    attributes: new Map(),
    spend,
    value: (node, frame) => evaluate(node, context(frame)),
    block: (node, frame) => {
      try {
        return block(run, node, frame);
      } catch (error) {
        // It takes more room than there is, and nobody knows how much of it was run.
        if (!(error instanceof RangeError)) throw error;
        run.complete = false;
        forget(node, frame);
        return "may leave";
      }
    },
    assign: (target, value, frame) => {
      assign(run, target, value, frame);
    },
    define,
    load,
  };

  const main = new Names();
  loaded.set(name, main);
  const [frame] = start(name, source, true, 0, main);
  const offered = new Set<string>();
  for (const definition of definitions) {
    const key = keyOf(definition);
    if (offered.has(key) || (entered.has(key) && !definition.loose)) continue;
    offered.add(key);
    oneOf(
      () => HOLE,
      () => enter(null, definition, { ...frame, certain: false }),
    );
  }
  return { calls, names: frame.names, attributes: run.attributes, complete: run.complete };
}
