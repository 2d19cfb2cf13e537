import { ASKS, PREPARES, QUIET, instead, type Command, type Process } from "../process";

/** What stands after options; what follows one of `taking` is its value. */
function operands(args: readonly string[], taking: RegExp): readonly string[] {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    if (arg === "--") return args.slice(index + 1);
    if (!arg.startsWith("-")) return args.slice(index);
    if (taking.test(arg)) index++;
  }
  return [];
}

/** A single word is a line for a shell, several are a program with its arguments. */
function begin(process: Process, words: readonly string[]): void {
  const [line = "", ...more] = words;
  if (words.length > 0) process.world.start(instead(process, more.length === 0 ? ["sh", "-c", line] : words));
}

/** A key that ends the line: it is run, or given up. */
const ENDS = /^(KP)?Enter$|^(C-|\^)[a-z]$/i;

/** What a word types: a key of that name, or itself. Nothing stands between words. */
const typed = (word: string): string => (ENDS.test(word) ? "\n" : /^Space$/i.test(word) ? " " : word);

/** Commands stand apart by `;`. https://man7.org/linux/man-pages/man1/tmux.1.html */
const tmux: Command = (process) => {
  const given = operands(process.argv.slice(1), /^-[cfLST]$/);
  const commands = given
    .join("\0")
    .split("\0;\0")
    .map((text) => text.split("\0"));
  for (const [verb = "", ...args] of commands) {
    if (/^(new(-session|-window|w)?|split(-window|w)|respawn-(pane|window))$/.test(verb))
      begin(process, operands(args, /^-[a-zA-Z]*[ceFlnstxy]$/));
    else if (/^(send(-keys)?)$/.test(verb))
      begin(process, [
        operands(args, /^-[Nt]$/)
          .map(typed)
          .join(""),
      ]);
    else if (/^run(-shell)?$/.test(verb)) begin(process, [operands(args, /^-[cdt]$/).join(" ")]);
  }
  return QUIET;
};

/** https://man7.org/linux/man-pages/man1/screen.1.html */
const screen: Command = (process) => {
  const args = process.argv.slice(1);
  const at = args.indexOf("-X");
  if (at >= 0) {
    const [verb, ...words] = args.slice(at + 1);
    if (verb === "stuff") begin(process, [words.join(" ").replace(/\^M|\\[nr]|\\0?1[25]/g, "\n")]);
    return verb === "stuff" ? QUIET : PREPARES;
  }
  const words = operands(args, /^-[a-zA-Z]*[ceEhpsStT]$/);
  if (words.length === 0) return ASKS;
  process.world.start(instead(process, words));
  return QUIET;
};

export const TERMINAL_COMMANDS: Readonly<Record<string, Command>> = { tmux, screen };
