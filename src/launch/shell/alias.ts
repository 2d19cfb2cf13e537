import { hasHole } from "../../model/text";
import type { Builtin } from "./builtin";
import { parseScript } from "./parse";
import { prints } from "./state";

/**
 * What a name stands for where a command begins. A shell that reads a script as bash leaves it alone, unless it is told otherwise.
 * https://www.gnu.org/software/bash/manual/bash.html#Aliases
 */
export const alias: Builtin = (args, shell) => {
  if (args.length === 0 || args.some((arg) => !arg.includes("="))) prints(shell);
  for (const arg of shell.aliases ? args : []) {
    const [, name, text = ""] = /^([\w.-]+)=([^]*)$/.exec(arg) ?? [];
    if (name === undefined) continue;
    // Within itself the name is the command's own.
    const value = text.replace(/^\s*(\S+)/, (first, word: string) => (word === name ? `command ${word}` : first));
    const [statement] = parseScript(`a() { ${value} "$@"\n}`).commands;
    const body = statement?.command.type === "Function" ? statement.command.body : null;
    shell.functions.set(name, hasHole(text) ? null : body);
  }
  return "success";
};

export const unalias: Builtin = (args, shell) => {
  if (shell.aliases) for (const name of args) shell.functions.delete(name);
  return "success";
};
