import type { CheckOptions } from "./check";
import { ASSUMPTIONS } from "./model/assumption";
import { isDay } from "./model/day";
import { notADay, PROBLEMS } from "./words/config";
import { nearest } from "./words/nearest";

/** What an argument takes, in words and as a test. */
interface Taken {
  readonly takes: string;
  readonly fits: (given: unknown) => boolean;
}

const isText = (given: unknown): boolean => typeof given === "string";
const isObject = (given: unknown): given is Readonly<Record<string, unknown>> => typeof given === "object" && given !== null;

/** Of any realm: a test runner has arrays of its own. */
const isBytes = (given: unknown): boolean => Object.prototype.toString.call(given) === "[object Uint8Array]";

const PATH: Taken = { takes: "a text", fits: isText };
const BYTES: Taken = { takes: "the bytes of a file, a Uint8Array", fits: isBytes };
const FLAG: Taken = { takes: "true or false", fits: (given) => given === undefined || typeof given === "boolean" };

const isSource = (given: unknown): boolean =>
  isObject(given) && isText(given["folder"]) && typeof given["list"] === "function" && typeof given["read"] === "function";

/** The configuration, inputs, the day and the names of assumptions have tests of their own. */
const OPTIONS: Readonly<Partial<Record<keyof CheckOptions, Taken>>> = {
  stack: { takes: "a name, or null", fits: (given) => given === undefined || given === null || isText(given) },
  advisory: FLAG,
  all: FLAG,
  only: { takes: '"opened"', fits: (given) => given === undefined || given === "opened" },
  version: { takes: "a text", fits: (given) => given === undefined || isText(given) },
  withOption: { takes: "a text", fits: (given) => given === undefined || isText(given) },
  assumptions: { takes: "a Set", fits: (given) => given === undefined || given instanceof Set },
  source: { takes: "{ folder, list, read }", fits: (given) => given === undefined || isSource(given) },
};

/** What something is, and not what it holds: that may be a plan, with its secrets. */
function shown(given: unknown): string {
  if (given === undefined || given === null) return String(given);
  if (Array.isArray(given)) return "a list";
  return `${typeof given === "object" ? "an" : "a"} ${typeof given}`;
}

const wrong = (name: string, { takes, fits }: Taken, given: unknown): readonly string[] =>
  fits(given) ? [] : [PROBLEMS.wrong(JSON.stringify(name), takes, shown(given))];

/** What is wrong with a list of inputs, each problem in one line. */
export function wrongInputs(name: string, given: unknown): readonly string[] {
  if (!Array.isArray(given)) return wrong(name, { takes: "a list of { path, bytes }", fits: Array.isArray }, given);
  return Array.from(given as readonly unknown[], (input, index) => {
    const at = `${name}[${String(index)}]`;
    if (!isObject(input)) return wrong(at, { takes: "{ path, bytes }", fits: isObject }, input);
    return [...wrong(`${at}.path`, PATH, input["path"]), ...wrong(`${at}.bytes`, BYTES, input["bytes"])];
  }).flat();
}

/** A list that a pattern left empty is no plan that passes. */
export const noInputs = (given: readonly unknown[]): readonly string[] =>
  Array.isArray(given) && given.length === 0 ? [PROBLEMS.wrong('"inputs"', "one input or more", "an empty list")] : [];

const KEYS = [...Object.keys(OPTIONS), "today", "config", "against", "with", "beside"];

const unknownKeys = (given: object): readonly string[] =>
  Object.keys(given)
    .filter((key) => !KEYS.includes(key))
    .map((key) => PROBLEMS.unknownKey(key, "options", nearest(key, KEYS), null, KEYS));

const unknownAssumptions = (given: unknown): readonly string[] =>
  [...(given instanceof Set ? (given as ReadonlySet<unknown>) : [])]
    .filter((name) => !ASSUMPTIONS.some((known) => known === name))
    .map((name) =>
      PROBLEMS.notOne(
        '"assumptions"',
        ASSUMPTIONS,
        typeof name === "string" ? JSON.stringify(name) : shown(name),
        nearest(String(name), ASSUMPTIONS),
      ),
    );

/** What is wrong with how a program wants inputs to be judged, each problem in one line; of the configuration nothing. */
export function wrongOptions(given: unknown): readonly string[] {
  if (!isObject(given)) return wrong("options", { takes: "an object", fits: isObject }, given);
  const { against, with: others, beside, today, assumptions } = given;
  return [
    ...unknownKeys(given),
    ...Object.entries(OPTIONS).flatMap(([name, taken]) => wrong(name, taken, given[name])),
    ...unknownAssumptions(assumptions),
    ...(against === undefined || against === null ? [] : wrongInputs("against", against)),
    ...(others === undefined ? [] : wrongInputs("with", others)),
    ...(beside === undefined ? [] : wrongInputs("beside", beside)),
    ...(isDay(today) ? [] : [notADay('"today"', today)]),
  ];
}
