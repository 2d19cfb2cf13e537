import type { SyntaxNode } from "@lezer/common";
import { parseJavaScript } from "./parse";
import { hasErrors } from "../syntax";
import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { withVariable } from "../own-environment";
import { declareVariables, exportAssigned, exportNames, importNames } from "./bindings";
import { childrenOf, evaluate, sourceOf, type Context, type JsCall } from "./evaluate";
import { keyOf, normal, ofJson } from "./scope";
import { isFunction, textOf, truth, type JsFunction, type JsValue, type Scope } from "./value";

export interface Called extends JsCall {
  readonly certainty: "definite" | "possible";
}

export interface Program {
  /** What its modules call; possible where a condition nobody can decide, or a callback, leads there. */
  readonly calls: readonly Called[];
  /** False: it is too long or too deep to be followed. */
  readonly complete: boolean;
}

/** Files of the program by absolute path; null where there is none to see. */
export interface Sources {
  readonly read: (path: string) => string | null;
  /** The environment once a `.env` file is loaded. */
  readonly dotenv: () => Environment;
}

const STEPS = 50_000;
const DEPTH = 60;
const ENDINGS = ["", ".js", ".mjs", ".cjs", ".ts", ".json", "/index.js", "/index.ts"];

export function runJavaScript(file: string, text: string, given: Environment, sources: Sources): Program {
  const calls: Called[] = [];
  const entered = new Set<string>();
  const active = new Set<string>();
  const modules = new Map<string, JsValue>();
  let environment = given;
  let steps = 0;
  let complete = true;
  /** False once a text is met that is no JavaScript: a hole outside of strings, or a mistake. */
  let sound = true;

  const context: Context = {
    environment: () => environment,
    setVariable: (name, value, certain) => {
      environment = withVariable(environment, name, textOf(value), certain);
    },
    spend: (depth) => {
      const left = ++steps <= STEPS && depth <= DEPTH;
      complete &&= left;
      return left;
    },
    load: (module, scope) => {
      if (/^dotenv(\/config)?$/.test(module)) environment = sources.dotenv();
      return /^\.{0,2}\//.test(module) ? loadFile(module, scope) : { path: module.replace(/^node:/, "") };
    },
    call: (call, callee, certain) => {
      if (call.path !== "callback") calls.push({ ...call, certainty: certain ? "definite" : "possible" });
      if (isFunction(callee)) return enter(callee, call, certain);
      return { path: `${call.path.replace(/^new /, "")}()`, made: call.args.map(({ value }) => value) };
    },
  };

  function loadFile(module: string, scope: Scope): JsValue {
    const base = module.startsWith("/") ? module : `${scope.file.slice(0, scope.file.lastIndexOf("/"))}/${module}`;
    const path = normal(base);
    for (const ending of ENDINGS) {
      const candidate = `${path}${ending}`;
      if (modules.has(candidate)) return modules.get(candidate);
      const source = sources.read(candidate);
      if (source === null) continue;
      modules.set(candidate, HOLE);
      const value = candidate.endsWith(".json") ? ofJson(source) : module_(candidate, source);
      modules.set(candidate, value);
      return value;
    }
    return { path: module };
  }

  /** Runs a module; its value is what it exports. */
  function module_(path: string, source: string): JsValue {
    const exports = new Map<string, () => JsValue>();
    const scope: Scope = { text: source, names: new Map(), outer: null, file: path, exports };
    const dialect = /\.[jt]sx$/.test(path) ? "ts jsx" : "ts";
    const tree = parseJavaScript(source, dialect);
    if (hasErrors(tree, source)) sound = complete = false;
    block(tree.topNode, scope, sound, 0);
    const whole = exports.get("=");
    if (whole !== undefined) return whole();
    return exports.size === 0 ? HOLE : { members: new Map([...exports].map(([name, value]) => [name, value()])), complete: false };
  }

  function block(node: SyntaxNode, scope: Scope, certain: boolean, depth: number): void {
    const statements = childrenOf(node);
    for (const statement of statements)
      declare(statement.name === "ExportDeclaration" ? (statement.getChild("FunctionDeclaration") ?? statement) : statement, scope);
    for (const statement of statements) perform(statement, scope, certain, depth);
  }

  /** Functions may be called above their definition. */
  function declare(node: SyntaxNode, scope: Scope): void {
    const named = node.name === "FunctionDeclaration" ? node.getChild("VariableDefinition") : null;
    if (named !== null) scope.names.set(sourceOf(scope, named), () => ({ node, scope }));
  }

  function perform(node: SyntaxNode, scope: Scope, certain: boolean, depth: number): void {
    if (!context.spend(depth)) return;
    const value = (of: SyntaxNode | null | undefined): JsValue =>
      of === null || of === undefined ? HOLE : evaluate(of, scope, context, certain, depth);
    const inside = (body: SyntaxNode | null | undefined, sure: boolean): void => {
      if (body === null || body === undefined) return;
      if (body.name === "Block") block(body, { ...scope, names: new Map(), outer: scope }, sure, depth + 1);
      else perform(body, scope, sure, depth + 1);
    };
    const children = childrenOf(node);
    switch (node.name) {
      case "VariableDeclaration":
        later.push(...declareVariables(children, scope, context, value));
        return;
      case "ExpressionStatement":
        exportAssigned(children[0], value(children[0]), scope);
        return;
      case "ImportDeclaration":
        importNames(children, scope, context, value);
        return;
      case "ExportDeclaration":
        exportNames(children, scope, value, (child) => {
          perform(child, scope, certain, depth + 1);
        });
        return;
      case "IfStatement": {
        const condition = truth(value(children[1]));
        const otherwise = children.findIndex(({ name }) => name === "else");
        if (condition !== false) inside(children[2], certain && condition === true);
        if (otherwise > 0 && condition !== true) inside(children[otherwise + 1], certain && condition === false);
        return;
      }
      case "TryStatement":
        inside(node.getChild("Block"), certain);
        inside(node.getChild("CatchClause")?.getChild("Block"), false);
        inside(node.getChild("FinallyClause")?.getChild("Block"), certain);
        return;
      case "Block":
        inside(node, certain);
        return;
      case "ReturnStatement":
        value(children[1]);
        return;
      case "ClassDeclaration":
        later.push(...(node.getChild("ClassBody")?.getChildren("MethodDeclaration") ?? []).map((method) => ({ node: method, scope })));
        return;
      case "FunctionDeclaration":
        later.push({ node, scope });
        return;
      case "ForStatement":
      case "WhileStatement":
      case "SwitchStatement":
      case "LabeledStatement":
        for (const child of children) inside(child.name === "SwitchBody" || child.name === "Block" ? child : null, false);
        return;
      default:
    }
  }

  const later: JsFunction[] = [];

  /** A function of the program's own, with its parameters as the call gives them. */
  function enter({ node, scope: outer }: JsFunction, call: JsCall | null, certain: boolean): JsValue {
    const key = keyOf({ node, scope: outer });
    if (active.has(key) || !context.spend(active.size)) return HOLE;
    active.add(key);
    entered.add(key);
    const scope: Scope = { ...outer, names: new Map(), outer };
    const parameters = node.getChild("ParamList")?.getChildren("VariableDefinition") ?? [];
    parameters.forEach((parameter, index) => {
      const argument = call === null || call.open ? HOLE : call.args[index]?.value;
      scope.names.set(sourceOf(outer, parameter), () => argument);
    });
    const body = node.getChild("Block");
    let result: JsValue = HOLE;
    if (body !== null) {
      block(body, scope, certain, active.size);
      const returns = childrenOf(body).filter(({ name }) => name === "ReturnStatement");
      const [only] = returns.length === 1 ? returns : [];
      const given = only === undefined ? undefined : childrenOf(only)[1];
      const before = calls.length;
      if (given !== undefined) result = evaluate(given, scope, context, certain, active.size);
      calls.length = before;
    } else result = evaluate(node.lastChild ?? node, scope, context, certain, active.size);
    active.delete(key);
    return result;
  }

  module_(file, text);
  for (let index = 0; index < later.length; index++) {
    const one = later[index];
    if (one !== undefined && !entered.has(keyOf(one)) && steps <= STEPS) enter(one, null, false);
  }
  return { calls, complete };
}
