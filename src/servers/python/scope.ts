import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { childrenOf } from "./nodes";
import type { PyClass } from "./classes";
import type { PyNamed, PyValue } from "./value";

/** The names of a module, a class or a function. */
export class Names extends Map<string, PyValue> {
  /** Names that others may change at any time. */
  private readonly loose = new Set<string>();

  override set(name: string, value: PyValue): this {
    return super.set(name, this.loose.has(name) ? HOLE : value);
  }

  loosen(name: string): void {
    this.loose.add(name);
    this.set(name, HOLE);
  }
}

/** Names that a piece of code sees: its own, and those of what stands around it. */
export interface Scope {
  readonly text: string;
  readonly names: Names;
  readonly outer: Scope | null;
  /** Names that it says are another's (`global`, `nonlocal`). */
  readonly shared: Map<string, Names>;
  /** True: the body of a class, whose names the functions in it do not see. */
  readonly hidden?: boolean;
  /** The class whose body it is. */
  readonly own?: PyClass;
  /** The object whose method it is. */
  readonly self?: PyNamed;
}

/** A function of the program: where it stands, and what its parameters are when left out. */
export interface Definition {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly fallbacks: ReadonlyMap<string, PyValue>;
  /** By code that nobody has shown. */
  readonly decorated: boolean;
  /** Somebody else may call it, with anything. */
  loose: boolean;
  /** What it shares with others is forgotten. */
  forgotten: boolean;
}

export interface Frame extends Scope {
  readonly certain: boolean;
  readonly depth: number;
  readonly returns: PyValue[];
}

export function lookUp(scope: Scope, name: string): PyValue {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    if (at.hidden === true && at !== scope) continue;
    const found = (at.shared.get(name) ?? at.names).get(name);
    if (found !== undefined) return found;
  }
  return { path: name };
}

/** Binds a name. What another piece of code sees as well is unknown where it is not sure that this one runs. */
export function bindName({ names, shared, certain }: Frame, name: string, value: PyValue): void {
  const owner = shared.get(name);
  if (owner === undefined) names.set(name, value);
  else owner.set(name, certain || owner.get(name) === value ? value : HOLE);
}

/** The nearest scope around that has a name; else, and of null, the module. */
export function ownerOf(scope: Scope, name: string | null): Scope {
  let at = scope;
  while (at.outer !== null && (name === null || at.hidden === true || !at.names.has(name))) at = at.outer;
  return at;
}

/** `global a, b` and `nonlocal c`. https://docs.python.org/3/reference/simple_stmts.html#the-global-statement */
export function sharedBy(outer: Scope, statement: SyntaxNode): readonly (readonly [string, Names])[] {
  const [keyword, ...names] = childrenOf(statement)
    .filter(({ name }) => name !== ",")
    .map((child) => textIn(outer, child));
  return names.map((name) => [name, ownerOf(outer, keyword === "global" ? null : name).names]);
}

export const textIn = ({ text }: Pick<Scope, "text">, { from, to }: SyntaxNode): string => text.slice(from, to);
