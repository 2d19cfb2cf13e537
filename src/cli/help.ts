import { hang, indent } from "../report/layout";
import { EXIT_CODES, PURPOSE } from "../words/cli";
import { type Command, HELP, type Option } from "./arguments";

const WIDTH = 80;
const COLUMN = 24;

type Row = readonly [name: string, says: string];

/** A name, and what it says beside it; below a name that leaves no room. */
function row([name, says]: Row): string[] {
  const lead = `  ${name}`;
  return lead.length > COLUMN - 2 ? [lead, ...hang(indent(COLUMN), says, WIDTH)] : hang(lead.padEnd(COLUMN), says, WIDTH);
}

const section = (title: string, rows: readonly Row[]): string[] => [`${title}:`, ...rows.flatMap(row), ""];

/** Each is one line, to be copied. */
const examples = (lines: readonly string[]): string[] => ["examples:", ...lines.map((line) => `  ${line}`)];

const optionRow = ([name, { value, values, says }]: readonly [string, Option]): Row => [
  `--${name}${value === undefined ? "" : ` ${value}`}`,
  values === undefined ? says : `${says}: ${values.join(", ")}`,
];

const printed = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

export function commandHelp({ name, operands, says, options, values, exitCodes, examples: lines }: Command): string {
  return printed([
    `quadzero ${name} ${operands}`,
    ...hang("", says, WIDTH),
    "",
    ...section("options", Object.entries({ ...options, help: HELP }).map(optionRow)),
    ...(values === undefined ? [] : section(operands, values)),
    ...section("exit codes", exitCodes),
    ...examples(lines),
  ]);
}

export function help(commands: readonly Command[]): string {
  const commandRows = commands.map(({ name, operands, says }): Row => [`${name} ${operands}`, says]);
  const optionRows: readonly Row[] = [
    ["--help", "this text; after a command, its options and values"],
    ["--version, -v", "the version"],
  ];
  return printed([
    ...hang("", `quadzero: ${PURPOSE}`, WIDTH, 2),
    "",
    ...section("commands", commandRows),
    ...section("options", optionRows),
    ...section("exit codes", EXIT_CODES),
    ...examples(commands.flatMap((command) => command.examples.slice(0, 1))),
  ]);
}
