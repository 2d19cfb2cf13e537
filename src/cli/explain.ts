import { whichRule } from "../words/cli";
import { RULES } from "../words/report";
import { type Command, UsageError } from "./arguments";
import { EXIT } from "./io";
import { nearest } from "./nearest";

const names = Object.keys(RULES);

export const explain: Command = {
  name: "explain",
  operands: "RULE",
  says: `print the page of a rule: ${names.join(", ")}`,
  options: {},
  examples: names.map((name) => `quadzero explain ${name}`),
  run: ({ operands: [rule, ...others] }, io) => {
    if (rule === undefined) throw new UsageError(whichRule(null, null, names));
    if (!names.includes(rule)) throw new UsageError(whichRule(rule, nearest(rule, names), names));
    if (others.length > 0) throw new UsageError(whichRule(null, null, names));
    io.stdout.write(io.ownFile(`docs/rules/${rule}.md`));
    return EXIT.nothingBlocked;
  },
};
