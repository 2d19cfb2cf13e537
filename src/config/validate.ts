import { OPTIONS, PROBLEMS } from "../words/config";
import { nearest } from "../words/nearest";
import { hasForm, type Form } from "./forms";
import { CONFIG, FOR_EDITORS, type Member, type Named, type Shape } from "./schema";
import type { Map, Place, Written } from "./written";

type ObjectShape = Extract<Shape, { is: "object" }>;

/** Where a value stands. */
interface Here {
  /** As messages call it: `"expires"`. */
  readonly name: string;
  readonly required: boolean;
}

const LONGEST = 40;

/** A wrong value, so that it can be found; long ones are cut. */
function shown(written: Written): string {
  if (written.is !== "scalar") return written.is === "list" ? "a list" : "an object";
  if (typeof written.value !== "string") return String(written.value);
  return JSON.stringify(written.value.length > LONGEST ? `${written.value.slice(0, LONGEST)}…` : written.value);
}

const says = ({ where }: Place, text: string): string => `${where}: ${text}`;

/** Where a misplaced key belongs: an object that has one of this name, and the way to it. */
function belongs(key: string, within: Shape, not: ObjectShape, way = ""): string | null {
  if (within.is === "list") return belongs(key, within.of, not, `${way}[0]`);
  if (within.is !== "object") return null;
  if (within !== not && Object.hasOwn(within.members, key)) return way === "" ? within.what : `${within.what}: ${way}.${key}`;
  const members = Object.entries(within.members).map(([name, { of }]) => [way === "" ? name : `${way}.${name}`, of] as const);
  const named = (within.named ?? []).map(({ key: { example }, of }) => [`${way}["${example.replaceAll('"', "")}"]`, of] as const);
  return [...members, ...named].map(([to, of]) => belongs(key, of, not, to)).find((found) => found !== null) ?? null;
}

const namedBy = (key: string, shape: ObjectShape): Named | undefined => shape.named?.find((named) => hasForm(key, named.key));

function wrongKey(key: string, at: Place, shape: ObjectShape): string {
  const keys = Object.keys(shape.members);
  if (keys.length === 0) {
    const right = (shape.named ?? []).map(({ key: { right, example } }) => `${right} (${example})`);
    return says(at, PROBLEMS.unnamed(key, shape.what, right));
  }
  const near = nearest(key, keys);
  const option = Object.hasOwn(OPTIONS, key) ? OPTIONS[key] : undefined;
  if (near === null && option !== undefined && shape === CONFIG) return says(at, PROBLEMS.option(key, shape.what, option));
  const elsewhere = near === null || near === key ? belongs(key, CONFIG, shape) : null;
  return says(at, PROBLEMS.unknownKey(key, shape.what, near, elsewhere, keys));
}

function object(written: Place & Map, shape: ObjectShape): readonly string[] {
  const seen = new Set<string>();
  const meant = new Set(written.entries.map(({ key }) => nearest(key, Object.keys(shape.members))));
  const within = written.entries.flatMap(({ key, at, value }) => {
    if (seen.has(key)) return [says(at, PROBLEMS.twice(key))];
    seen.add(key);
    if (shape === CONFIG && key === FOR_EDITORS) return [];
    const member: Member | Named | undefined = Object.hasOwn(shape.members, key) ? shape.members[key] : namedBy(key, shape);
    if (member === undefined) return [wrongKey(key, at, shape)];
    const required = "required" in member && member.required;
    return check(value, member.of, { name: JSON.stringify(key), required });
  });
  const missing = Object.entries(shape.members)
    .filter(([key, { required }]) => required === true && !meant.has(key))
    .map(([key, { of }]) => says(written, PROBLEMS.missing(key, shape.what, right(of))));
  return [...within, ...missing];
}

/** What a place takes, in a few words. */
const meantBy = (written: Written, { meant }: Form): string | null =>
  written.is === "scalar" && typeof written.value === "string" ? (meant?.(written.value) ?? null) : null;

function right(shape: Shape): string {
  switch (shape.is) {
    case "text":
      return `${shape.form.right}, like ${shape.form.example}`;
    case "list":
      return `a list, like ${shape.example}`;
    case "one of":
      return shape.values.join(", ");
    case "object":
      return Object.keys(shape.members).join(", ");
  }
}

/** Every problem of a value, in the order in which it is written. */
function check(written: Written, shape: Shape, { name, required }: Here): readonly string[] {
  const empty = written.is === "scalar" && (written.value === null || written.value === "");
  if (empty && required) return [says(written, PROBLEMS.empty(name, right(shape)))];
  if (written.is === "scalar" && written.value === null) return [];
  switch (shape.is) {
    case "object":
      if (written.is !== "map") return [says(written, PROBLEMS.notAnObject(name, Object.keys(shape.members)))];
      return object(written, shape);
    case "list":
      if (written.is !== "list") return [says(written, PROBLEMS.notAList(name, shape.example))];
      if (written.items.length === 0 && shape.atLeastOne === true) return [says(written, PROBLEMS.noElement(name, shape.example))];
      return written.items.flatMap((item) => check(item, shape.of, { name: PROBLEMS.entry(name), required: true }));
    case "one of": {
      const is = written.is === "scalar" ? shape.values.find((value) => value === written.value) : undefined;
      if (is !== undefined) return [];
      const texts = shape.values.filter((value) => typeof value === "string");
      const given = written.is === "scalar" ? String(written.value).toLowerCase() : "";
      // Of two letters anything is near.
      const near = given.length > 2 ? nearest(given, texts) : null;
      return [says(written, PROBLEMS.notOne(name, texts, shown(written), near))];
    }
    case "text":
      if (written.is === "scalar" && written.value !== null && hasForm(written.value, shape.form)) return [];
      return [says(written, PROBLEMS.wrong(name, shape.form.right, shown(written), meantBy(written, shape.form)))];
  }
}

/** What is wrong with a configuration: each problem in one line, with its place. */
export const problemsOf = (written: Written): readonly string[] => check(written, CONFIG, { name: CONFIG.what, required: false });
