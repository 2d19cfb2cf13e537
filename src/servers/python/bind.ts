import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { lose } from "./forget";
import { childrenOf } from "./nodes";
import { bindName, ownerOf, type Frame } from "./scope";
import type { PyValue } from "./value";

/** A name that is bound within an expression, of which a part may never be reached: with another value before, it may keep that. */
export function bindWithin(frame: Frame, name: string, value: PyValue): void {
  const before = (frame.shared.get(name) ?? frame.names).get(name);
  bindName(frame, name, before === undefined || before === value ? value : lose(value));
}

/** `globals()["name"] = value`; of a name that is not known, it may be any. */
export function bindGlobal(frame: Frame, name: PyValue | undefined, value: PyValue): void {
  const { names } = ownerOf(frame, null);
  const known = typeof name === "string" && !name.includes(HOLE);
  for (const one of known ? [name] : [...names.keys()]) names.set(one, known && (frame.certain || names.get(one) === value) ? value : HOLE);
}

/** The names that the pattern of a `case` binds. https://docs.python.org/3/reference/compound_stmts.html#capture-patterns */
export const capturedIn = (pattern: SyntaxNode): readonly SyntaxNode[] =>
  childrenOf(pattern).flatMap((part) => {
    if (part.name === "Body") return [];
    return part.name === "VariableName" && /^(Capture|As|Star|Mapping)Pattern$/.test(pattern.name) ? [part] : capturedIn(part);
  });
