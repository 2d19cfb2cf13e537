import { linkedUnits } from "../systemd/unit-files";
import { basename, PREPARES, type Command, type Process } from "../process";
import { ended } from "./kill";
import { startUnit } from "./services";
import { leave } from "./started-container";

/**
 * What runs by itself is over, and what is enabled comes up, with the files as they are by then. Where it is open whether a machine is
 * restarted, it may run on; so it may where it is powered off, and on again.
 */
export function reboot(process: Process): void {
  const { files, tally } = process.world;
  ended(process, () => null);
  leave(process, false, ({ comesUp }) => comesUp !== true);
  if (!process.certain) return;
  tally.rebooted = true;
  for (const name of linkedUnits(files).map(basename)) startUnit(process, name, true, "restart");
}

/** By its arguments: whether it restarts the machine, or powers it off. https://man7.org/linux/man-pages/man8/shutdown.8.html */
const command =
  (restarts: RegExp, ends?: RegExp): Command =>
  (process) => {
    const args = process.argv.slice(1).join(" ");
    const certain = process.certain && restarts.test(args);
    if (restarts.test(args) || ends?.test(args) === true) reboot({ ...process, certain });
    // The script goes on for a moment, if at all.
    return certain ? { ...PREPARES, returns: "perhaps" } : PREPARES;
  };

const NEVER = /(?!)/;

export const REBOOT_COMMANDS: Readonly<Record<string, Command>> = {
  reboot: command(/^(-[fdwn]+|--force)?$/),
  shutdown: command(/^(-\w*r|--reboot)\b/, /^(?!-[ck]|--(help|show))/),
  init: command(/^6$/, /^0$/),
  telinit: command(/^6$/, /^0$/),
  poweroff: command(NEVER, /^(?!-w|--(help|wtmp-only))/),
  halt: command(NEVER, /^(?!-w|--(help|wtmp-only))/),
};
