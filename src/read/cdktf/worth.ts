import type { Json, Mask } from "../../model/value";
import type { Block } from "./blocks";

export type Key = string | number | null;

/** What a value that is not known depends on. */
export interface Named {
  /** As written: `aws_eip.office.public_ip`, `var.office`. */
  readonly text: string;
  /** Null: no resource or data block of this file, nor of one whose state it reads. */
  readonly block: Block | null;
  /** Undefined: all instances of the block. */
  readonly key: Key | undefined;
  readonly attribute: string;
}

/** A value that nobody knows before deployment, or before the plan. */
export class Unknown {
  constructor(
    readonly names: readonly Named[],
    /** It is what its one name names, unchanged. */
    readonly plain = false,
    /** It is the JSON text of this value, of which parts are known. */
    readonly json?: Worth,
    /** It is this text, with HOLE for words that are not known. */
    readonly text?: string,
  ) {}
}

/** What an expression comes to, as far as the file tells. */
export type Worth = null | boolean | number | string | Unknown | readonly Worth[] | Members;
export interface Members {
  readonly [name: string]: Worth;
}

export const isList = (worth: Worth): worth is readonly Worth[] => Array.isArray(worth);

export const isMembers = (worth: Worth): worth is Members =>
  typeof worth === "object" && worth !== null && !isList(worth) && !(worth instanceof Unknown);

/** What a repetition goes over, in its order: elements by index, members by name; null: over nothing that is told here. */
export const entriesOf = (worth: Worth): readonly (readonly [key: string | number, value: Worth])[] | null => {
  if (isList(worth)) return worth.map((value, index) => [index, value] as const);
  return isMembers(worth) ? Object.entries(worth).sort(([a], [b]) => (a < b ? -1 : 1)) : null;
};

/** As a text shows it; undefined for what is no text, number or boolean. */
export const textOf = (worth: Worth | undefined): string | undefined =>
  typeof worth === "string" || typeof worth === "number" || typeof worth === "boolean" ? String(worth) : undefined;

/** Nothing that people write is larger; what a few lines of `locals` can blow up to is not followed. */
const MOST = 100_000;

/** Every unknown at or below a value. */
export function unknowns(worth: Worth): readonly Unknown[] {
  const found = new Set<Unknown>();
  const seen = new Set<Worth>();
  const rest: Worth[] = [worth];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next !== "object" || next === null || seen.has(next)) continue;
    seen.add(next);
    if (next instanceof Unknown) found.add(next);
    else for (const part of isList(next) ? next : Object.values(next)) rest.push(part);
  }
  return [...found];
}

/** A value made of others, at least one of them not known, in a way that is not followed. */
export const unknownOf = (...from: readonly Worth[]): Unknown => {
  const names = new Map(from.flatMap((worth) => unknowns(worth)).flatMap((unknown) => unknown.names.map((name) => [name.text, name])));
  return new Unknown([...names.values()]);
};

/** Whether a value is known to its last leaf. */
export const isKnown = (worth: Worth): boolean => unknowns(worth).length === 0;

/** Whether a value has more leaves, characters and levels than are followed. Parts that are shared count each time. */
export function isLarge(worth: Worth): boolean {
  let count = 0;
  const rest: { worth: Worth; depth: number }[] = [{ worth, depth: 0 }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    count += typeof next.worth === "string" ? 1 + next.worth.length / 100 : 1;
    if (count > MOST || next.depth > 100) return true;
    const { worth: at, depth } = next;
    if (typeof at !== "object" || at === null || at instanceof Unknown) continue;
    for (const part of isList(at) ? at : Object.values(at)) rest.push({ worth: part, depth: depth + 1 });
  }
  return false;
}

/** A text with parts that are not known shows what it is the JSON of. */
const opened = (worth: Worth): Worth => {
  if (worth instanceof Unknown) return worth.json === undefined ? worth : opened(worth.json);
  if (isList(worth)) return worth.map(opened);
  return isMembers(worth) ? Object.fromEntries(Object.entries(worth).map(([name, part]) => [name, opened(part)])) : worth;
};

/** The value with every JSON text that is known in part taken apart; what is larger than anything sensible is unknown. */
export function settled(worth: Worth): Worth {
  if (isLarge(worth)) return unknownOf(worth);
  const open = opened(worth);
  return isLarge(open) ? unknownOf(worth) : open;
}

export const rawOf = (worth: Worth): Json => {
  if (worth instanceof Unknown) return null;
  if (isList(worth)) return worth.map(rawOf);
  return isMembers(worth) ? Object.fromEntries(Object.entries(worth).map(([name, part]) => [name, rawOf(part)])) : worth;
};

export const maskOf = (worth: Worth): Mask => {
  if (worth instanceof Unknown) return true;
  if (isList(worth)) return worth.map(maskOf);
  return isMembers(worth) ? Object.fromEntries(Object.entries(worth).map(([name, part]) => [name, maskOf(part)])) : false;
};
