import { HOLE } from "../../model/text";
import { unknowns } from "../../words/launch";
import { notUnderstood } from "../process";
import type { Builtin } from "./builtin";
import { parseScript } from "./parse";
import { rejoin } from "./branches";
import { goesOn, NO_TRAP, type Shell } from "./state";

/** https://www.gnu.org/software/bash/manual/bash.html#index-trap */
export const trap: Builtin = (args, shell) => {
  const words = args[0] === "--" ? args.slice(1) : args;
  const [action = "-", ...signals] = words.length === 1 ? ["-", ...words] : words;
  if (/^-[lpP]/.test(action)) return "success";
  if (signals.some((signal) => /^(0|(SIG)?EXIT)$/i.test(signal))) shell.trap = { text: action === "-" ? "" : action, certain: true };
  return "success";
};

/** Runs what is laid by for the end of the script, however it came there. */
export function runTrap(shell: Shell): void {
  if (![shell, ...shell.left].some(({ trap }) => trap.text !== "")) return;
  rejoin(shell, ["exit"], { certain: shell.process.certain, left: [] });
  const { text, certain } = shell.trap;
  shell.trap = NO_TRAP;
  shell.certain &&= certain;
  if (!goesOn(shell)) return;
  if (text.startsWith(HOLE)) notUnderstood(shell.process, unknowns.evaluated);
  else shell.run(parseScript(text).commands, shell);
}
