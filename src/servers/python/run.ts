import type { SyntaxNode } from "@lezer/common";
import { hasErrors } from "../syntax";
import { parsePython } from "./parse";
import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { bindWithin } from "./bind";
import { evaluate, type Context, type PyCall } from "./evaluate";
import { afterCall } from "./environment";
import { block, type Run } from "./perform";
import { lookUp, parametersOf, type Definition, type Frame, type Names } from "./statement";
import { isNamed, type PyValue } from "./value";

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
  readonly dotenv: () => Environment;
}

const NO_MODULES: Modules = { read: () => null, dotenv: () => ({ values: new Map(), complete: false }) };

const STEPS = 50_000;
const DEPTH = 60;

export function runPython(source: string, given: Environment, modules: Modules = NO_MODULES, name = "__main__"): Program {
  const calls: Called[] = [];
  const entered = new Set<string>();
  const active = new Set<string>();
  const loaded = new Map<string, Names | null>();
  let steps = 0;
  /** False once a text is met that is no Python: a hole outside of strings, or a mistake. */
  let sound = true;

  function parsed(text: string): SyntaxNode {
    const tree = parsePython(text);
    if (hasErrors(tree, text)) sound = run.complete = false;
    return tree.topNode;
  }

  const spend = (depth: number): boolean => {
    if (++steps > STEPS || depth > DEPTH) run.complete = false;
    return steps <= STEPS && depth <= DEPTH;
  };

  function load(module: string, depth: number): Names | null {
    const seen = loaded.get(module);
    if (seen !== undefined) return seen;
    loaded.set(module, null);
    const text = depth > 5 ? null : modules.read(module);
    if (text === null) return null;
    const names: Names = new Map([["__name__", module]]);
    loaded.set(module, names);
    const top = parsed(text);
    block(run, top, { text, names, outer: null, shared: new Map(), certain: sound, depth: depth + 1, returns: [] });
    return names;
  }

  const context = (frame: Frame): Context => ({
    text: frame.text,
    environment: run.environment,
    spend,
    lookUp: (wanted) => lookUp(frame, wanted),
    bind: (bound, given) => {
      bindWithin(frame, bound, given);
    },
    call: (call, callee) => {
      if (call.path === "dotenv.load_dotenv") run.environment = modules.dotenv();
      run.environment = afterCall(run.environment, call, frame.certain);
      calls.push({ ...call, certainty: frame.certain ? "definite" : "possible" });
      const definition = isNamed(callee) ? run.definitions.get(callee.path) : undefined;
      return definition === undefined ? { path: `${call.path}()`, by: call } : enter(call, call.path, definition, frame);
    },
  });

  const run: Run = { environment: given, complete: true, attributes: new Map(), definitions: new Map(), spend, context, load };

  function enter(call: PyCall | null, path: string, definition: Definition, frame: Frame): PyValue {
    entered.add(path);
    if (active.has(path) || !spend(frame.depth)) return HOLE;
    active.add(path);
    const { scope } = definition;
    const names: Names = new Map();
    const { certain, depth } = frame;
    const inner: Frame = { text: scope.text, names, outer: scope, shared: new Map(), certain, depth: depth + 1, returns: [] };
    // A fallback belongs to where the function is defined. https://docs.python.org/3/reference/compound_stmts.html#function-definitions
    const around = { names: scope.names, outer: scope.outer, shared: scope.shared };
    let position = 0;
    for (const [parameter, fallback] of parametersOf(definition)) {
      const given = definition.decorated ? undefined : (call?.named.get(parameter) ?? call?.positional[position++]);
      const known = call !== null && !call.open && !definition.decorated;
      names.set(parameter, given?.value ?? (known && fallback !== null ? evaluate(fallback, context({ ...inner, ...around })) : HOLE));
    }
    const body = definition.node.getChild("Body");
    if (body !== null) block(run, body, inner);
    active.delete(path);
    const [only, ...others] = inner.returns;
    return only === undefined ? null : others.length > 0 ? HOLE : only;
  }

  const names: Names = new Map([["__name__", name]]);
  const top = parsed(source);
  const frame: Frame = { text: source, names, outer: null, shared: new Map(), certain: sound, depth: 0, returns: [] };
  block(run, top, frame);
  for (const [path, definition] of run.definitions) {
    if (!entered.has(path)) enter(null, path, definition, { ...frame, certain: false });
  }
  return { calls, names, attributes: run.attributes, complete: run.complete };
}
