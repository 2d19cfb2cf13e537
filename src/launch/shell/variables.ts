import { HOLE, hasHole } from "../../model/text";
import { calculateText, statusOfValue } from "./arithmetic";
import type { Builtin } from "./builtin";
import { declares } from "./declare";
import { anything, assign } from "./state";

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
  export: declares("export"),
  declare: declares("declare"),
  typeset: declares("declare"),
  readonly: declares("readonly"),
  local: declares("local"),
  unset,
  read,
  printf,
  mapfile: read,
  readarray: read,
  getopts: (args, shell, around) => read(args.slice(1), shell, around),
  let: (args, shell) => {
    const values = args.map((arg) => calculateText(arg, shell));
    return statusOfValue(values.length === 0 ? 0 : (values.at(-1) ?? null));
  },
};
