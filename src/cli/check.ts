import { join } from "node:path";
import { isDay } from "../model/day";
import type { Report } from "../model/report";
import { EXIT_CODES } from "../words/cli";
import { notADay } from "../words/config";
import { withoutPath } from "../words/report";
import { type Command, UsageError } from "./arguments";
import { complain } from "./complain";
import { CONFIG_OPTION, configurationOf, configurationPaths, STACK_OPTION, stackOf } from "./configuration";
import { FORMAT_OPTION, printReport, targetsOf } from "./formats";
import { inputsOf, readInputs, readsEachOnce, readsStdinOnce, SOURCE_OPTION, sourceIn, type Unread } from "./inputs";
import { EXIT, versionOf } from "./io";

function dayOf(given: string): string {
  if (!isDay(given)) throw new UsageError(notADay("--today", given));
  return given;
}

export const check: Command = {
  name: "check",
  operands: "INPUT…",
  says: "judge what is about to be deployed; the form is detected, - is standard input",
  options: {
    format: FORMAT_OPTION,
    all: { says: "show also what the world cannot reach, and which door is shut" },
    config: CONFIG_OPTION,
    stack: STACK_OPTION,
    against: {
      value: "FILE",
      repeat: true,
      says: "compare with what this tells: an earlier plan, a state; may be repeated, one for each input",
    },
    with: { value: "FILE", repeat: true, says: "know what another stack holds, by its state or plan; may be repeated" },
    only: { value: "CHANGE", values: ["opened"], says: "judge only what this change opens or widens" },
    source: SOURCE_OPTION,
    advisory: { says: "tell what would be blocked, and block nothing" },
    "fail-on": {
      value: "DECISION",
      values: ["block", "warn"],
      says: "what makes the exit code 1, block unless given; to warn counts also what was not judged, as a type not modelled",
    },
    today: { value: "YYYY-MM-DD", says: "the day that expiries are judged by" },
  },
  exitCodes: EXIT_CODES,
  examples: [
    "terraform show -json plan.tfplan | quadzero check -",
    "quadzero check --all plan.json",
    "quadzero check cdktf.out",
    "quadzero check --stack acme-shop/prod --format json plan.json",
    "quadzero check --against main.json --with network.json plan.json",
    "quadzero check --only opened --format sarif=out.sarif plan.json",
  ],
  run: async (given, io) => {
    const { flag, value, list } = given;
    const operands = inputsOf(given, "check");
    const [earlier, others] = [given.list("against"), given.list("with")];
    const paths = [...operands, ...earlier, ...others];
    readsStdinOnce(paths);
    for (const each of [operands, others]) readsEachOnce(each, io);
    const targets = targetsOf(
      list("format"),
      { inputs: paths, configurations: configurationPaths(given), program: value("source") ?? null },
      io,
    );
    const today = dayOf(value("today") ?? io.today);
    const stack = stackOf(given, io);
    const config = configurationOf(given, io);
    const [all, advisory] = [flag("all"), flag("advisory")];
    const folder = value("source");
    const source = folder === undefined ? {} : { source: sourceIn(folder, io) };
    const read = await Promise.all([readInputs(operands, io), readInputs(earlier, io), readInputs(others, io)]);
    const [{ inputs }, before, elsewhere] = read;
    const pipeline = require("../check") as typeof import("../check");
    const judged = pipeline.checkReadable(inputs, {
      ...{ today, stack, advisory, all, version: versionOf(io), ...source },
      ...(value("only") === undefined ? {} : { only: "opened" as const }),
      ...(config === null ? {} : { config }),
      // What cannot be read is not "nothing was there before".
      ...(earlier.length === 0 ? {} : { against: before.unread.length + read[0].unread.length > 0 ? null : before.inputs }),
      ...(others.length === 0 ? {} : { with: elsewhere.inputs }),
    });
    // The stacks of a folder are inputs of their own.
    const order = ({ path }: Unread): number => paths.findIndex((given) => path === given || path.startsWith(join(given, "/")));
    const unread = read.flatMap((each) => each.unread);
    const report: Report = { ...judged, errors: [...judged.errors, ...unread].sort((a, b) => order(a) - order(b)) };

    const written = printReport(report, targets, all, io);
    for (const { path, message } of report.errors) complain(io, `${path}: ${withoutPath(path, message)}`);
    const stops = pipeline.isFailing(report, advisory, value("fail-on") === "warn" ? "warn" : "block");
    const code = report.errors.length > 0 ? EXIT.unreadable : stops ? EXIT.blocked : EXIT.nothingBlocked;
    return Math.max(code, written ? EXIT.nothingBlocked : EXIT.badArguments);
  },
};
