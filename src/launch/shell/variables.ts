import { HOLE, hasHole } from "../../model/text";
import type { Builtin } from "./builtin";
import { anything, assign } from "./state";

/** The name that an argument sets: `NAME=VALUE`, `NAME`. */
const nameIn = (arg: string): string => arg.split("=")[0] ?? "";

const declares =
  (exported: boolean | undefined): Builtin =>
  (args, shell) => {
    const flags = args.filter((arg) => /^[-+]\w/.test(arg)).join("");
    for (const arg of args) {
      if (hasHole(nameIn(arg))) anything(shell);
      const [, name, , value] = /^([a-z_]\w*)(=([^]*))?$/i.exec(arg) ?? [];
      if (name === undefined) continue;
      const marks = exported === true || flags.includes("x") ? !flags.includes("n") : undefined;
      if (arg.includes("=")) assign(shell, name, value ?? "", marks);
      else {
        const known = shell.variables.get(name);
        if (known !== undefined) assign(shell, name, known.value, marks);
      }
    }
    return "success";
  };

/** A variable is the function's own until it ends. */
const local: Builtin = (args, shell, around) => {
  for (const arg of args) {
    const name = nameIn(arg);
    if (/^[a-z_]\w*$/i.test(name) && !shell.hidden.has(name)) shell.hidden.set(name, shell.variables.get(name));
  }
  return declares(undefined)(args, shell, around);
};

const unset: Builtin = (args, shell) => {
  for (const name of args) {
    shell.variables.delete(name);
    shell.functions.delete(name);
    // Not set for sure from here on, even where the environment is open.
    if (!shell.closed && /^[a-z_]\w*$/i.test(name)) assign(shell, name, "");
  }
  return "success";
};

/** What is read from a file or the keyboard is not followed. */
const read: Builtin = (args, shell) => {
  if (args.some((arg, index) => hasHole(arg) && !/^-\w*[pdinNtu]$/.test(args[index - 1] ?? ""))) anything(shell);
  for (const name of args) if (/^[a-z_]\w*$/i.test(name)) assign(shell, name, HOLE);
  return "open";
};

/** `printf -v NAME` sets a variable to what it would print. https://www.gnu.org/software/bash/manual/bash.html#index-printf */
const printf: Builtin = (args, shell, around) => {
  const attached = /^-v([^]*)$/.exec(args[0] ?? "")?.[1];
  const { output, status } = around.launch(["printf", ...(attached === undefined ? args : args.slice(attached === "" ? 2 : 1))]);
  const name = attached === "" ? args[1] : attached;
  if (name === undefined) shell.output += output;
  else if (hasHole(name)) anything(shell);
  else assign(shell, name, output);
  return status;
};

/** The builtins that set variables. https://www.gnu.org/software/bash/manual/bash.html#Bash-Builtins */
export const VARIABLE_BUILTINS: Readonly<Record<string, Builtin>> = {
  export: declares(true),
  declare: declares(undefined),
  typeset: declares(undefined),
  readonly: declares(undefined),
  local,
  unset,
  read,
  printf,
  mapfile: read,
  readarray: read,
  getopts: (args, shell, around) => read(args.slice(1), shell, around),
  let: (args, shell, around) =>
    read(
      args.map((arg) => arg.split(/[^\w]/)[0] ?? ""),
      shell,
      around,
    ),
};
