import type { SyntaxNode } from "@lezer/common";
import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { bindGlobal, capturedIn } from "./bind";
import { isEnvironment, withEntries, withSetting } from "./environment";
import { childrenOf, entriesOf, evaluate, type Context } from "./evaluate";
import { importInto } from "./imports";
import { assignments, bindName, shareNames, textIn, type Definition, type Frame, type Names } from "./statement";
import { isNamed, truth, type PyValue } from "./value";

/** A program while it runs. */
export interface Run {
  environment: Environment;
  /** False: it does more than is followed. */
  complete: boolean;
  /** Attributes that it sets, by path. */
  readonly attributes: Map<string, PyValue>;
  readonly definitions: Map<string, Definition>;
  /** One statement or expression more; false: that is too many, or too deep. */
  readonly spend: (depth: number) => boolean;
  readonly context: (frame: Frame) => Context;
  readonly load: (module: string, depth: number) => Names | null;
}

export function block(run: Run, node: SyntaxNode, frame: Frame): void {
  for (const statement of childrenOf(node)) perform(run, statement, frame);
}

function perform(run: Run, node: SyntaxNode, frame: Frame): void {
  if (!run.spend(frame.depth)) return;
  const value = (of: SyntaxNode | null | undefined): PyValue => (of === null || of === undefined ? HOLE : evaluate(of, run.context(frame)));
  const children = childrenOf(node);
  const deeper = { ...frame, depth: frame.depth + 1 };
  switch (node.name) {
    case "ImportStatement":
      if (!importInto(frame, children, (module) => run.load(module, frame.depth))) run.complete = false;
      return;
    case "AssignStatement":
      for (const [target, given] of assignments(children, value)) assign(run, target, given, frame);
      return;
    case "UpdateStatement":
      value(children.at(-1));
      if (isEnvironment(value(children[0])))
        run.environment = withEntries(run.environment, entriesOf(children.at(-1), value), frame.certain);
      else if (children[0]?.name === "VariableName") bindName(frame, textIn(frame, children[0]), HOLE);
      return;
    case "ScopeStatement":
      shareNames(
        frame,
        children.filter(({ name: kind }) => kind !== ",").map((child) => textIn(frame, child)),
      );
      return;
    case "DeleteStatement":
      for (const child of children) if (child.name === "MemberExpression") assign(run, child, HOLE, frame);
      return;
    case "IfStatement":
      branch(run, children, deeper, value);
      return;
    case "MatchStatement":
      value(children[1]);
      for (const clause of node.getChild("MatchBody")?.getChildren("MatchClause") ?? []) {
        for (const captured of capturedIn(clause)) bindName(frame, textIn(frame, captured), HOLE);
        conditional(run, undefined, clause.getChild("Body"), deeper);
      }
      return;
    case "WhileStatement":
      conditional(run, children[1] === undefined ? undefined : truth(value(children[1])), node.getChild("Body"), deeper);
      return;
    case "ForStatement":
      children
        .filter(({ name: kind }) => kind === "VariableName")
        .slice(0, 1)
        .forEach((target) => {
          bindName(frame, textIn(frame, target), HOLE);
        });
      conditional(run, undefined, node.getChild("Body"), deeper);
      return;
    case "TryStatement":
      children.forEach((child, index) => {
        if (child.name !== "Body") return;
        const handler = children.slice(0, index).findLast(({ name: kind }) => /^(try|except|else|finally)$/.test(kind))?.name === "except";
        conditional(run, handler ? undefined : true, child, deeper);
      });
      return;
    case "WithStatement":
      children.forEach((child, index) => {
        if (/^(with|as|,|:|async|\(|\)|Body)$/.test(child.name) || children[index - 1]?.name === "as") return;
        const managed = value(child);
        const target = children[index + 1]?.name === "as" ? children[index + 2] : undefined;
        if (target !== undefined) assign(run, target, managed, frame);
      });
      block(run, node.getChild("Body") ?? node, deeper);
      return;
    case "DecoratedStatement":
      children
        .filter(({ name: kind }) => kind === "FunctionDefinition")
        .forEach((child) => {
          define(run, child, frame, true);
        });
      children
        .filter(({ name: kind }) => kind === "ClassDefinition")
        .forEach((child) => {
          perform(run, child, deeper);
        });
      return;
    case "FunctionDefinition":
      define(run, node, frame, false);
      return;
    case "ClassDefinition":
      defineClass(run, node, deeper);
      return;
    case "ReturnStatement":
      frame.returns.push(children[1] === undefined ? null : value(children[1]));
      return;
    case "ExpressionStatement":
    case "StatementGroup":
      for (const child of children)
        if (node.name === "StatementGroup") perform(run, child, deeper);
        else value(child);
      return;
    default:
  }
}

function define(run: Run, node: SyntaxNode, frame: Frame, decorated: boolean): void {
  const named = node.getChild("VariableName");
  if (named === null) return;
  const path = `${textIn(frame, named)}@${String(node.from)}`;
  run.definitions.set(path, { node, scope: frame, decorated });
  bindName(frame, textIn(frame, named), { path });
}

/** A class stands for the last base that is known by name; its methods may be called by anybody. */
function defineClass(run: Run, node: SyntaxNode, frame: Frame): void {
  const named = node.getChild("VariableName");
  const bases = node.getChild("ArgList");
  const base =
    bases === null
      ? undefined
      : childrenOf(bases)
          .filter(({ name: kind }) => /Name|Member/.test(kind))
          .at(-1);
  const body = node.getChild("Body");
  if (body !== null) block(run, body, { ...frame, names: new Map(), outer: frame, shared: new Map(), hidden: true });
  if (named !== null)
    bindName(frame, textIn(frame, named), base === undefined ? { path: `?${textIn(frame, named)}` } : evaluate(base, run.context(frame)));
}

function assign(run: Run, target: SyntaxNode, value: PyValue, frame: Frame): void {
  if (target.name === "VariableName") bindName(frame, textIn(frame, target), value);
  else if (target.name === "MemberExpression") {
    const [object, open, key] = childrenOf(target).map((part) =>
      /^[[\].]$/.test(part.name) ? part.name : evaluate(part, run.context(frame)),
    );
    const path = open === "[" ? object : evaluate(target, run.context(frame));
    if (isNamed(object) && textIn(frame, target.firstChild ?? target) === "globals()") bindGlobal(frame, key, value);
    else if (open !== "[") {
      if (isNamed(path)) run.attributes.set(path.path, frame.certain ? value : HOLE);
    } else if (isEnvironment(path)) run.environment = withSetting(run.environment, key ?? HOLE, value, frame.certain);
    else if (Array.isArray(object) && target.firstChild?.name === "VariableName") bindName(frame, textIn(frame, target.firstChild), HOLE);
  } else
    childrenOf(target)
      .filter(({ name: kind }) => kind === "VariableName")
      .forEach((part, index) => {
        bindName(frame, textIn(frame, part), Array.isArray(value) ? ((value as readonly PyValue[])[index] ?? HOLE) : HOLE);
      });
}

function branch(run: Run, children: readonly SyntaxNode[], frame: Frame, value: (node: SyntaxNode | undefined) => PyValue): void {
  let before: boolean | undefined = false;
  for (const [index, child] of children.entries()) {
    if (child.name !== "Body") continue;
    const isElse = children[index - 1]?.name === "else";
    const condition: boolean | undefined = before === true ? false : isElse ? true : truth(value(children[index - 1]));
    conditional(run, before === undefined && condition === true ? undefined : condition, child, frame);
    before = before === true || condition === true ? true : condition === undefined ? undefined : before;
  }
}

/** A body that surely runs, surely does not, or may: then what it assigns is unknown unless it stays the same. */
function conditional(run: Run, condition: boolean | undefined, body: SyntaxNode | null, frame: Frame): void {
  if (body === null || condition === false) return;
  if (condition === true) {
    block(run, body, frame);
    return;
  }
  const before: Names = new Map(frame.names);
  block(run, body, { ...frame, certain: false });
  for (const [changed, value] of frame.names) {
    const there = before.get(changed);
    if (there !== value) frame.names.set(changed, there === undefined && isNamed(value) ? value : HOLE);
  }
}
