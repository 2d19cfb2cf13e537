import type { SyntaxNode } from "@lezer/common";
import { bindName, textIn, type Frame } from "./scope";
import { afterHandlers, endingOf, endingOfOne, isEnd, type Ending } from "./ending";
import { boundIn, either, forget, lose } from "./forget";
import { childrenOf, holds, partsOf } from "./nodes";
import { listed, unpacked } from "./statement";
import { capturedIn } from "./bind";
import type { Run } from "./program";
import { isNamed, itemsOf, truth, type PyValue } from "./value";

/** A piece of code that may run: what it assigns is unknown unless it stays the same. */
export function perhaps(frame: Frame, body: (frame: Frame) => Ending): Ending {
  const before = new Map(frame.names);
  const ending = body({ ...frame, certain: false });
  for (const [name, value] of frame.names) {
    const there = before.get(name);
    if (there !== undefined) frame.names.set(name, either(there, value));
    else if (!isNamed(value)) frame.names.set(name, lose(value));
  }
  return ending;
}

/** A body that surely runs, surely does not, or may. */
function conditional(run: Run, condition: boolean | undefined, body: SyntaxNode | null, frame: Frame): Ending {
  if (body === null || condition === false) return "goes on";
  return condition === true ? run.block(body, frame) : perhaps(frame, (inner) => run.block(body, inner));
}

export function branch(run: Run, node: SyntaxNode, frame: Frame): Ending {
  const children = childrenOf(node);
  const endings: Ending[] = [];
  /** Whether it comes to this clause. */
  let reached: boolean | undefined = true;
  for (const [index, child] of children.entries()) {
    if (child.name !== "Body" || reached === false) continue;
    const before = children[index - 1];
    const asked: Frame = reached === true ? frame : { ...frame, certain: false };
    let condition = true as boolean | undefined;
    const end = endingOf(() => {
      if (before !== undefined && before.name !== "else") condition = truth(run.value(before, asked));
      return "goes on";
    });
    if (isEnd(end)) return endingOfOne([...endings, end]);
    if (condition === false) continue;
    endings.push(conditional(run, reached === true ? condition : undefined, child, frame));
    reached = condition === true ? false : undefined;
  }
  return endingOfOne(reached === false ? endings : [...endings, "goes on"]);
}

/** What a later round finds is what an earlier one left: nothing that it changes is known within, nor where a `break` leaves it. */
export function loop(run: Run, node: SyntaxNode, frame: Frame): Ending {
  const children = childrenOf(node);
  const [body = null, otherwise = null] = node.getChildren("Body");
  const isFor = node.name === "ForStatement";
  const before = momentOf(run, frame);
  let condition: boolean | undefined;
  if (isFor) {
    const [start, end] = [children.findIndex(({ name }) => name === "for"), children.findIndex(({ name }) => name === "in")];
    const all = listed(
      children.slice(
        end + 1,
        children.findIndex(({ name }) => name === "Body"),
      ),
      (part) => run.value(part, frame),
    );
    lose(...(itemsOf(all) ?? []));
    if (body !== null) forget(body, frame);
    for (const [target, value] of unpacked(children.slice(start + 1, end), lose())) run.assign(target, value, frame);
  } else {
    forget(node, frame);
    condition = truth(run.value(children[1] ?? node, frame));
  }
  const round = conditional(run, condition, body, frame);
  if (condition === true && isEnd(round)) return round;
  const leaves = body !== null && holds(body, /^BreakStatement$/);
  if (condition === true && !leaves) return "leaves";
  if (body !== null) keepNamed(run, frame, body, before);
  conditional(run, condition === false && !isFor ? true : undefined, otherwise, frame);
  return holds(node, /^ReturnStatement$/) ? "may leave" : "goes on";
}

interface Moment {
  readonly names: ReadonlyMap<string, PyValue>;
  /** How often dictionaries had been changed by then. */
  readonly changes: number;
}

const momentOf = ({ changed }: Run, { names }: Frame): Moment => ({ names: new Map(names), changes: changed.length });

/** A piece of code that may have ended anywhere: of what it binds that is kept which comes from elsewhere, where nothing else can stand. */
function keepNamed(run: Run, frame: Frame, body: SyntaxNode, before: Moment): void {
  const bound = boundIn(body, frame);
  const kept = [...frame.names].filter(
    ([name, value]) => isNamed(value) && !before.names.has(name) && bound.filter((other) => other === name).length <= 1,
  );
  forget(body, frame);
  lose(...run.changed.slice(before.changes));
  for (const [name, value] of kept) frame.names.set(name, value);
}

export function attempt(run: Run, node: SyntaxNode, frame: Frame): Ending {
  const children = childrenOf(node);
  const bodies = (keyword: string): readonly SyntaxNode[] =>
    children.filter(
      (child, index) =>
        child.name === "Body" &&
        children.slice(0, index).findLast(({ name }) => /^(try|except|else|finally)$/.test(name))?.name === keyword,
    );
  const tried = [...bodies("try"), ...bodies("else")];
  const before = momentOf(run, frame);
  let ending: Ending = "goes on";
  for (const body of tried) if (ending === "goes on") ending = run.block(body, frame);
  const after = new Map(frame.names);
  for (const body of tried) keepNamed(run, frame, body, before);
  const caught = children.filter((_child, index) => children[index - 1]?.name === "as");
  for (const name of caught) bindName(frame, textIn(frame, name), lose());
  const handled = bodies("except").map(
    (body) => [caughtBy(children, body, frame), perhaps(frame, (inner) => run.block(body, inner))] as const,
  );
  const endings = handled.map(([, one]) => one);
  let result = isEnd(ending) ? afterHandlers(ending, handled) : ending === "leaves" ? endingOfOne([ending, ...endings]) : ending;
  const last = bodies("finally");
  const keeps = endings.every((one) => one === "leaves" || isEnd(one)) && last.every((body) => boundIn(body, frame).length === 0);
  for (const body of last) {
    const one = run.block(body, frame);
    if (one === "leaves" || isEnd(one)) result = one;
  }
  if (keeps) for (const [name, value] of after) frame.names.set(name, value);
  return result;
}

/** What the `except` before a body names; nothing: it catches all. */
function caughtBy(children: readonly SyntaxNode[], body: SyntaxNode, frame: Frame): readonly string[] {
  const before = children.slice(
    0,
    children.findIndex(({ from }) => from === body.from),
  );
  const [named] = before.slice(before.findLastIndex(({ name }) => name === "except") + 1);
  if (named === undefined || named.name === ":") return [];
  return (named.name === "TupleExpression" ? partsOf(childrenOf(named)) : [named]).map((one) => textIn(frame, one));
}

/** Managers that may end their body early, and nobody hears of it. */
const isSwallowing = (manager: PyValue): boolean => !isNamed(manager) || /(^|\.)suppress\(\)$|^\?|@/.test(manager.path);

export function managed(run: Run, node: SyntaxNode, frame: Frame): Ending {
  const children = childrenOf(node);
  const before = momentOf(run, frame);
  const managers: PyValue[] = [];
  const ending = endingOf(() => {
    for (const [index, child] of children.entries()) {
      if (!/^[A-Z]/.test(child.name) || child.name === "Body" || children[index - 1]?.name === "as") continue;
      const manager = run.value(child, frame);
      managers.push(manager);
      const target = children[index + 1]?.name === "as" ? children[index + 2] : undefined;
      if (target !== undefined) run.assign(target, manager, frame);
    }
    const body = node.getChild("Body");
    return body === null ? "goes on" : run.block(body, frame);
  });
  if (!managers.some(isSwallowing)) return ending;
  keepNamed(run, frame, node, before);
  return ending === "goes on" ? ending : "may leave";
}

export function matched(run: Run, node: SyntaxNode, frame: Frame): Ending {
  lose(
    ...partsOf(childrenOf(node))
      .slice(0, 1)
      .map((subject) => run.value(subject, frame)),
  );
  const endings = (node.getChild("MatchBody")?.getChildren("MatchClause") ?? []).map((clause) => {
    for (const captured of capturedIn(clause)) bindName(frame, textIn(frame, captured), lose());
    const guard = clause.getChild("Guard");
    return perhaps(frame, (inner) =>
      endingOf(() => {
        if (guard !== null) for (const part of partsOf(childrenOf(guard))) run.value(part, inner);
        return conditional(run, true, clause.getChild("Body"), inner);
      }),
    );
  });
  return endingOfOne([...endings, "goes on"]);
}
