import type { SyntaxNode } from "@lezer/common";
import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { bindGlobal } from "./bind";
import { entriesOf } from "./call";
import { defineClass } from "./classes";
import { isEnvironment, withEntries, withSetting } from "./environment";
import { endingOf, isEnd, type Ending } from "./ending";
import { attempt, branch, loop, managed, matched, perhaps } from "./flow";
import { forget, forgetNamed, lose } from "./forget";
import { importInto } from "./imports";
import { childrenOf, partsOf } from "./nodes";
import { sum } from "./operators";
import { bindName, lookUp, sharedBy, textIn, type Frame, type Names } from "./scope";
import { replaces } from "./binding-calls";
import { assignments, listed, unpacked } from "./statement";
import { frozen, isList, isNamed, type PyNamed, type PyValue } from "./value";

/** A program while it runs. */
export interface Run {
  environment: Environment;
  /** False: it does more than is followed. */
  complete: boolean;
  /** It has put something of its own in the place of what binds. */
  replaced: boolean;
  /** Attributes that it sets, by path. */
  readonly attributes: Map<string, PyValue>;
  /** One statement or expression more; false: that is too many, or too deep. */
  readonly spend: (depth: number) => boolean;
  readonly value: (node: SyntaxNode, frame: Frame) => PyValue;
  readonly block: (node: SyntaxNode, frame: Frame) => Ending;
  readonly assign: (target: SyntaxNode, value: PyValue, frame: Frame) => void;
  readonly define: (node: SyntaxNode, frame: Frame, decorated: boolean) => PyNamed;
  readonly load: (module: string, frame: Frame) => Names | null;
}

/** The table of names that a module or a function has. */
export const isTable = (value: PyValue | undefined): boolean =>
  isNamed(value) && /^((globals|locals|vars)\(\)|(\?|__main__)\.__dict__)$/.test(value.path);

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

function update(run: Run, children: readonly SyntaxNode[], frame: Frame): void {
  const [target, operator, given] = children;
  if (target === undefined || operator === undefined || given === undefined) return;
  const before = run.value(target, frame);
  const value = run.value(given, frame);
  if (isEnvironment(before)) {
    run.environment = withEntries(
      run.environment,
      entriesOf(given, (of) => (of === null || of === undefined ? HOLE : run.value(of, frame))),
      frame.certain,
    );
    return;
  }
  const adds = textIn(frame, operator) === "+=" && !isList(before) && target.name === "VariableName";
  run.assign(target, adds ? sum(before, value) : lose(before, value), frame);
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

export function assign(run: Run, target: SyntaxNode, value: PyValue, frame: Frame): void {
  const children = childrenOf(target);
  const [first, open, key] = children;
  if (target.name === "VariableName") bindName(frame, textIn(frame, target), value);
  else if (target.name === "ParenthesizedExpression") for (const part of partsOf(children)) run.assign(part, value, frame);
  else if (target.name !== "MemberExpression") for (const [part, given] of unpacked(children, value)) run.assign(part, given, frame);
  else if (first !== undefined && key !== undefined) {
    const object = run.value(first, frame);
    if (open?.name === ".") assignAttribute(run, object, textIn(frame, key), value, frame);
    else assignItem(run, object, key, value, frame);
  }
}

export function assignAttribute(run: Run, object: PyValue, name: string, value: PyValue, frame: Frame): void {
  if (isNamed(object)) {
    // Who has the list by another name may change it.
    const kept = frame.certain && !isList(value) ? frozen(value) : HOLE;
    run.attributes.set(`${object.path}.${name}`, kept);
    if (object.names?.has(name) === true) object.names.set(name, HOLE);
    if (replaces(`${object.path}.${name}`)) run.replaced = true;
    object.attributes?.set(name, kept);
    if (object.attributes !== undefined && isNamed(value) && value.attributes !== undefined) return;
  } else forgetNamed(frame, name);
  lose(value);
}

function assignItem(run: Run, object: PyValue, at: SyntaxNode, value: PyValue, frame: Frame): void {
  const key = run.value(at, frame);
  if (isEnvironment(object)) run.environment = withSetting(run.environment, key, value, frame.certain);
  else if (isTable(object)) {
    // Within a function `vars()` and `locals()` are a copy, of its own names; with an argument they are another's.
    const isOwn = isNamed(object) && object.by?.positional.length === 0 && (frame.outer === null || object.path === "globals()");
    bindGlobal({ ...frame, certain: frame.certain && isOwn }, key, value);
  } else lose(object, value);
}
