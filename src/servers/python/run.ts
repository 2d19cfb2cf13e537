import type { SyntaxNode } from "@lezer/common";
import { hasErrors } from "../syntax";
import { parsePython } from "./parse";
import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { bindGlobal, bindWithin, capturedIn } from "./bind";
import { childrenOf, entriesOf, evaluate, type Context, type PyCall } from "./evaluate";
import { afterCall, isEnvironment, withEntries, withSetting } from "./environment";
import { importInto } from "./imports";
import { assignments, bindName, lookUp, parametersOf, shareNames, textIn, type Definition, type Frame, type Names } from "./statement";
import { isNamed, truth, type PyValue } from "./value";

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
  let environment = given;
  const calls: Called[] = [];
  const attributes = new Map<string, PyValue>();
  const definitions = new Map<string, Definition>();
  const entered = new Set<string>();
  const active = new Set<string>();
  const loaded = new Map<string, Names | null>();
  let steps = 0;
  let complete = true;
  /** False once a text is met that is no Python: a hole outside of strings, or a mistake. */
  let sound = true;

  function parsed(text: string): SyntaxNode {
    const tree = parsePython(text);
    if (hasErrors(tree, text)) sound = complete = false;
    return tree.topNode;
  }

  const spend = (depth: number): boolean => {
    if (++steps > STEPS || depth > DEPTH) complete = false;
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
    block(top, { text, names, outer: null, shared: new Map(), certain: sound, depth: depth + 1, returns: [] });
    return names;
  }

  const context = (frame: Frame): Context => ({
    text: frame.text,
    environment,
    spend,
    lookUp: (wanted) => lookUp(frame, wanted),
    bind: (bound, given) => {
      bindWithin(frame, bound, given);
    },
    call: (call, callee) => {
      if (call.path === "dotenv.load_dotenv") environment = modules.dotenv();
      environment = afterCall(environment, call, frame.certain);
      calls.push({ ...call, certainty: frame.certain ? "definite" : "possible" });
      const definition = isNamed(callee) ? definitions.get(callee.path) : undefined;
      return definition === undefined ? { path: `${call.path}()`, by: call } : enter(call, call.path, definition, frame);
    },
  });

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
    if (body !== null) block(body, inner);
    active.delete(path);
    const [only, ...others] = inner.returns;
    return only === undefined ? null : others.length > 0 ? HOLE : only;
  }

  function block(node: SyntaxNode, frame: Frame): void {
    for (const statement of childrenOf(node)) perform(statement, frame);
  }

  function perform(node: SyntaxNode, frame: Frame): void {
    if (!spend(frame.depth)) return;
    const value = (of: SyntaxNode | null | undefined): PyValue => (of === null || of === undefined ? HOLE : evaluate(of, context(frame)));
    const children = childrenOf(node);
    const deeper = { ...frame, depth: frame.depth + 1 };
    switch (node.name) {
      case "ImportStatement":
        if (!importInto(frame, children, (module) => load(module, frame.depth))) complete = false;
        return;
      case "AssignStatement":
        for (const [target, given] of assignments(children, value)) assign(target, given, frame);
        return;
      case "UpdateStatement":
        value(children.at(-1));
        if (isEnvironment(value(children[0]))) environment = withEntries(environment, entriesOf(children.at(-1), value), frame.certain);
        else if (children[0]?.name === "VariableName") bindName(frame, textIn(frame, children[0]), HOLE);
        return;
      case "ScopeStatement":
        shareNames(
          frame,
          children.filter(({ name: kind }) => kind !== ",").map((child) => textIn(frame, child)),
        );
        return;
      case "DeleteStatement":
        for (const child of children) if (child.name === "MemberExpression") assign(child, HOLE, frame);
        return;
      case "IfStatement":
        branch(children, deeper, value);
        return;
      case "MatchStatement":
        value(children[1]);
        for (const clause of node.getChild("MatchBody")?.getChildren("MatchClause") ?? []) {
          for (const captured of capturedIn(clause)) bindName(frame, textIn(frame, captured), HOLE);
          conditional(undefined, clause.getChild("Body"), deeper);
        }
        return;
      case "WhileStatement":
        conditional(children[1] === undefined ? undefined : truth(value(children[1])), node.getChild("Body"), deeper);
        return;
      case "ForStatement":
        children
          .filter(({ name: kind }) => kind === "VariableName")
          .slice(0, 1)
          .forEach((target) => {
            bindName(frame, textIn(frame, target), HOLE);
          });
        conditional(undefined, node.getChild("Body"), deeper);
        return;
      case "TryStatement":
        children.forEach((child, index) => {
          if (child.name !== "Body") return;
          const handler =
            children.slice(0, index).findLast(({ name: kind }) => /^(try|except|else|finally)$/.test(kind))?.name === "except";
          conditional(handler ? undefined : true, child, deeper);
        });
        return;
      case "WithStatement":
        children.forEach((child, index) => {
          if (/^(with|as|,|:|async|\(|\)|Body)$/.test(child.name) || children[index - 1]?.name === "as") return;
          const managed = value(child);
          const target = children[index + 1]?.name === "as" ? children[index + 2] : undefined;
          if (target !== undefined) assign(target, managed, frame);
        });
        block(node.getChild("Body") ?? node, deeper);
        return;
      case "DecoratedStatement":
        children
          .filter(({ name: kind }) => kind === "FunctionDefinition")
          .forEach((child) => {
            define(child, frame, true);
          });
        children
          .filter(({ name: kind }) => kind === "ClassDefinition")
          .forEach((child) => {
            perform(child, deeper);
          });
        return;
      case "FunctionDefinition":
        define(node, frame, false);
        return;
      case "ClassDefinition":
        defineClass(node, deeper);
        return;
      case "ReturnStatement":
        frame.returns.push(children[1] === undefined ? null : value(children[1]));
        return;
      case "ExpressionStatement":
      case "StatementGroup":
        for (const child of children)
          if (node.name === "StatementGroup") perform(child, deeper);
          else value(child);
        return;
      default:
    }
  }

  function define(node: SyntaxNode, frame: Frame, decorated: boolean): void {
    const named = node.getChild("VariableName");
    if (named === null) return;
    const path = `${textIn(frame, named)}@${String(node.from)}`;
    definitions.set(path, { node, scope: frame, decorated });
    bindName(frame, textIn(frame, named), { path });
  }

  /** A class stands for the last base that is known by name; its methods may be called by anybody. */
  function defineClass(node: SyntaxNode, frame: Frame): void {
    const named = node.getChild("VariableName");
    const bases = node.getChild("ArgList");
    const base =
      bases === null
        ? undefined
        : childrenOf(bases)
            .filter(({ name: kind }) => /Name|Member/.test(kind))
            .at(-1);
    const body = node.getChild("Body");
    if (body !== null) block(body, { ...frame, names: new Map(), outer: frame, shared: new Map(), hidden: true });
    if (named !== null)
      bindName(frame, textIn(frame, named), base === undefined ? { path: `?${textIn(frame, named)}` } : evaluate(base, context(frame)));
  }

  function assign(target: SyntaxNode, value: PyValue, frame: Frame): void {
    if (target.name === "VariableName") bindName(frame, textIn(frame, target), value);
    else if (target.name === "MemberExpression") {
      const [object, open, key] = childrenOf(target).map((part) =>
        /^[[\].]$/.test(part.name) ? part.name : evaluate(part, context(frame)),
      );
      const path = open === "[" ? object : evaluate(target, context(frame));
      if (isNamed(object) && textIn(frame, target.firstChild ?? target) === "globals()") bindGlobal(frame, key, value);
      else if (open !== "[") {
        if (isNamed(path)) attributes.set(path.path, frame.certain ? value : HOLE);
      } else if (isEnvironment(path)) environment = withSetting(environment, key ?? HOLE, value, frame.certain);
      else if (Array.isArray(object) && target.firstChild?.name === "VariableName") bindName(frame, textIn(frame, target.firstChild), HOLE);
    } else
      childrenOf(target)
        .filter(({ name: kind }) => kind === "VariableName")
        .forEach((part, index) => {
          bindName(frame, textIn(frame, part), Array.isArray(value) ? ((value as readonly PyValue[])[index] ?? HOLE) : HOLE);
        });
  }

  function branch(children: readonly SyntaxNode[], frame: Frame, value: (node: SyntaxNode | undefined) => PyValue): void {
    let before: boolean | undefined = false;
    for (const [index, child] of children.entries()) {
      if (child.name !== "Body") continue;
      const isElse = children[index - 1]?.name === "else";
      const condition: boolean | undefined = before === true ? false : isElse ? true : truth(value(children[index - 1]));
      conditional(before === undefined && condition === true ? undefined : condition, child, frame);
      before = before === true || condition === true ? true : condition === undefined ? undefined : before;
    }
  }

  /** A body that surely runs, surely does not, or may: then what it assigns is unknown unless it stays the same. */
  function conditional(condition: boolean | undefined, body: SyntaxNode | null, frame: Frame): void {
    if (body === null || condition === false) return;
    if (condition === true) {
      block(body, frame);
      return;
    }
    const before: Names = new Map(frame.names);
    block(body, { ...frame, certain: false });
    for (const [changed, value] of frame.names) {
      const there = before.get(changed);
      if (there !== value) frame.names.set(changed, there === undefined && isNamed(value) ? value : HOLE);
    }
  }

  const names: Names = new Map([["__name__", name]]);
  const top = parsed(source);
  const frame: Frame = { text: source, names, outer: null, shared: new Map(), certain: sound, depth: 0, returns: [] };
  block(top, frame);
  for (const [path, definition] of definitions) {
    if (!entered.has(path)) enter(null, path, definition, { ...frame, certain: false });
  }
  return { calls, names, attributes, complete };
}
