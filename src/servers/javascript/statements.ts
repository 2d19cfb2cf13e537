import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { Left, ON, exitsOf, type Exits } from "./exits";
import { again, eachOf, switched } from "./loops";
import type { Machine } from "./machine";
import { exportsOf, exportsWhole, importsOf } from "./modules";
import { bind, declare } from "./patterns";
import { childrenOf, inner, partsOf, sourceOf } from "./scope";
import { isObject, truth, type Scope } from "./value";

/** They change nothing while the program runs. */
const IDLE = /^(;|DebuggerStatement|TypeAliasDeclaration|InterfaceDeclaration|AmbientDeclaration|[{}])$/;

/** Statements one after the other; after one that perhaps leaves, the others are perhaps run. */
export function sequence(statements: readonly SyntaxNode[], scope: Scope, machine: Machine): Exits {
  for (const statement of statements) hoist(statement, scope, machine);
  return inTurn(statements, scope, machine);
}

function inTurn(statements: readonly SyntaxNode[], scope: Scope, machine: Machine): Exits {
  const exits = new Set<string>();
  for (const [index, statement] of statements.entries()) {
    const here = exitsOf(() => performOne(statement, scope, machine));
    for (const exit of here) if (exit !== "on") exits.add(exit);
    if (!here.has("on")) return exits;
    // A program that throws, or exits, serves nothing: what is asked is what it serves where it does not.
    if ([...here].every((exit) => /^(on|throw|exit)$/.test(exit))) continue;
    machine.state.perhaps(
      () => {
        for (const exit of inTurn(statements.slice(index + 1), scope, machine)) exits.add(exit);
      },
      () => undefined,
    );
    return exits;
  }
  return exits.add("on");
}

/** Functions may be called above their definition. */
function hoist(statement: SyntaxNode, scope: Scope, machine: Machine): void {
  const node = statement.name === "ExportDeclaration" ? (statement.getChild("FunctionDeclaration") ?? statement) : statement;
  const named = node.name === "FunctionDeclaration" ? node.getChild("VariableDefinition") : null;
  if (named !== null) scope.names.set(sourceOf(scope, named), machine.define(node, scope));
}

/** Of a branch with which the program is over nothing is left. */
function survive(exits: Exits): void {
  if (exits.size === 1 && exits.has("exit")) throw new Left(exits);
}

/** @param label of the statement */
function performOne(node: SyntaxNode, scope: Scope, machine: Machine, label = ""): Exits {
  const { state, value } = machine;
  const children = childrenOf(node);
  const [first, second] = children;
  switch (node.name) {
    case "VariableDeclaration":
      declare(node, scope, machine);
      return ON;
    case "ExpressionStatement":
      value(first, scope);
      return ON;
    case "ImportDeclaration":
      importsOf(node, scope, machine);
      return ON;
    case "ExportDeclaration": {
      const exits = inTurn(
        children.filter(({ name }) => name.endsWith("Declaration")),
        scope,
        machine,
      );
      if (!exits.has("on")) return exits;
      exportsWhole(node, scope, machine);
      exportsOf(node, scope, machine);
      return ON;
    }
    case "IfStatement": {
      const otherwise = children.findIndex(({ name }) => name === "else");
      return chosen(truth(value(second, scope)), children[2], otherwise < 0 ? undefined : children[otherwise + 1], scope, machine);
    }
    case "TryStatement":
      return attempted(node, scope, machine);
    case "Block":
      return sequence(children, inner(scope, state), machine);
    case "ReturnStatement":
      scope.home.returns.push(partsOf(children.slice(1)).length === 0 ? undefined : value(second, scope));
      return new Set(["return"]);
    case "ThrowStatement":
      value(second, scope);
      return new Set(["throw"]);
    case "BreakStatement":
    case "ContinueStatement":
      return new Set([
        `${node.name === "BreakStatement" ? "break" : "continue"}:${second?.name === "Label" ? sourceOf(scope, second) : ""}`,
      ]);
    case "LabeledStatement": {
      const name = first === undefined ? "" : sourceOf(scope, first);
      const exits = new Set(node.lastChild === null ? ON : performOne(node.lastChild, scope, machine, name));
      if (exits.delete(`break:${name}`)) exits.add("on");
      return exits;
    }
    case "ClassDeclaration": {
      const name = node.getChild("VariableDefinition");
      const own = machine.define(node, scope);
      if (name !== null) scope.names.set(sourceOf(scope, name), own);
      return ON;
    }
    case "EnumDeclaration":
    case "NamespaceDeclaration": {
      const name = node.getChild("TypeDefinition") ?? node.getChild("VariableDefinition");
      if (name !== null) scope.names.set(sourceOf(scope, name), HOLE);
      return machine.perform(node.getChildren("Block"), scope);
    }
    case "FunctionDeclaration":
      return ON;
    case "ForStatement":
    case "WhileStatement":
    case "DoStatement":
      return node.getChild("ForOfSpec") === null && node.getChild("ForInSpec") === null
        ? again(node, label, scope, machine)
        : eachOf(node, label, scope, machine);
    case "SwitchStatement":
      return switched(node, scope, machine);
    default:
      return IDLE.test(node.name) ? ON : unfollowed(node, scope, machine);
  }
}

function chosen(
  condition: boolean | undefined,
  yes: SyntaxNode | undefined,
  no: SyntaxNode | undefined,
  scope: Scope,
  machine: Machine,
): Exits {
  const branch = (body: SyntaxNode | undefined): Exits => (body === undefined ? ON : machine.perform([body], scope));
  if (condition !== undefined) return branch(condition ? yes : no);
  const exits: string[] = [];
  const possible = (body: SyntaxNode | undefined) => (): void => {
    const own = branch(body);
    exits.push(...own);
    survive(own);
  };
  machine.state.perhaps(possible(yes), possible(no));
  return new Set(exits);
}

/** Where the program goes on after the `catch`, nobody knows how much of the `try` was run. */
function attempted(node: SyntaxNode, scope: Scope, machine: Machine): Exits {
  const { state } = machine;
  const part = (of: SyntaxNode | null): Exits => {
    const block = of?.name === "Block" ? of : (of?.getChild("Block") ?? null);
    return block === null ? ON : machine.perform([block], scope);
  };
  const handler = node.getChild("CatchClause");
  const start = state.now();
  state.attempts += handler === null ? 0 : 1;
  const exits = new Set(part(node.getChild("Block")));
  state.attempts -= handler === null ? 0 : 1;
  if (handler !== null) {
    const caught = inner(scope, state);
    const parameter = childrenOf(handler).find(({ name }) => /^(VariableDefinition|\w+Pattern)$/.test(name));
    if (parameter !== undefined) bind(parameter, HOLE, caught, machine, (name) => caught.names.set(name, HOLE));
    let after: Exits = ON;
    const handle = (): void => {
      state.forget(start);
      after = machine.perform(handler.getChildren("Block"), caught);
      survive(after);
    };
    state.perhaps(handle, () => undefined);
    // Nothing tells of what is caught: whether anything comes after is open.
    if (exits.size === 1 && exits.has("exit")) exits.add("doubt");
    exits.delete("throw");
    for (const exit of after) exits.add(exit);
    if (after.has("on")) state.forget(start);
  }
  const last = part(node.getChild("FinallyClause"));
  return last.has("on") ? exits : last;
}

/** It may do anything to the names that it speaks of. */
function unfollowed(node: SyntaxNode, scope: Scope, machine: Machine): Exits {
  machine.giveUp();
  const { state } = machine;
  for (const child of childrenOf(node)) {
    state.repeatedly(() => {
      if (/(Statement|Block)$/.test(child.name)) machine.perform([child], scope);
      else {
        const value = machine.value(child, scope);
        if (isObject(value)) state.blur(value.members);
      }
    });
    if (/Definition$/.test(child.name)) state.write(scope.names, sourceOf(scope, child), HOLE);
  }
  return ON;
}
