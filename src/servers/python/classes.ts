import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { within } from "./attributes";
import type { PyCall } from "./call";
import { Ended, isEnd } from "./ending";
import { lose } from "./forget";
import { childrenOf } from "./nodes";
import type { Run } from "./program";
import { bindName, textIn, Names, type Frame, type Scope } from "./scope";
import { bindingMethods } from "./binding-calls";
import { heldBy, isConstant, isDict, isNamed, type PyNamed, type PyValue } from "./value";

/** A class of the program's own. */
export interface PyClass {
  readonly name: string;
  readonly names: Names;
  readonly bases: readonly PyValue[];
  /** The classes of the program's own that it is made of, in the order in which they are asked. */
  readonly line: readonly PyClass[];
  /** Somebody else says how it is made: a metaclass, a decorator, or a base that is worked out. */
  readonly isMade: boolean;
}

/** It stands for its last base; that is what it is by, unless it changes how that one binds. */
export const baseOf = ({ bases }: PyClass): PyNamed | null => {
  const base = bases.at(-1);
  return isNamed(base) ? base : null;
};

const parents = ({ bases }: Pick<PyClass, "bases">): readonly PyClass[] =>
  bases.flatMap((base) => (isNamed(base) && base.own !== undefined ? [base.own] : []));

/** No program has a class of more; who has, is not followed. */
const MOST = 40;

/** Of what classes another is made: of all that come first somewhere, the next that comes later nowhere. https://docs.python.org/3/howto/mro.html */
function lineOf(classes: readonly PyClass[]): readonly PyClass[] {
  if (classes.length > MOST) return classes;
  const line: PyClass[] = [];
  let lists = [...classes.map((one) => [one, ...one.line]), classes];
  for (;;) {
    const firsts = lists.flatMap(([first]) => first ?? []);
    const next = firsts.find((first) => !lists.some((list) => list.indexOf(first) > 0));
    if (next === undefined) return line;
    line.push(next);
    lists = lists.map((list) => (list[0] === next ? list.slice(1) : list));
  }
}

/** What it, or a class of the program's own that it is made of, says of a name. */
const said = (own: PyClass, name: string): PyValue | undefined =>
  [own, ...own.line].map(({ names }) => names.get(name)).find((found) => found !== undefined);

/** Its `__init__`, where that is all that happens when one is made. */
export function initOf(own: PyClass): PyNamed | null {
  const init = said(own, "__init__");
  return isNamed(init) && init.definition?.decorated === false && !own.isMade && said(own, "__new__") === undefined ? init : null;
}

/** Whether all that it has is the program's own. */
const isPlain = (own: PyClass): boolean =>
  [own, ...own.line].every(
    ({ isMade, bases }) => !isMade && bases.every((base) => isNamed(base) && (base.path === "object" || base.own !== undefined)),
  );

function foreignBase(own: PyClass): string | null {
  const base = baseOf(own);
  return base?.own === undefined ? (base?.path ?? null) : foreignBase(base.own);
}

/** Whether it binds a socket, and nobody can tell which. */
export const isOpaque = ({ path, own }: PyNamed): boolean =>
  own !== undefined && path === `?${own.name}` && bindingMethods(foreignBase(own) ?? "").length > 0;

/** Whether it changes how its base binds a socket. */
function alters(own: PyClass): boolean {
  const methods = bindingMethods(foreignBase(own) ?? "");
  if (methods.length === 0) return false;
  const mixed = parents(own).filter((parent) => parent !== baseOf(own)?.own);
  return (
    own.isMade ||
    [...methods, "__new__"].some((name) => said(own, name) !== undefined) ||
    mixed.some((parent) => said(parent, "__init__") !== undefined) ||
    (said(own, "__init__") !== undefined && initOf(own) === null)
  );
}

/** A dictionary in an attribute, of constants, that nobody changes by that name. */
export const isKept = ({ isScattered }: Run, name: string, value: PyValue): boolean =>
  isDict(value) && heldBy(value).every(isConstant) && !isScattered(name) && !isScattered(within(name));

/** Its methods may be called by anybody. */
export function defineClass(run: Run, node: SyntaxNode, frame: Frame, decorated: boolean): void {
  const named = node.getChild("VariableName");
  const list = node.getChild("ArgList");
  const parts = (list === null ? [] : childrenOf(list)).filter(({ name }) => !/^[(),]$/.test(name));
  const isBase = ({ name }: SyntaxNode): boolean => /Name|Member/.test(name);
  const bases = parts.filter(
    (part, index) => isBase(part) && ![parts[index - 1], parts[index + 1]].some((one) => one?.name === "AssignOp"),
  );
  const given = bases.map((base) => run.value(base, frame));
  const line = lineOf(parents({ bases: given }));
  const isFollowed = line.length <= MOST;
  if (!isFollowed) run.complete = false;
  const own: PyClass = {
    name: named === null ? "" : textIn(frame, named),
    names: new Names(),
    bases: isFollowed ? given : [],
    line: isFollowed ? line : [],
    isMade: !isFollowed || decorated || bases.length < parts.length,
  };
  const body = node.getChild("Body");
  const ending =
    body === null ? "goes on" : run.block(body, { ...frame, names: own.names, outer: frame, shared: new Map(), hidden: true, own });
  if (isEnd(ending)) throw new Ended(ending);
  const init = initOf(own);
  for (const [name, value] of own.names) if (value !== init && !isKept(run, name, value)) lose(value);
  const path = baseOf(own)?.path ?? `?${own.name}`;
  if (named !== null) bindName(frame, own.name, { path: alters(own) ? `?${own.name}` : path, own });
}

/** `Base.__init__(self, …)` in a class made of it alone is as `super().__init__(…)`. */
export function throughBase(call: PyCall, scope: Scope): { readonly call: PyCall; readonly callee: PyNamed } | null {
  const named = /^(.+)\.__init__$/.exec(call.path)?.[1];
  const own = named === undefined ? undefined : classAround(scope);
  const base = own === undefined ? null : baseOf(own);
  if (own === undefined || base === null || base.path !== named || alters(own)) return null;
  return { call: { ...call, path: base.path, positional: call.positional.slice(1) }, callee: base };
}

/** What a call of `super()` in a method comes to. */
export function throughSuper(call: PyCall, scope: Scope): { readonly call: PyCall; readonly callee: PyNamed } | null {
  const method = /^super\(\)\.(\w+)$/.exec(call.path)?.[1];
  const own = method === undefined ? undefined : classAround(scope);
  const base = own === undefined ? null : baseOf(own);
  if (own === undefined || base === null || method === undefined) return null;
  if (method === "__init__") {
    const next = nextWith("__init__", own, selfAround(scope)?.own ?? own) ?? base;
    return alters(own) ? null : { call: { ...call, path: next.path }, callee: next };
  }
  const path = `${base.path}().${method}`;
  return base.own === undefined ? { call: { ...call, path }, callee: { path } } : null;
}

/** The class that comes after one in the order of an object's own class. https://docs.python.org/3/library/functions.html#super */
function nextWith(name: string, after: PyClass, whole: PyClass): PyNamed | null {
  const order = [whole, ...whole.line];
  const at = order.indexOf(after);
  const next = at < 0 ? undefined : order.slice(at + 1).find(({ names }) => names.has(name));
  return order.flatMap(({ bases }) => bases.filter(isNamed)).find(({ own }) => own !== undefined && own === next) ?? null;
}

/** The class whose code this is. */
function classAround(scope: Scope): PyClass | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.outer) if (at.own !== undefined) return at.own;
  return undefined;
}

/** What a method calls its object; null where nobody knows which. */
export function selfAround(scope: Scope): PyNamed | null {
  for (let at: Scope | null = scope; at !== null && at.own === undefined; at = at.outer) if (at.self !== undefined) return at.self;
  return null;
}

/** What a class makes; HOLE among its attributes: there may be any. */
export function instanceOf({ path, own }: PyNamed, rest: Partial<PyNamed>): PyNamed {
  const attributes = new Names();
  if (own === undefined || !isPlain(own) || (said(own, "__init__") !== undefined && initOf(own) === null)) attributes.set(HOLE, HOLE);
  return { ...rest, path: `${path}()`, attributes, ...(own === undefined ? {} : { own }) };
}

/** `object.name` of a class of the program's own, or of what it makes. @param isScattered where others may set it */
export function attributeOf(object: PyNamed, name: string, isScattered: boolean): PyValue {
  const elsewhere = { path: `${object.path}.${name}` };
  const { own, attributes } = object;
  if (isScattered) return elsewhere;
  const given = attributes?.get(name);
  if (given !== undefined && attributes?.has(HOLE) === false) return given;
  if (own === undefined) return elsewhere;
  const found = said(own, name);
  if (found === undefined) return elsewhere;
  if (isNamed(found)) return attributes !== undefined && found.definition?.decorated === false ? { ...found, self: object } : elsewhere;
  const isHanded = [own, ...own.line].some(({ names }) => names.has(HOLE));
  return (isConstant(found) || isDict(found)) && isPlain(own) && !isHanded && attributes?.has(HOLE) !== true ? found : elsewhere;
}
