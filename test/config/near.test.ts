import type { Config } from "../../src/model/config";
import { resultOf } from "../plans/findings";
import { ref } from "../plans/plan";
import { machine, withRules } from "../plans/vpc";

const program = {
  ...withRules({ protocol: "tcp", from_port: 8441, to_port: 8441, cidr_blocks: ref("var.office") }),
  "aws_instance.web": machine({ user_data: "#!/bin/sh\nredis-server --port 8441 --bind 0.0.0.0 --protected-mode no\n" }),
};
const told = (config: Config, stack: string | null = null): readonly string[] =>
  resultOf(program, { config, stack }).diagnostics.map(({ level, message }) => `${level} ${message.replace(/ \(.*\)/, "")}`);

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
