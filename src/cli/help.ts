import { EXIT_CODES, PURPOSE } from "../words/cli";
import { type Command, HELP, type Option } from "./arguments";

const WIDTH = 80;
const COLUMN = 26;

/** A name and what it says, beside it or below. */
function row(name: string, says: string): string {
  const lead = `  ${name}`;
  const words = says.split(" ");
  const lines: string[] = [];
  let line = lead.length > COLUMN - 2 ? `${lead}\n${" ".repeat(COLUMN)}` : lead.padEnd(COLUMN);
  let empty = true;
  for (const word of words) {
    const last = line.slice(line.lastIndexOf("\n") + 1);
    if (!empty && last.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = " ".repeat(COLUMN);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join("\n");
}

const section = (title: string, rows: readonly (readonly [string, string])[]): string =>
  `${title}:\n${rows.map(([name, says]) => row(name, says)).join("\n")}\n`;

const optionRow = ([name, { value, values, says }]: readonly [string, Option]): readonly [string, string] => [
  `--${name}${value === undefined ? "" : ` ${value}`}`,
  values === undefined ? says : `${says}: ${values.join(", ")}`,
];

const examples = (lines: readonly string[]): string => `examples:\n${lines.map((line) => `  ${line}`).join("\n")}\n`;

export function commandHelp({ name, operands, says, options, examples: lines }: Command): string {
  const rows = Object.entries({ ...options, help: HELP }).map(optionRow);
  return [`quadzero ${name} ${operands}\n${says}\n`, section("options", rows), section("exit codes", EXIT_CODES), examples(lines)].join(
    "\n",
  );
}

export function help(commands: readonly Command[]): string {
  return [
    `quadzero: ${PURPOSE}\n`,
    section(
      "commands",
      commands.map(({ name, operands, says }) => [`${name} ${operands}`, says]),
    ),
    section("options", [
      ["--help", "this text; after a command, its options and values"],
      ["--version", "the version"],
    ]),
    section("exit codes", EXIT_CODES),
    examples(commands.flatMap(({ examples: [first] }) => (first === undefined ? [] : [first]))),
  ].join("\n");
}
