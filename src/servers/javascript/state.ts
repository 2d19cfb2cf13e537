import { HOLE } from "../../model/text";
import { Left, ON, ended } from "./exits";
import type { JsObject, JsValue, Names } from "./value";

interface Change {
  readonly names: Names;
  readonly key: string;
  readonly had: boolean;
  readonly before: JsValue;
}

/** A name that is not there. */
const ABSENT = Symbol("absent");

type Slot = JsValue | typeof ABSENT;
type Cell = Pick<Change, "names" | "key">;

/** How often a loop is gone through that may be gone through any number of times: what it changes is unknown the second time. */
const ROUNDS = 6;

/** What the names and objects of a program hold. Every change goes through here, so that it can be taken back, and joined with another. */
export class State {
  /** Whether what is run now is surely run. */
  certain = true;
  /** Within a `try` that what comes after survives: whether all of it is run is open. */
  attempts = 0;
  private changes: Change[] = [];
  /** What was ever given another value, in the order of time. */
  private readonly history: Cell[] = [];
  private readonly born = new WeakMap<Names, number>();
  private readonly frozen = new WeakSet<Names>();
  /** What functions change that run whenever they like. */
  private readonly restless = new Map<Names, Set<string>>();
  private readonly objects: Names[] = [];
  private clock = 0;

  readonly names = (): Names => {
    const names: Names = new Map();
    this.born.set(names, this.clock);
    return names;
  };

  object(members: Iterable<readonly [string, JsValue]>, isList = false): JsObject {
    const object = { members: this.names(), isList };
    this.objects.push(object.members);
    for (const [key, value] of members) object.members.set(key, value);
    return object;
  }

  readonly list = (elements: readonly JsValue[]): JsObject =>
    this.object(
      elements.map((element, index) => [String(index), element]),
      true,
    );

  readonly write = (names: Names, key: string, given: JsValue): void => {
    const value = this.frozen.has(names) ? HOLE : given;
    const [had, before] = [names.has(key), names.get(key)];
    if (had && Object.is(before, value)) return;
    this.changes.push({ names, key, had, before });
    if (had) this.history.push({ names, key });
    names.set(key, value);
  };

  readonly remove = (names: Names, key: string): void => {
    if (!names.has(key)) return;
    if (this.frozen.has(names)) return;
    this.changes.push({ names, key, had: true, before: names.get(key) });
    this.history.push({ names, key });
    names.delete(key);
  };

  /** Any of its members may be anything, and it may have others. */
  readonly blur = (names: Names): void => {
    for (const key of [HOLE, ...names.keys()]) this.write(names, key, HOLE);
  };

  /** A member of an object of the program's own is changed, nobody knows of which. */
  blurAny(key: string): void {
    for (const names of this.objects) if (names.has(key)) this.write(names, key, HOLE);
  }

  readonly freeze = (names: Names): void => {
    this.frozen.add(names);
  };

  now(): number {
    return this.history.length;
  }

  /** What was changed after a moment may be anything. */
  forget(since: number): void {
    for (const { names, key } of this.history.slice(since)) if (names.has(key)) this.write(names, key, HOLE);
  }

  /** One of the branches is run, whichever; left where each of them is. @returns whether what was known before is less certain after */
  perhaps(...branches: readonly (() => void)[]): boolean {
    const [start, certain, moment] = [this.changes.length, this.certain, ++this.clock];
    const left: string[][] = [];
    const outcomes = branches.flatMap((branch) => {
      this.certain = false;
      const exits = ended(branch);
      this.certain = certain;
      if (exits !== ON) left.push([...exits]);
      const outcome = this.takeBack(start, moment);
      // Of what is thrown a `catch` or a `finally` may find what was done before.
      return exits === ON || exits.has("throw") ? [outcome] : [];
    });
    const cells = new Map<Names, Set<string>>();
    for (const outcome of outcomes)
      for (const [names, keys] of outcome) cells.set(names, new Set([...(cells.get(names) ?? []), ...keys.keys()]));
    const moved = this.changes.length;
    for (const [names, keys] of cells) for (const key of keys) this.join(names, key, outcomes);
    if (left.length === branches.length) throw new Left(new Set(left.flat()));
    return this.changes.length > moved;
  }

  /** Nobody knows how often it is run, if at all. */
  repeatedly(body: () => void): void {
    for (let round = 0; round < ROUNDS && this.perhaps(body, () => undefined); round++);
  }

  /** What is run now or later, once or many times. */
  whenever(body: () => void): void {
    const start = this.now();
    this.repeatedly(body);
    for (const { names, key } of this.history.slice(start)) this.restless.set(names, (this.restless.get(names) ?? new Set()).add(key));
  }

  /** Others may run in between. */
  giveWay(): void {
    for (const [names, keys] of this.restless) for (const key of keys) if (names.has(key)) this.write(names, key, HOLE);
  }

  private takeBack(start: number, moment: number): Map<Names, Map<string, Slot>> {
    const outcome = new Map<Names, Map<string, Slot>>();
    const taken = this.changes.splice(start);
    for (const { names, key } of taken) {
      if ((this.born.get(names) ?? 0) >= moment) continue;
      const keys = outcome.get(names) ?? new Map<string, Slot>();
      outcome.set(names, keys.set(key, names.has(key) ? names.get(key) : ABSENT));
    }
    for (const { names, key, had, before } of taken.reverse()) {
      if ((this.born.get(names) ?? 0) >= moment) continue;
      if (had) names.set(key, before);
      else names.delete(key);
    }
    return outcome;
  }

  private join(names: Names, key: string, outcomes: readonly Map<Names, Map<string, Slot>>[]): void {
    const before = names.has(key) ? names.get(key) : ABSENT;
    const results = outcomes.map((outcome) => {
      const keys = outcome.get(names);
      return keys?.has(key) === true ? keys.get(key) : before;
    });
    const [first] = results;
    if (results.every((result) => Object.is(result, first)) && first !== undefined) {
      if (first === ABSENT) this.remove(names, key);
      else this.write(names, key, first);
    } else if (!results.every((result) => Object.is(result, first))) this.write(names, key, HOLE);
    else this.write(names, key, undefined);
  }
}
