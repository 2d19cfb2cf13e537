import type { Finding, Report, Result } from "../model/report";
import { OTHER_EXIT_CODES } from "../words/cli";
import { INIT } from "../words/config";
import { withoutPath } from "../words/report";
import type { Command } from "./arguments";
import { complain } from "./complain";
import { CONFIG_OPTION, configurationOf, STACK_OPTION, stackOf } from "./configuration";
import { inputsOf, readInputs, readsEachOnce, readsStdinOnce } from "./inputs";
import { EXIT, versionOf } from "./io";

/** What stands in a comment is one line, whatever a name holds. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, " ");

function proposed({ title, decision, certainty, fixes }: Finding): readonly string[] {
  const yaml = fixes.find(({ kind }) => kind === "allow")?.yaml ?? null;
  if (decision === "pass" || yaml === null) return [];
  return [
    [`# ${oneLine(INIT.found(decision, certainty, title))}`, ...yaml.split("\n")].map((line) => `      ${line}`.trimEnd()).join("\n"),
  ];
}

function stackOfResults(stack: string, results: readonly Result[]): readonly string[] {
  const allowances = [...new Set(results.flatMap(({ findings }) => findings.flatMap(proposed)))];
  return allowances.length === 0 ? [] : [`  ${JSON.stringify(stack)}:`, "    allow:", ...allowances];
}

/** Today's exposures as allowances, each without a reason. */
function initText({ results, today }: Report): string {
  const stacks = [...new Set(results.map(({ stack }) => stack ?? "*"))].sort();
  const lines = stacks.flatMap((name) =>
    stackOfResults(
      name,
      results.filter(({ stack }) => (stack ?? "*") === name),
    ),
  );
  const text = lines.length === 0 ? [`# ${INIT.nothing(today)}`] : [...INIT.head(today).map((line) => `# ${line}`), "stacks:", ...lines];
  return text.map((line) => `${line}\n`).join("");
}

export const init: Command = {
  name: "init",
  operands: "INPUT…",
  says: "write what is exposed today as allowances to review, to standard output",
  options: {
    stack: STACK_OPTION,
    config: CONFIG_OPTION,
  },
  exitCodes: OTHER_EXIT_CODES.init,
  examples: ["quadzero init plan.json > quadzero.yaml", "quadzero init --stack acme-shop/prod plan.json"],
  run: async (given, io) => {
    const operands = inputsOf(given, "init");
    readsStdinOnce(operands);
    readsEachOnce(operands, io);
    const config = configurationOf(given, io);
    const { inputs, unread } = await readInputs(operands, io);
    const { checkReadable } = require("../check") as typeof import("../check");
    const options = { today: io.today, stack: stackOf(given, io), advisory: false, all: false, version: versionOf(io) };
    const report = checkReadable(inputs, { ...options, withOption: INIT.withOption, ...(config === null ? {} : { config }) });
    const errors = [...report.errors, ...unread];
    for (const { path, message } of errors) complain(io, `${path}: ${withoutPath(path, message)}`);
    // What nobody read may be open too, and a file that leaves it out would look whole.
    if (errors.length > 0) return EXIT.unreadable;
    for (const { input, diagnostics } of report.results)
      for (const { level, message } of diagnostics) if (level === "warning") complain(io, `${input.path}: ${level}: ${message}`);
    io.stdout.write(initText(report));
    return EXIT.nothingBlocked;
  },
};
