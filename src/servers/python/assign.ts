import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { bindGlobal } from "./bind";
import { replaces } from "./binding-calls";
import { isKept } from "./classes";
import { merge, put } from "./dictionary";
import { isEnvironment, withEntries, withSetting } from "./environment";
import type { Context } from "./evaluate";
import { forgetNamed, lose } from "./forget";
import { childrenOf, partsOf } from "./nodes";
import { sum } from "./operators";
import type { Run } from "./program";
import { bindName, textIn, type Frame } from "./scope";
import { unpacked } from "./statement";
import { frozen, isDict, isList, isNamed, type PyValue } from "./value";

/** The table of names that a module or a function has. */
export const isTable = (value: PyValue | undefined): boolean =>
  isNamed(value) && /^((globals|locals|vars)\(\)|(\?|__main__)\.__dict__)$/.test(value.path);

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
    const isWhole = isDict(value) && object.attributes?.has(HOLE) === false && isKept(run, name, value);
    // Who has the list or the dictionary by another name may change it.
    const isOpen = !frame.certain || isList(value) || (isDict(value) && !isWhole);
    const kept = isOpen ? HOLE : isWhole ? value : frozen(value);
    run.attributes.set(`${object.path}.${name}`, kept);
    if (object.names?.has(name) === true) object.names.set(name, HOLE);
    if (replaces(`${object.path}.${name}`)) run.replaced = true;
    object.attributes?.set(name, kept);
    if (object.attributes !== undefined && isNamed(value) && value.attributes !== undefined) return;
    if (kept === value && isWhole) return;
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
  } else if (isDict(object)) putInto(run, frame)(object, key, value);
  else lose(object, value);
}

/** Gives an entry of a dictionary another value, where it is sure that this is done. */
export const putInto =
  (run: Run, { certain }: Frame): Context["put"] =>
  (dictionary, key, value) => {
    run.changed.push(dictionary);
    put(dictionary, key, value, certain);
  };

/** `target += value` */
export function update(run: Run, children: readonly SyntaxNode[], frame: Frame): void {
  const [target, operator, given] = children;
  if (target === undefined || operator === undefined || given === undefined) return;
  const before = run.value(target, frame);
  const value = run.value(given, frame);
  if (isEnvironment(before)) {
    run.environment = withEntries(run.environment, value, frame.certain);
    return;
  }
  if (isDict(before) && textIn(frame, operator) === "|=") {
    merge(before, value, putInto(run, frame));
    run.assign(target, before, frame);
    return;
  }
  const adds = textIn(frame, operator) === "+=" && !isList(before) && target.name === "VariableName";
  run.assign(target, adds ? sum(before, value) : lose(before, value), frame);
}
