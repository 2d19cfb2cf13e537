import type { SyntaxNode } from "unbash";

import { basename, type Process, type Status } from "../process";
import { either, mayStay } from "./branches";
import { eachChild } from "./parse";
import type { Shell } from "./state";

/** What the shell is called tells whether it has bash's own words; Red Hat's family and Amazon link sh to bash, Debian's to dash. */
export function hasBashWords({ argv, world }: Process): boolean {
  const name = basename(argv[0] ?? "");
  return /^(r?bash|zsh|m?ksh(93)?)$/.test(name) || (name === "sh" && world.distribution === "rpm");
}

/** What another shell may lack: then the command is not found, which may end the shell. */
export function orLacks(shell: Shell, way: (inner: Shell) => Status): Status {
  if (shell.hasBash) return way(shell);
  if (!shell.errexit || shell.guarded) return either(shell, [way, () => "failure"]);
  mayStay(shell, "exit");
  return way(shell);
}

/** A shell ends where it reads what it has no grammar for, and by an option that it lacks. */
export function orEnds(shell: Shell): void {
  if (!shell.hasBash) mayStay(shell, "exit");
}

/** Another shell's `echo` may print `-e`, and read escapes without it. https://pubs.opengroup.org/onlinepubs/9699919799/utilities/echo.html */
export const echoesOtherwise = ([name, first = "", ...rest]: readonly string[]): boolean =>
  name === "echo" && (/^-n*[eE]/.test(first) || [first, ...rest].some((word) => word.includes("\\")));

/** After `&> FILE`: others start the command in the background, and empty the file. */
export function orInBackground(status: Status, shell: Shell): Status {
  if (shell.flow === "stay") {
    shell.flow = "on";
    mayStay(shell);
  }
  return status === "success" ? "success" : "open";
}

const BASH_NODES: ReadonlySet<string> = new Set(["ArithmeticFor", "ArrayValue", "Coproc", "HereString", "ProcessSubstitution", "Select"]);

/** The operations on a variable that every shell has. */
const COMMON_OPERATIONS: ReadonlySet<string> = new Set(["Default", "Remove"]);

/** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html, and dash 0.5.12 */
function isBashOnly(node: SyntaxNode): boolean {
  switch (node.type) {
    case "Function":
      return node.name.pos > node.pos;
    case "Pipeline":
      return node.operators.includes("|&") || node.prefixes.filter(({ type }) => type === "Negation").length > 1;
    case "ParameterExpansion":
      return (
        node.prefix === "!" || node.index !== undefined || (node.operation !== undefined && !COMMON_OPERATIONS.has(node.operation.type))
      );
    default:
      return BASH_NODES.has(node.type);
  }
}

/** Whether some of it is in the grammar of bash alone. */
export function needsBash(node: SyntaxNode): boolean {
  let needs = isBashOnly(node);
  if (!needs) eachChild(node, (child) => (needs ||= needsBash(child)));
  return needs;
}
