import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { update } from "./assign";
import { defineClass } from "./classes";
import { endingOf, isEnd, type Ending } from "./ending";
import { attempt, branch, loop, managed, matched, perhaps } from "./flow";
import { forget, lose } from "./forget";
import { importInto } from "./imports";
import { childrenOf, partsOf } from "./nodes";
import type { Run } from "./program";
import { bindName, lookUp, sharedBy, textIn, type Frame } from "./scope";
import { assignments, listed } from "./statement";
import { isNamed, type PyValue } from "./value";

/** Exceptions that end a program, unless they are named. https://docs.python.org/3/library/exceptions.html#exception-hierarchy */
const ENDING = /^(SystemExit|KeyboardInterrupt|GeneratorExit|BaseException)(\(\))?$/;

export const block = (run: Run, node: SyntaxNode, frame: Frame): Ending => sequence(run, partsOf(childrenOf(node)), frame);

function sequence(run: Run, statements: readonly SyntaxNode[], frame: Frame): Ending {
  for (const [index, statement] of statements.entries()) {
    const ending = run.spend(frame.depth) ? endingOf(() => perform(run, statement, frame)) : "goes on";
    if (ending === "leaves" || isEnd(ending)) return ending;
    if (ending === "goes on") continue;
    const rest = perhaps(frame, (inner) => sequence(run, statements.slice(index + 1), inner));
    return rest === "leaves" || isEnd(rest) ? "leaves" : "may leave";
  }
  return "goes on";
}

function perform(run: Run, node: SyntaxNode, frame: Frame): Ending {
  const value = (of: SyntaxNode | null | undefined): PyValue => (of === null || of === undefined ? HOLE : run.value(of, frame));
  const children = childrenOf(node);
  const deeper = { ...frame, depth: frame.depth + 1 };
  switch (node.name) {
    case "IfStatement":
      return branch(run, node, deeper);
    case "WhileStatement":
    case "ForStatement":
      return loop(run, node, deeper);
    case "TryStatement":
      return attempt(run, node, deeper);
    case "WithStatement":
      return managed(run, node, deeper);
    case "MatchStatement":
      return matched(run, node, deeper);
    case "StatementGroup":
      return sequence(run, partsOf(children), deeper);
    case "ReturnStatement":
      frame.returns.push(children.length === 1 ? null : listed(children.slice(1), value));
      return "leaves";
    case "BreakStatement":
    case "ContinueStatement":
      return "leaves";
    case "RaiseStatement": {
      const [raised, ...others] = partsOf(children).map(value);
      lose(...others);
      return isNamed(raised) && ENDING.test(raised.path) ? "exits" : "fails";
    }
    case "ExpressionStatement":
      children.forEach(value);
      return "goes on";
    case "ImportStatement":
      if (!importInto(frame, children, (module) => run.load(module, frame))) run.complete = false;
      return "goes on";
    case "AssignStatement":
      for (const [target, given] of assignments(children, value)) run.assign(target, given, frame);
      return "goes on";
    case "UpdateStatement":
      update(run, children, frame);
      return "goes on";
    case "ScopeStatement":
      for (const [name, owner] of sharedBy(frame.outer ?? frame, node)) frame.shared.set(name, owner);
      return "goes on";
    case "DeleteStatement":
      for (const child of partsOf(children)) run.assign(child, HOLE, frame);
      return "goes on";
    case "DecoratedStatement":
      decorate(run, node, deeper);
      return "goes on";
    case "FunctionDefinition":
      define(run, node, frame, false);
      return "goes on";
    case "ClassDefinition":
      defineClass(run, node, deeper, false);
      return "goes on";
    case "PassStatement":
    case "AssertStatement":
    case "PrintStatement":
    case "YieldStatement":
    case "TypeDefinition":
      lose(...partsOf(children).map(value));
      return "goes on";
    default:
      run.complete = false;
      forget(node, frame);
      return "goes on";
  }
}

function define(run: Run, node: SyntaxNode, frame: Frame, decorated: boolean): void {
  const named = node.getChild("VariableName");
  if (named !== null) bindName(frame, textIn(frame, named), run.define(node, frame, decorated));
}

/** Code of the program's own may make anything of what it decorates; other code calls it as it is, or later. */
function decorate(run: Run, node: SyntaxNode, frame: Frame): void {
  const isOwn = node.getChildren("Decorator").map((decorator) => {
    const [first, ...others] = decorator.getChildren("VariableName");
    const root = first === undefined ? HOLE : lookUp(frame, textIn(frame, first));
    for (const part of partsOf(childrenOf(decorator.getChild("ArgList") ?? decorator)))
      if (part.name !== "VariableName" || decorator.getChild("ArgList") !== null) lose(run.value(part, frame));
    const last = others.reduce((value: PyValue, { name }) => (isNamed(value) ? (value.names?.get(name) ?? value) : value), root);
    lose(root, last);
    return !isNamed(last) || last.definition !== undefined;
  });
  const [statement] = [...node.getChildren("FunctionDefinition"), ...node.getChildren("ClassDefinition")];
  const named = statement?.getChild("VariableName");
  if (statement === undefined || named === null || named === undefined) return;
  if (statement.name === "FunctionDefinition") define(run, statement, frame, true);
  else defineClass(run, statement, frame, true);
  lose(lookUp(frame, textIn(frame, named)));
  if (isOwn.includes(true)) bindName(frame, textIn(frame, named), HOLE);
}
