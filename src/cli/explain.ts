import { ONE_RULE, whichRule, OTHER_EXIT_CODES } from "../words/cli";
import { RULES } from "../words/report";
import { type Command, UsageError } from "./arguments";
import { EXIT } from "./io";
import { nearest } from "../words/nearest";

const names = Object.keys(RULES);

export const explain: Command = {
  name: "explain",
  operands: "RULE",
  says: "what a rule says, when it fires, and how to fix what it found",
  options: {},
  values: Object.entries(RULES),
  exitCodes: OTHER_EXIT_CODES.explain,
  examples: names.map((name) => `quadzero explain ${name}`),
  run: ({ operands: [rule, ...others] }, io) => {
    if (rule === undefined) throw new UsageError(whichRule(null, null, names));
    if (!names.includes(rule)) throw new UsageError(whichRule(rule, nearest(rule, names), names));
    if (others.length > 0) throw new UsageError(ONE_RULE);
    io.stdout.write(io.ownFile(`docs/rules/${rule}.md`));
    return EXIT.nothingBlocked;
  },
};
