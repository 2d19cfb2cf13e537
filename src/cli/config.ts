import { OTHER_EXIT_CODES } from "../words/cli";
import { configIsValid, NO_OPERANDS, UNCONFIGURED } from "../words/config";
import { type Command, UsageError } from "./arguments";
import { CONFIG_OPTION, configurationOf } from "./configuration";
import { EXIT } from "./io";

export const config: Command = {
  name: "config",
  operands: "[--print STACK]",
  says: "check the configuration; tell what applies to a stack, and where it comes from",
  options: {
    print: { value: "STACK", says: "the stack to tell of" },
    config: CONFIG_OPTION,
  },
  exitCodes: OTHER_EXIT_CODES.config,
  examples: ["quadzero config --print acme-shop/prod", "quadzero config --config org.yaml --config quadzero.yaml --print dev"],
  run: (given, io) => {
    const [operand] = given.operands;
    if (operand !== undefined) throw new UsageError(NO_OPERANDS(operand));
    const found = configurationOf(given, io);
    const stack = given.value("print");
    const { configurationOf: loaded, printed, settingsFor } = require("../config") as typeof import("../config");
    const configuration = loaded(found ?? undefined);
    const { files } = configuration;
    if (stack !== undefined) {
      const names = files.map(({ name }) => name);
      io.stdout.write(printed(settingsFor(configuration, stack), { stack, files: names, today: io.today }));
    } else if (files.length === 0) io.stdout.write(`${UNCONFIGURED}\n`);
    for (const { name, sections } of stack === undefined ? files : []) {
      io.stdout.write(
        `${configIsValid(
          name,
          sections.flatMap(({ pattern }) => (pattern === null ? [] : [pattern])),
        )}\n`,
      );
    }
    return EXIT.nothingBlocked;
  },
};
