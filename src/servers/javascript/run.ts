import type { SyntaxNode } from "@lezer/common";
import { parseJavaScript } from "./parse";
import { hasErrors } from "../syntax";
import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { withVariable } from "../own-environment";
import { defineStatics } from "./classes";
import { Left, ended, isLast } from "./exits";
import { evaluate } from "./evaluate";
import { perform } from "./functions";
import { Later } from "./later";
import type { Arguments, Machine } from "./machine";
import { exportsOf } from "./modules";
import type { Called, Program, Sources } from "./program";
import { childrenOf, keyOf, ofJson, pathsOf } from "./scope";
import { mayBind } from "./sockets";
import { State } from "./state";
import { sequence } from "./statements";
import { copyOf, isClass, textOf, type JsFunction, type JsValue, type Scope } from "./value";

const STEPS = 150_000;
const DEPTH = 400;
/** How often a function may be under way at once. */
const RECURSIONS = 12;
/** What takes no time. */
const INSTANT = /^console\.\w+$|\.createServer$/;
const OPEN: Arguments = { args: [], open: true };

export function runJavaScript(file: string, text: string, given: Environment, sources: Sources): Program {
  const { module, over, finish } = machineFor(given, sources);
  const exits = ended(() => void module(file, text));
  if ([...exits].every((exit) => exit === "exit")) over();
  return finish();
}

export interface Running {
  readonly machine: Machine;
  /** Runs a module; its value is what it exports. Throws Left where it comes to no end. */
  readonly module: (path: string, source: string) => JsValue;
  /** The program has ended, and what it has bound since it last waited has served nobody. */
  readonly over: () => void;
  /** Runs what may be called later, and tells what was called. */
  readonly finish: () => Program;
}

export function machineFor(given: Environment, sources: Sources): Running {
  const calls: Called[] = [];
  const defined = new Map<string, JsFunction>();
  const entered = new Set<string>();
  const active = new Map<string, number>();
  const modules = new Map<string, JsValue>();
  const state = new State();
  let environment = given;
  let steps = 0;
  let depth = 0;
  let complete = true;
  /** How much had been called when time last went by. */
  let waited = 0;
  /** Something was not run: nobody knows what anything is worth from there on. */
  let lost = false;

  const giveUp = (): void => {
    complete = false;
  };
  const lose = (): void => {
    lost = true;
    giveUp();
  };

  /** One step deeper, unless the program is too long or too deep. */
  function deeper<T>(step: () => T, otherwise: T): T {
    if (++steps > STEPS || depth >= DEPTH) {
      lose();
      return otherwise;
    }
    depth++;
    try {
      return step();
    } catch (error) {
      // It takes more room than there is: `class A extends A {}`.
      if (!(error instanceof RangeError)) throw error;
      lose();
      return otherwise;
    } finally {
      depth--;
    }
  }

  const machine: Machine = {
    state,
    environment: () => environment,
    setVariable: (name, value) => {
      environment = withVariable(environment, name, textOf(value), state.certain && state.attempts === 0);
    },
    value: (node, scope) => (node === null || node === undefined ? HOLE : deeper(() => evaluate(node, scope, machine), HOLE)),
    perform: (statements, scope) => deeper(() => sequence(statements, scope, machine), new Set(["on"])),
    define: (node, scope, self) => {
      const own: JsFunction = { node, scope, members: state.names(), ...(self === undefined ? {} : { self }) };
      if (isClass(own)) defineStatics(own, machine);
      else defined.set(keyOf(own), own);
      return own;
    },
    enter,
    whenever: (callee) => {
      state.whenever(() => void enter(callee, OPEN, HOLE, false));
      later.add(callee, OPEN, HOLE);
    },
    record: (call) => {
      if (!mayBind(call.path)) {
        if (!INSTANT.test(call.path)) machine.waits();
        return;
      }
      const args = call.args.map(({ value, text }) => ({ value: lost ? HOLE : copyOf(value), text }));
      calls.push({
        ...call,
        args,
        made: call.made.map((value) => copyOf(value)),
        certainty: state.certain && !lost ? "definite" : "possible",
      });
    },
    waits: () => {
      waited = calls.length;
    },
    load: (module, scope) => {
      if (/^dotenv(\/config)?$/.test(module)) environment = sources.dotenv();
      return /^\.{0,2}\//.test(module) ? loadFile(module, scope) : { path: module.replace(/^node:/, "") };
    },
    giveUp,
    lose,
    isLost: () => lost,
  };

  const later = new Later(machine, calls);

  function enter(callee: JsFunction, passed: Arguments, self: JsValue, awaited: boolean): JsValue {
    const key = keyOf(callee);
    const running = active.get(key) ?? 0;
    if (isClass(callee)) return HOLE;
    if (running >= (state.certain ? RECURSIONS : 1)) {
      if (state.certain) lose();
      return HOLE;
    }
    active.set(key, running + 1);
    entered.add(key);
    const run = (): JsValue => perform(callee, passed, self, awaited, machine);
    const isGenerator = callee.node.getChild("Star") !== null;
    try {
      if (!isGenerator) return deeper(run, HOLE);
      state.whenever(() => void run());
      return HOLE;
    } finally {
      active.set(key, running);
      if (isGenerator || callee.node.getChild("async") !== null) later.add(callee, passed, self);
    }
  }

  function loadFile(module: string, scope: Scope): JsValue {
    for (const path of pathsOf(module, scope.file)) {
      if (modules.has(path)) return modules.get(path);
      const source = sources.read(path);
      if (source === null) continue;
      modules.set(path, HOLE);
      const value = path.endsWith(".json") ? ofJson(source, state) : runModule(path, source);
      modules.set(path, value);
      return value;
    }
    return { path: module };
  }

  function runModule(path: string, source: string): JsValue {
    const [names, exports] = [state.names(), state.names()];
    const scope: Scope = { text: source, names, outer: null, file: path, exports, home: { names, returns: [], suspended: null } };
    const tree = parseJavaScript(source, /\.[jt]sx$/.test(path) ? "ts jsx" : "ts");
    const run = (statements: readonly SyntaxNode[]): void => {
      const exits = machine.perform(statements, scope);
      if (isLast(exits)) throw new Left(exits);
      for (const statement of statements) if (statement.name === "ExportDeclaration") exportsOf(statement, scope, machine);
    };
    if (hasErrors(tree, source)) {
      giveUp();
      state.perhaps(() => {
        run(childrenOf(tree.topNode));
      });
    } else run(childrenOf(tree.topNode));
    if (exports.has("=")) return exports.get("=");
    return exports.size === 0 ? HOLE : { members: new Map([...exports, [HOLE, HOLE]]), isList: false };
  }

  function over(): void {
    calls.splice(waited, Infinity, ...calls.slice(waited).filter(({ certainty }) => certainty === "possible"));
  }

  function finish(): Program {
    for (let round = 0; round < 2; round++) {
      later.run(() => steps <= STEPS);
      for (const [key, callee] of [...defined]) if (!entered.has(key) && steps <= STEPS) machine.whenever(callee);
    }
    return { calls, complete };
  }

  return { machine, module: runModule, over, finish };
}
