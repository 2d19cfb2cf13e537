import type { Config } from "../../src/model/config";
import { resultOf } from "../plans/findings";
import { withRules } from "../plans/vpc";

const told = (config: Config, stack: string | null): readonly string[] =>
  resultOf(withRules(), { config, stack }).diagnostics.map(({ level, message }) => `${level} ${message.replace(/ \(.*\)/, "")}`);

test.each<[string | null, readonly string[]]>([
  ["acme/Prod", ['note stacks: nothing names this stack; did you mean "acme/prod"?']],
  ["acme/prdo", ['note stacks: nothing names this stack; did you mean "acme/prod"?']],
  ["acme/prod", []],
  ["acme/staging", []],
  ["acme/dev", []],
  [null, []],
])("a stack that is almost named is told: %s", (stack, notes) => {
  expect(told({ stacks: { "acme/prod": { onUnknown: "block" }, "*": { onUnknown: "warn" } } }, stack)).toEqual(notes);
});

test("and a stack that a pattern holds for is not", () => {
  expect(told({ stacks: { "acme/prod": {}, "acme/*": {} } }, "acme/prdo")).toEqual([]);
});
