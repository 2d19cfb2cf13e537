import type { Json } from "../model/value";
import type { Expression, Member } from "./expression";

type Step = string | number;

/** The steps of `ingress[0].cidr_blocks[1]` and of `tags["a.b"]`. */
export const stepsOf = (path: string): readonly Step[] =>
  Array.from(path.matchAll(/\[(\d+)\]|\["([^"]*)"\]|([^.[\]]+)/g), ([, index, key, name]) =>
    index === undefined ? (key ?? name ?? "") : Number(index),
  );

const partOf = (json: Json | undefined, step: Step): Json | undefined =>
  typeof json === "object" && json !== null ? (json as Readonly<Record<Step, Json>>)[step] : undefined;

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

/**
 * Whether something written may have become this value. Providers change the case of words; what only an evaluation would tell may
 * have become anything, and so may what the plan does not know.
 */
function agrees(written: Expression, json: Json | undefined): boolean {
  if (json === undefined || json === null) return true;
  switch (written.is) {
    case "literal":
      return typeof json === "object" || written.value === null || String(json).toLowerCase() === written.value.toLowerCase();
    case "list":
      // A set holds what is written twice once.
      return (
        !isList(json) || (json.length <= written.items.length && written.items.every((item) => json.some((each) => agrees(item, each))))
      );
    case "object":
      return (
        typeof json !== "object" ||
        isList(json) ||
        written.members.every(({ name, block, value }) => name === null || block || agrees(value, partOf(json, name)))
      );
    case "dynamic":
      return written.content === null || agrees(written.content, json);
    default:
      return true;
  }
}

interface Spot {
  readonly at: number;
  readonly value: Expression;
}

/** What a name stands for, one by one: repeated blocks, or the elements of a list. */
function spotsOf(members: readonly Member[]): readonly Spot[] {
  return members.flatMap(({ at, block, value }) => {
    if (block || value.is === "object") return [{ at, value }];
    return value.is === "list" ? value.items.map((item) => ({ at: item.at, value: item })) : [];
  });
}

/**
 * Which one a plan's element is. A plan sorts sets, and does not tell them from lists: so not the index counts, but what is written
 * there, unless the order is the program's own. Null: there are several that it may be.
 */
function spotOf(spots: readonly Spot[], index: number, list: Json | undefined, ordered: boolean): Spot | null {
  if (ordered || spots.length === 1) return spots[ordered ? index : 0] ?? null;
  const element = partOf(list, index);
  const [only, ...others] = element === undefined ? [] : spots.filter(({ value }) => agrees(value, element));
  return only === undefined || others.length > 0 ? null : only;
}

const membersOf = (value: Expression): readonly Member[] => (value.is === "object" ? value.members : []);

/**
 * The offset of an argument: as deep as it can be told for sure.
 * @param at where the expression stands
 * @param json what the plan says of it
 */
export function offsetIn(value: Expression, at: number, [step, ...rest]: readonly Step[], json: Json | undefined, ordered = false): number {
  if (value.is === "encoded") return step === undefined ? at : offsetIn(value.of, at, [step, ...rest], undefined, true);
  if (step === undefined) return at;
  if (typeof step === "number") {
    const spot =
      value.is === "list"
        ? spotOf(
            value.items.map((item) => ({ at: item.at, value: item })),
            step,
            json,
            ordered,
          )
        : null;
    return spot === null ? at : offsetIn(spot.value, spot.at, rest, partOf(json, step), ordered);
  }
  const found = membersOf(value).filter(({ name }) => name === step);
  const [first, another] = found;
  if (first === undefined) return at;
  const part = partOf(json, step);
  const [index] = rest;
  if (typeof index !== "number")
    return another === undefined || rest.length === 0 ? offsetIn(first.value, first.at, rest, part, ordered) : at;
  const attribute = another === undefined && !first.block;
  // One object for a list of one is the author's shorthand; an attribute that holds no list here is told as a whole.
  if (attribute && first.value.is !== "object") return offsetIn(first.value, first.at, rest, part, ordered);
  const spot = spotOf(spotsOf(found), index, part, ordered);
  return spot === null ? at : offsetIn(spot.value, spot.at, rest.slice(1), partOf(part, index), ordered);
}
