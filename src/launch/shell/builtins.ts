import { UNSEEN } from "../../model/launch";
import { HOLE, IF_ANY, hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { notUnderstood, type Status } from "../process";
import { absolute, located } from "../files/paths";
import { readAt } from "../files/tree";
import { alias, unalias } from "./alias";
import type { Builtin } from "./builtin";
import { parseScript } from "./parse";
import { mayStay, rejoin } from "./branches";
import { wait } from "./jobs";
import { LEAVING_BUILTINS } from "./leave";
import { set, shopt } from "./options";
import { NO_TRAP, anything, assign, prints } from "./state";
import { evaluateTest, statusOf } from "./test";
import { trap } from "./trap";
import { VARIABLE_BUILTINS } from "./variables";

const succeeds: Builtin = () => "success";
const asks: Builtin = (_args, shell) => {
  shell.output += HOLE;
  return "open";
};

const changeDirectory: Builtin = (args, shell) => {
  const target = args.find((arg) => !/^-[LPe@]*$/.test(arg) || arg === "-");
  const home = shell.variables.get("HOME")?.value;
  const path = target ?? (typeof home === "string" ? home : HOLE);
  shell.cwd = path === "-" || path.startsWith(IF_ANY) ? null : absolute(path, shell.cwd);
  return "presumed";
};

const shift: Builtin = (args, shell) => {
  const [zero = "", ...rest] = shell.parameters;
  const count = Number(args[0] ?? "1");
  const known = Number.isInteger(count) && !rest.includes(HOLE);
  shell.parameters = [zero, ...(known ? rest.slice(count) : [HOLE])];
  return "success";
};

const evaluate: Builtin = (args, shell) => {
  const text = args.join(" ");
  if (hasHole(text)) {
    notUnderstood(shell.process, unknowns.evaluated);
    anything(shell);
    return "open";
  }
  return shell.run(parseScript(text).commands, shell);
};

/** Files that prepare a shell for a person or a tool: they start nothing, and set nothing that a server reads. */
const SETS_UP =
  /(^|\/)(bin\/activate|\.?bashrc|bash\.bashrc|\.?bash_profile|\.?profile|nvm\.sh|rvm|conda\.sh|cargo\/env|functions|bash_completion)$|\/etc\/profile\.d\//;

/** What tells which system this is, and sets it. https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
const TELLS_SYSTEM = /(^|\/)(os|lsb)-release$/;
const SYSTEM =
  "ID ID_LIKE NAME PRETTY_NAME PLATFORM_ID UBUNTU_CODENAME VARIANT VARIANT_ID VERSION VERSION_CODENAME VERSION_ID DISTRIB_CODENAME " +
  "DISTRIB_DESCRIPTION DISTRIB_ID DISTRIB_RELEASE";

const source: Builtin = (args, shell) => {
  const [name, ...parameters] = args;
  if (name === undefined) return "failure";
  const text = readAt(shell.world.files, name, shell.cwd);
  if (SETS_UP.test(name) && (text === UNSEEN || text === null)) return "presumed";
  if (TELLS_SYSTEM.test(name) && (text === UNSEEN || text === null)) {
    for (const variable of SYSTEM.split(" ")) assign(shell, variable, HOLE);
    return "presumed";
  }
  if (text === null) return "failure";
  if (text === UNSEEN) {
    notUnderstood(shell.process, hasHole(name) ? unknowns.script("the shell") : unknowns.sourced(name));
    anything(shell);
    if (shell.world.files.has(located(name, shell.cwd))) mayStay(shell);
    return "presumed";
  }
  const before = { parameters: shell.parameters, returns: shell.returns, certain: shell.certain, left: shell.left };
  shell.returns = true;
  if (parameters.length > 0) shell.parameters = [shell.parameters[0] ?? "", ...parameters];
  const status = shell.run(parseScript(text).commands, shell);
  rejoin(shell, ["return"], before);
  shell.parameters = before.parameters;
  shell.returns = before.returns;
  return status;
};

/** The process takes the shell's place; without one, only the redirections take effect. */
const exec: Builtin = (args, shell, around) => {
  const words = [...args];
  while (words[0] !== undefined && /^-[cl]*$/.test(words[0])) words.shift();
  if (words[0] === "-a") words.splice(0, 2);
  if (words[0] === "--") words.shift();
  if (words.length === 0) return "success";
  shell.trap = NO_TRAP;
  const outcome = around.launch(words);
  shell.output += outcome.output;
  shell.flow = outcome.returns === true ? "exit" : "stay";
  shell.status = outcome.status === "success" ? "0" : HOLE;
  shell.told = outcome.status;
  return outcome.status;
};

/** `command -v NAME` asks; `command NAME` runs the program, whatever function has its name. */
const command: Builtin = (args, shell, around) => {
  if (/^-[vV]/.test(args[0] ?? "")) return asks(args, shell, around);
  const words = args.filter((arg, index) => index > 0 || arg !== "-p");
  if (words.length === 0) return "success";
  const [name = ""] = words;
  if (Object.hasOwn(BUILTINS, name)) return BUILTINS[name]?.(words.slice(1), shell, around) ?? "open";
  const outcome = around.launch(words);
  shell.output += outcome.output;
  if (outcome.returns === false) shell.flow = "stay";
  else if (outcome.returns === "perhaps") mayStay(shell);
  return outcome.status;
};

/** Prints a limit or a mask, where it is not told another. */
const unlessSet: Builtin = (args, shell) => (args.some((arg) => !arg.startsWith("-")) ? "success" : prints(shell));

const test: Builtin = (args, shell) => statusOf(evaluateTest(args, shell));

/** Those that POSIX has not. https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_14 */
export const BASH_BUILTINS: ReadonlySet<string> = new Set(
  "builtin declare let mapfile popd pushd readarray shopt source typeset".split(" "),
);

export const BUILTINS: Readonly<Record<string, Builtin>> = {
  ...LEAVING_BUILTINS,
  ...VARIABLE_BUILTINS,
  ":": succeeds,
  true: succeeds,
  false: () => "failure",
  cd: changeDirectory,
  pushd: (args, shell, around) => {
    prints(shell);
    return changeDirectory(args, shell, around);
  },
  popd: (_args, shell) => {
    prints(shell);
    shell.cwd = null;
    return "presumed";
  },
  set,
  shift,
  eval: evaluate,
  source,
  ".": source,
  exec,
  command,
  builtin: (args, _shell, around) => around.invoke(args),
  test,
  "[": (args, shell, around) => test(args.at(-1) === "]" ? args.slice(0, -1) : args, shell, around),
  alias,
  unalias,
  shopt,
  trap: (args, shell, around) => (args.length === 0 || /^-[lpP]/.test(args[0] ?? "") ? prints(shell) : trap(args, shell, around)),
  wait,
  type: asks,
  hash: asks,
  ulimit: unlessSet,
  umask: unlessSet,
  ...Object.fromEntries("bind dirs history jobs times".split(" ").map((name) => [name, (_args, shell): Status => prints(shell)])),
  ...Object.fromEntries("bg complete compopt disown enable fg".split(" ").map((name) => [name, succeeds])),
};
