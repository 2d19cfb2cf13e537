import type { SyntaxNode } from "@lezer/common";
import type { Environment } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { hasErrors } from "../syntax";
import { assign } from "./assign";
import { scatteredIn } from "./attributes";
import { isInstant } from "./binding-calls";
import { contextOf } from "./context";
import { Ended, isEnd, oneOf, type Ending } from "./ending";
import { evaluate } from "./evaluate";
import { forget } from "./forget";
import { define, enter, keyOf } from "./functions";
import { parsePython } from "./parse";
import { block } from "./perform";
import type { Modules, Program, Run } from "./program";
import { Names, type Frame } from "./scope";

const NO_MODULES: Modules = { read: () => null, dotenv: ({ values }) => ({ values, complete: false }) };

const STEPS = 100_000;
const DEPTH = 60;

export function runPython(source: string, given: Environment, modules: Modules = NO_MODULES, name = "__main__"): Program {
  const loaded = new Map<string, Names | null>();
  /** Attributes that may be set anywhere. */
  const scattered = new Set<string>();
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

  function start(module: string, text: string, certain: boolean, depth: number, names: Names): [Frame, Ending] {
    names.set("__name__", module);
    const top = parsed(text);
    const frame: Frame = { text, names, outer: null, shared: new Map(), certain: sound && certain, depth, returns: [] };
    return [frame, run.block(top, frame)];
  }

  /** https://docs.python.org/3/library/sys.html#sys.argv */
  function argv(): Names | null {
    const { given: passed } = modules;
    if (passed === undefined || passed.some(hasHole) || run.isScattered("argv")) return null;
    return new Names().set("argv", { items: [HOLE, ...passed] });
  }

  function load(module: string, { certain, depth }: Frame): Names | null {
    if (module === "sys" && !loaded.has(module)) loaded.set(module, argv());
    const seen = loaded.get(module);
    if (seen !== undefined) return seen;
    const text = depth > 5 ? null : modules.read(module);
    const names = text === null ? null : new Names();
    loaded.set(module, names);
    const [, ending] = text === null || names === null ? [] : start(module, text, certain, depth + 1, names);
    if (ending !== undefined && isEnd(ending)) throw new Ended(ending);
    return names;
  }

  const run: Run = {
    modules,
    environment: given,
    complete: true,
    replaced: false,
    attributes: new Map(),
    changed: [],
    calls: [],
    definitions: [],
    entered: new Set(),
    active: new Set(),
    isScattered: (attribute) => scattered.has(attribute) || scattered.has(HOLE),
    spend: (depth) => {
      deep ||= ++steps > STEPS || depth > DEPTH;
      if (deep) run.complete = false;
      return !deep;
    },
    value: (node, frame) => evaluate(node, contextOf(run, frame)),
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
    define: (node, frame, decorated) => define(run, node, frame, decorated),
    load,
  };

  const main = new Names();
  loaded.set(name, main);
  const [frame, ending] = start(name, source, true, 0, main);
  // What has been bound since the program last waited has served nobody.
  if (isEnd(ending) && run.complete) run.calls.length = run.calls.findLastIndex(({ path }) => !isInstant(path)) + 1;
  runOthers(run, frame);
  return { calls: run.calls, names: frame.names, attributes: run.attributes, complete: run.complete };
}

/** The functions that nobody has called, or that others may call with anything. */
function runOthers(run: Run, frame: Frame): void {
  const offered = new Set<string>();
  for (const definition of run.definitions) {
    const key = keyOf(definition);
    if (offered.has(key) || (run.entered.has(key) && !definition.loose)) continue;
    offered.add(key);
    oneOf(
      () => HOLE,
      () => enter(run, null, definition, { ...frame, certain: false }),
    );
  }
}
