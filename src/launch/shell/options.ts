import { hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { notUnderstood } from "../process";
import type { Builtin } from "./builtin";
import { orEnds } from "./dialect";
import { UNSURE, anything, prints, type Shell } from "./state";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Options that are followed, or on which nothing rests that is. https://www.gnu.org/software/bash/manual/bash.html#The-Set-Builtin */
const SET = new Set(
  words(`
    allexport errexit noglob nounset pipefail
    emacs errtrace functrace hashall histexpand history ignoreeof interactive-comments monitor nolog notify physical privileged verbose vi xtrace
  `),
);
/** Those that others do not take. */
const BASH_OPTIONS = new Set(words("functrace hashall histexpand history interactive-comments physical pipefail"));
const LETTERS: Readonly<Record<string, string>> = {
  a: "allexport",
  b: "notify",
  e: "errexit",
  f: "noglob",
  h: "hashall",
  m: "monitor",
  p: "privileged",
  u: "nounset",
  v: "verbose",
  x: "xtrace",
  E: "errtrace",
  H: "histexpand",
  P: "physical",
  T: "functrace",
};

/** https://www.gnu.org/software/bash/manual/bash.html#The-Shopt-Builtin */
const SHOPT = new Set(
  words(`
    dotglob expand_aliases extglob failglob globstar inherit_errexit lastpipe nocaseglob nocasematch nullglob
    autocd cdspell checkhash checkjobs checkwinsize cmdhist complete_fullquote direxpand dirspell execfail force_fignore gnu_errfmt histappend
    histreedit histverify hostcomplete huponexit interactive_comments lithist mailwarn no_empty_cmd_completion progcomp progcomp_alias promptvars
    shift_verbose sourcepath
  `),
);

function turn(shell: Shell, option: string | undefined, on: boolean): void {
  if (option === undefined) {
    notUnderstood(shell.process, unknowns.shellOption);
    anything(shell);
    shell.options = new Set([...shell.options, UNSURE]);
    return;
  }
  const options = new Set(shell.options);
  if (option === "errexit") shell.errexit = on;
  else if (option === "expand_aliases") shell.aliases = on;
  else if (on) options.add(option);
  else options.delete(option);
  shell.options = options;
}

/** Turns on and off what stands before the first word that is no option. @returns the others */
export function setOptions(args: readonly string[], shell: Shell): readonly string[] {
  const rest = [...args];
  for (let arg = rest[0]; arg !== undefined && /^[-+]./.test(arg) && arg !== "--"; arg = rest[0]) {
    rest.shift();
    for (const letter of arg.slice(1)) {
      const name = letter === "o" ? rest.shift() : LETTERS[letter];
      if (name !== undefined && BASH_OPTIONS.has(name)) orEnds(shell);
      turn(shell, name !== undefined && SET.has(name) ? name : undefined, arg.startsWith("-"));
    }
  }
  return rest;
}

/** Options, up to the first that is none, and the parameters that follow. */
export const set: Builtin = (args, shell) => {
  if (args.length === 0 || (args.length === 1 && /^[-+]o$/.test(args[0] ?? ""))) return prints(shell);
  const rest = setOptions(args, shell);
  const [first, ...others] = rest;
  // Words that are not known may be options.
  if (first !== undefined && hasHole(first)) turn(shell, undefined, true);
  if (first !== undefined) shell.parameters = [shell.parameters[0] ?? "", ...(first === "--" || first === "-" ? others : rest)];
  return "success";
};

/** Asks, or turns options on and off: `-s`, `-u`, with `o` those of `set`. */
export const shopt: Builtin = (args, shell) => {
  const flags = args.filter((arg) => /^-\w+$/.test(arg)).join("");
  const names = args.filter((arg) => !arg.startsWith("-"));
  if (!/[su]/.test(flags) || names.length === 0) {
    prints(shell);
    return "open";
  }
  for (const name of names) turn(shell, (flags.includes("o") ? SET : SHOPT).has(name) ? name : undefined, flags.includes("s"));
  return "success";
};
