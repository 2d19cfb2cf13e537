import { endsShell } from "../commands/kill";
import { mayStay } from "./branches";
import type { Shell } from "./state";

/** Whether a word is the number of the script's process, or with a minus sign of its group: `$$`, `"$TOP"`, `-$$`. */
export function isOwnNumber(text: string, { own }: Shell): boolean {
  const [, name] = /^-?"?\$\{?(\$|\w+)\}?"?$/.exec(text) ?? [];
  return name === "$" || name === "BASHPID" || (name !== undefined && own.has(name));
}

/**
 * A shell that handles or ignores the signal goes on. In a subshell `$$` is the script, and who of the two goes on is not followed.
 * https://www.gnu.org/software/bash/manual/bash.html#index-_0024_0024
 */
export function killItself(args: readonly string[], shell: Shell): void {
  if (endsShell(args)) mayStay(shell, "killed");
}
