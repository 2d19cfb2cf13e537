/** One line to stderr. */
export const complaint = (text: string): string => `quadzero: ${text}\n`;

export const PURPOSE = "Is this service, as it is about to be deployed, really open to the world?";

type ExitCodes = readonly (readonly [code: string, says: string])[];

export const EXIT_CODES: ExitCodes = [
  ["0", "nothing is blocked"],
  ["1", "something is blocked"],
  ["2", "the arguments or the configuration are wrong, or a report cannot be written"],
  ["3", "an input could not be read, or quadzero has a bug; the highest wins"],
];

/** Of the commands that judge nothing, or block nothing by it. */
export const OTHER_EXIT_CODES = {
  listens: [
    ["0", "it is told"],
    ["2", "the arguments are wrong"],
    ["3", "a file of --file could not be read, or quadzero has a bug"],
  ],
  explain: [
    ["0", "it is told"],
    ["2", "the arguments are wrong"],
    ["3", "quadzero has a bug"],
  ],
  config: [
    ["0", "the configuration is valid, or there is none"],
    ["2", "the arguments or the configuration are wrong"],
    ["3", "quadzero has a bug"],
  ],
  init: [
    ["0", "it is written, whatever is open"],
    ["2", "the arguments or the configuration are wrong"],
    ["3", "an input could not be read, and nothing is written; or quadzero has a bug"],
  ],
} satisfies Readonly<Record<string, ExitCodes>>;

const quoted = (names: readonly string[]): string => names.join(", ");
const meant = (near: string | null, shown: (name: string) => string): string => (near === null ? "" : `; did you mean ${shown(near)}?`);

/** Of a line that holds several. */
const SEVERAL = ": these are several arguments in one; give each alone, in the action on a line of its own";

export const unknownOption = (given: string, near: string | null, valid: readonly string[]): string =>
  /\s/.test(given)
    ? `unknown option "${given}"${SEVERAL}`
    : `unknown option "${given}"${near === null ? `; there are ${quoted(valid.map((name) => `--${name}`))}` : meant(near, (name) => `"--${name}"`)}`;

export const takesNoValue = (name: string): string => `--${name} takes no value`;
export const needsValue = (name: string, value: string): string => `--${name} needs a value: --${name} ${value}`;
export const emptyValue = (name: string, value: string): string => `--${name} needs a value, and "" is none: --${name} ${value}`;
export const tooOften = (name: string): string => `--${name} is given twice; once is enough`;

export const notAValue = (name: string, given: string, valid: readonly string[], near: string | null): string =>
  `--${name} takes one of ${quoted(valid)}; "${given}" is none of them${meant(near, (value) => `"${value}"`)}`;

export function unknownCommand(given: string, near: string | null, valid: readonly string[]): string {
  if (given.startsWith("-")) return `options follow a command, and "${given}" comes before it: quadzero check ${given} …`;
  if (near === null && /[./\\]/.test(given)) return `"${given}" is no command; to judge a file: quadzero check ${given}`;
  return `unknown command "${given}"${near === null ? `; there are ${quoted(valid)}` : meant(near, (name) => `"${name}"`)}`;
}

export const NO_COMMAND = "no command is given";
export const NO_INPUT = (command: string): string => `${command} needs an input: a file, or "-" for standard input`;
export const EMPTY_INPUT = (command: string): string => `${command} needs an input, and "" is none: a file, or "-" for standard input`;
export const inputTwice = (path: string): string => `${path} is given twice; once is enough`;
export const ONE_STDIN = 'standard input can be read once: give "-" once';

export const NO_ARGV = 'listens needs a command after "--": quadzero listens -- gunicorn -b 0.0.0.0:5001 app:app';
export const beforeDashes = (given: string): string => `listens takes its command after "--": quadzero listens -- ${given} …`;
export const severalWords = (given: string): string =>
  `listens takes a command word by word, and "${given}" is one word; leave out its quotes, or give it to a shell: quadzero listens -- sh -c "${given}"`;
export const notAVariable = (given: string): string =>
  `--env takes NAME=VALUE; "${given}" ${given.startsWith("=") ? "names none" : 'has no "="'}`;

export const whichRule = (given: string | null, near: string | null, valid: readonly string[]): string =>
  given === null
    ? `explain needs a rule: one of ${quoted(valid)}`
    : `unknown rule "${given}"${near === null ? `; there are ${quoted(valid)}` : meant(near, (name) => `"${name}"`)}`;

export const ONE_RULE = "explain takes one rule at a time";

/** By the error codes of open(2) and read(2). */
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a directory; name the file in it",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
  ENOTDIR: "a part of this path is a file, not a directory",
  ELOOP: "its links lead in a circle",
};

/** By the error codes of open(2), write(2) and rename(2). */
const UNWRITABLE: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist; make it first",
  ENOTDIR: "a part of this path is a file, not a folder",
  EISDIR: "this is a folder; name a file in it",
  EACCES: "this user may not write it",
  EPERM: "this user may not write it",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
};

export const STDOUT = "standard output";

export const unwritable = (code: string): string => UNWRITABLE[code] ?? `it cannot be written (${code})`;

/** What is wrong with where formats go. */
export const FORMAT_FILE = {
  none: (format: string): string => `--format ${format}= names no file: --format ${format}=FILE`,
  severalPrinted: (formats: readonly string[]): string =>
    `${formats.map((format) => `--format ${format}`).join(" and ")} would share standard output; give all but one a file: --format ${formats.at(-1) ?? ""}=FILE`,
  isRead: (file: string, what: "input" | "configuration" | "program's file"): string =>
    `--format would overwrite the ${what} ${file}; name another file`,
  twice: (file: string): string => `two formats would share the file ${file}; name one for each`,
} as const;

export const UNFINISHED_SYNTH =
  "stacks lie in this folder, and no manifest.json: the synthesis did not finish; mend what it told, and run it again";

export const unreadable = (code: string): string => UNREADABLE[code] ?? `it cannot be read (${code})`;

export const notAFolder = (option: string, given: string, code: string): string =>
  code === "ENOTDIR"
    ? `--${option} takes a folder; "${given}" is a file`
    : code === "ENOENT"
      ? `--${option} takes a folder; there is no "${given}"`
      : `--${option} takes a folder; "${given}": ${unreadable(code)}`;

export const NO_SUCH_PROGRAM = "quadzero does not know what it listens on";
export const NOTHING_BEHIND = "it leads to a port that nothing in the container answers";

export const bug = (version: string, what: string): string =>
  `this is a bug in quadzero ${version}: ${what}. Please report it, with the command (QUADZERO_DEBUG=1 shows where it happened).`;
