import type { Report } from "../model/report";
import { FORMATS } from "../report";
import { NO_INPUT, notADay, ONE_STDIN } from "../words/cli";
import { withoutPath } from "../words/report";
import { type Command, UsageError } from "./arguments";
import { complain } from "./complain";
import { CONFIG_OPTION, configurationOf, stackOf } from "./configuration";
import { readInputs, SOURCE_OPTION, sourceIn, type Unread } from "./inputs";
import { EXIT, type Io, versionOf } from "./io";

function dayOf(given: string): string {
  const date = new Date(`${given}T00:00:00Z`);
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(given);
  if (!valid) throw new UsageError(notADay(given));
  return given;
}

/** https://no-color.org/ */
const hasColor = ({ env, isTTY }: Io): boolean => isTTY && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";

export const check: Command = {
  name: "check",
  operands: "INPUT…",
  says: "judge what is about to be deployed; the form is detected, - is standard input",
  options: {
    format: { value: "FORMAT", values: FORMATS.map(({ name }) => name), says: "how to print the report" },
    all: { says: "show also what the world cannot reach, and which door is shut" },
    config: CONFIG_OPTION,
    stack: { value: "NAME", says: "the stack that is deployed; without it, $TF_WORKSPACE" },
    source: SOURCE_OPTION,
    advisory: { says: "tell what would be blocked, and block nothing" },
    "fail-on": { value: "DECISION", values: ["block", "warn"], says: "what makes the exit code 1, block unless given" },
    today: { value: "YYYY-MM-DD", says: "the day that expiries are judged by" },
  },
  examples: [
    "terraform show -json plan.tfplan | quadzero check -",
    "quadzero check --all plan.json",
    "quadzero check --stack acme-shop/prod --format json plan.json",
  ],
  run: async (given, io) => {
    const { flag, value, operands: named, rest } = given;
    const operands = [...named, ...(rest ?? [])];
    if (operands.length === 0) throw new UsageError(NO_INPUT("check"));
    if (operands.filter((path) => path === "-").length > 1) throw new UsageError(ONE_STDIN);
    const today = dayOf(value("today") ?? io.today);
    const stack = stackOf(given, io);
    const config = configurationOf(given, io);
    const [all, advisory] = [flag("all"), flag("advisory")];
    const folder = value("source");
    const source = folder === undefined ? {} : { source: sourceIn(folder, io) };
    const { inputs, unread } = await readInputs(operands, io);
    const pipeline = require("../check") as typeof import("../check");
    const options = { today, stack, advisory, all, version: versionOf(io), ...source };
    const judged = pipeline.check(inputs, config === null ? options : { ...options, config });
    const order = ({ path }: Unread): number => operands.indexOf(path);
    const report: Report = { ...judged, errors: [...judged.errors, ...unread].sort((a, b) => order(a) - order(b)) };

    const format = FORMATS.find(({ name }) => name === value("format")) ?? FORMATS[0];
    // On a terminal both streams meet: what went wrong stands there once.
    const shown = format.name === "text" ? { ...report, errors: [] } : report;
    io.stdout.write(format.render(shown, { all, color: hasColor(io), width: 80 }));
    for (const { path, message } of report.errors) complain(io, `${path}: ${withoutPath(path, message)}`);
    return exitCode(report, advisory, value("fail-on") === "warn");
  },
};

function exitCode({ decision, errors }: Report, advisory: boolean, failOnWarn: boolean): number {
  if (errors.length > 0) return EXIT.unreadable;
  const blocked = decision === "block" || (failOnWarn && decision === "warn");
  return blocked && !advisory ? EXIT.blocked : EXIT.nothingBlocked;
}
