import type { Status } from "../process";
import { joinWorlds, mayStay } from "./branches";
import { settleWait } from "./jobs";
import type { Flow, Shell } from "./state";
import { runTraps } from "./trap";

/** How a shell has ended, the branches that had left it among it. */
interface End {
  readonly flow: Flow;
  readonly left: readonly Flow[];
  readonly told: Status;
}

/** How a shell that has ended counts. @param last how the last of its commands did */
export function statusOfEnd({ flow, left, told }: End, last: Status): Status {
  if (left.length > 0 || flow === "stay") return "open";
  return flow === "exit" || flow === "return" ? told : last;
}

/** A subshell has ended as its parent goes on: who waits for what it keeps in the foreground, or is killed by it. */
export function outlive({ flow, left }: End, shell: Shell): void {
  if (flow === "stay") shell.flow = "stay";
  else if (left.includes("stay")) mayStay(shell);
  if (left.includes("killed")) mayStay(shell, "killed");
}

/**
 * The end of a shell, or of a subshell: it waits for what it has in the background and runs what it has laid by, and of branches that
 * left it, what they wrote and started stays.
 * @param certain whether it began for sure
 */
export function end(shell: Shell, certain: boolean): End {
  settleWait(shell);
  const { flow, told } = shell;
  const left = shell.left.map((other) => other.flow);
  const exits = runTraps(shell, certain);
  for (const other of shell.left) {
    const { files, services } = joinWorlds(shell.world, other.world);
    Object.assign(shell.world, { files, services });
  }
  return exits === undefined ? { flow, left, told } : { flow: "exit", left, told: exits };
}
