import { check, ConfigError, isFailing, VERSION, type CheckInput, type CheckOptions } from "../../src";
import { ASSUMPTIONS } from "../../src/model/assumption";
import { planOf } from "../allow/judged";

const options: CheckOptions = { today: "2027-03-14", stack: "shop/prod", advisory: false, all: false, version: "4.5.6" };
const input: CheckInput = { path: "plan.json", bytes: Buffer.from(planOf("nlb-fargate")) };

/** What a program in JavaScript may hand over. */
function problems(inputs: unknown, given: unknown): readonly string[] {
  try {
    check(inputs as CheckInput[], given as CheckOptions);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const KEYS = "stack, advisory, all, only, version, withOption, assumptions, source, today, config, against, with, beside";
const INPUTS = "a list of { path, bytes }";
const BYTES = "the bytes of a file, a Uint8Array";

test("what belongs there is judged", () => {
  expect(check([input], { ...options, against: [], with: [input], only: "opened", assumptions: new Set() }).errors).toHaveLength(1);
  expect(check([input], { today: "2027-03-14" })).toMatchObject({
    tool: { version: VERSION },
    results: [{ stack: null, decision: "block" }],
  });
  expect(problems([{ ...input, bytes: new Uint8Array(3) }], { ...options, stack: null, against: null, config: {} })).toEqual([]);
});

test.each<[string, unknown, unknown, readonly string[]]>([
  ["nothing", undefined, undefined, [`"inputs" takes ${INPUTS}; undefined is none`, '"options" takes an object; undefined is none']],
  ["an empty list", [], options, ['"inputs" takes one input or more; an empty list is none']],
  ["a number", 7, options, [`"inputs" takes ${INPUTS}; a number is none`]],
  ["a path alone", "plan.json", options, [`"inputs" takes ${INPUTS}; a string is none`]],
  ["a list of paths", ["plan.json"], options, [`"inputs[0]" takes { path, bytes }; a string is none`]],
  ["text instead of bytes", [input, { ...input, bytes: "{}" }], options, [`"inputs[1].bytes" takes ${BYTES}; a string is none`]],
  ["a list instead of bytes", [{ ...input, bytes: [123] }], options, [`"inputs[0].bytes" takes ${BYTES}; a list is none`]],
  ["no path", [{ bytes: input.bytes }], options, ['"inputs[0].path" takes a text; undefined is none']],
  ["no options", [input], null, ['"options" takes an object; null is none']],
  [
    "flags that are none",
    [input],
    { ...options, advisory: "false", all: 1 },
    ['"advisory" takes true or false; a string is none', '"all" takes true or false; a number is none'],
  ],
  ["a stack by number", [input], { ...options, stack: 4 }, ['"stack" takes a name, or null; a number is none']],
  ["a version by number", [input], { ...options, version: 2 }, ['"version" takes a text; a number is none']],
  ["another change", [input], { ...options, only: "closed" }, [`"only" takes "opened"; a string is none`]],
  ["a list of assumptions", [input], { ...options, assumptions: ["own-id"] }, ['"assumptions" takes a Set; a list is none']],
  [
    "an assumption that there is not",
    [input],
    { ...options, assumptions: new Set(["own-id", "default-vcp"]) },
    [`"assumptions" takes ${ASSUMPTIONS.slice(0, -1).join(", ")} or own-id; "default-vcp" is none of them; did you mean "default-vpc"?`],
  ],
  [
    "options that there are not",
    [input],
    { ...options, advisroy: true, folder: "infra" },
    ['unknown key "advisroy" in options; did you mean "advisory"?', `unknown key "folder" in options; there are ${KEYS}`],
  ],
  ["a folder alone", [input], { ...options, source: "infra" }, ['"source" takes { folder, list, read }; a string is none']],
  [
    "other inputs",
    [input],
    { ...options, with: {}, against: [{ path: "a" }] },
    [`"against[0].bytes" takes ${BYTES}; undefined is none`, `"with" takes ${INPUTS}; an object is none`],
  ],
  [
    "a day that there is not",
    [input],
    { ...options, today: "2027-02-30", all: null },
    ['"all" takes true or false; null is none', '"today" takes a day as YYYY-MM-DD; "2027-02-30" is none'],
  ],
])("%s is refused in words", (_, inputs, given, says) => {
  expect(problems(inputs, given)).toEqual(says);
});

test("the error has its name", () => {
  const error = new ConfigError(["quadzero.yaml: one", "quadzero.yaml: two"]);
  expect([error.name, String(error)]).toEqual(["ConfigError", "ConfigError: quadzero.yaml: one\nquadzero.yaml: two"]);
});

test("what cannot be read stops who asked, advisory or not", () => {
  const report = check([{ path: "plan.json", bytes: Buffer.from("{") }], { today: "2027-03-14" });
  expect(report).toMatchObject({ decision: "pass", errors: [{ path: "plan.json" }] });
  expect([isFailing(report, false, "block"), isFailing(report, true, "block")]).toEqual([true, true]);
  expect(isFailing({ ...report, errors: [] }, false, "warn")).toBe(false);
});
