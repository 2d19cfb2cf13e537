import type { SyntaxNode } from "unbash";
import { HOLE } from "../../model/text";
import type { Status } from "../process";
import { rejoin } from "./branches";
import type { Builtin } from "./builtin";
import { eachChild } from "./parse";
import type { Shell } from "./state";

/** What `$?` is after a command; `exit 3` and `return 3` have set it. */
export function keepStatus(shell: Shell, status: Status): void {
  if (shell.flow === "exit" || shell.flow === "return") return;
  shell.told = status;
  shell.status = status === "success" ? "0" : HOLE;
}

/** Without a number they hand on what the last command told, in a trap for the end what was told before it. */
const leaves =
  (flow: "exit" | "return"): Builtin =>
  ([number], shell) => {
    if (number !== undefined) {
      const known = /^\d+$/.test(number);
      shell.status = known ? number : HOLE;
      shell.told = !known ? "open" : Number(number) % 256 === 0 ? "success" : "failure";
    } else if (flow === "exit") shell.told = shell.ending ?? shell.told;
    shell.flow = flow;
    return "success";
  };

/** Outside of a function or a file that is read in, bash goes on; others end, as bash does that is called `sh`, with a status of its own. */
const comesBack: Builtin = (args, shell, around) => {
  if (shell.returns) return leaves("return")(args, shell, around);
  if (shell.isBash) return "failure";
  leaves("exit")(args, shell, around);
  if (shell.told !== "failure") shell.told = "open";
  return "success";
};

/** Outside of a loop they do nothing. https://www.gnu.org/software/bash/manual/bash.html#index-break */
const leavesLoop =
  (flow: "break" | "continue"): Builtin =>
  ([number = "1"], shell) => {
    if (shell.loops === 0) return "success";
    shell.outer = /^[1-9]\d*$/.test(number) ? Math.min(Number(number), shell.loops) - 1 : 0;
    shell.flow = flow;
    return "success";
  };

export const LEAVING_BUILTINS: Readonly<Record<string, Builtin>> = {
  exit: leaves("exit"),
  return: comesBack,
  break: leavesLoop("break"),
  continue: leavesLoop("continue"),
};

/** Whether some of it may leave the script, a function or a loop. */
export function leadsAway(node: SyntaxNode): boolean {
  if (node.type === "Command") return Object.hasOwn(LEAVING_BUILTINS, node.name?.text ?? "");
  if (node.type === "Function" || node.type === "Subshell") return false;
  let leads = false;
  eachChild(node, (child) => (leads ||= leadsAway(child)));
  return leads;
}

/** Runs what some of these lead to the end of, with success. */
export function upTo(flows: readonly ("break" | "continue")[], shell: Shell, run: () => Status): Status {
  const before = { certain: shell.certain, left: shell.left };
  const status = run();
  const leads = ({ flow, outer }: Shell): boolean => flows.some((one) => one === flow) && outer === 0;
  const some = shell.left.some((other) => !before.left.includes(other) && leads(other));
  rejoin(shell, flows, before);
  return some && status !== "success" ? "open" : status;
}

/** A loop: `break 2` and `continue 2` lead to the end of the one around it. */
export function loop(shell: Shell, run: () => Status): Status {
  const { loops, left } = shell;
  shell.loops = loops + 1;
  const status = upTo(["break", "continue"], shell, run);
  shell.loops = loops;
  if (shell.outer > 0) shell.outer -= 1;
  shell.left = shell.left.map((other) => (other.outer > 0 && !left.includes(other) ? { ...other, outer: other.outer - 1 } : other));
  return status;
}
