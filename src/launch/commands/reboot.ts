import { linkedUnits } from "../systemd/unit-files";
import { basename, PREPARES, type Command, type Process } from "../process";
import { ended } from "./kill";
import { startUnit } from "./services";
import { leave } from "./started-container";

/** What runs by itself is over, and what is enabled comes up, with the files as they are by then. Whether a machine is restarted at all must be sure. */
export function reboot(process: Process): void {
  const { files, tally } = process.world;
  if (!process.certain) return;
  tally.rebooted = true;
  ended(process, () => null);
  leave(process, false, ({ comesUp }) => comesUp !== true);
  for (const name of linkedUnits(files).map(basename)) startUnit(process, name, true, "restart");
}

/** https://man7.org/linux/man-pages/man8/shutdown.8.html */
const command =
  (asks: RegExp): Command =>
  (process) => {
    if (asks.test(process.argv.slice(1).join(" "))) reboot(process);
    return PREPARES;
  };

export const REBOOT_COMMANDS: Readonly<Record<string, Command>> = {
  reboot: command(/^(-[fdwn]+|--force)?$/),
  shutdown: command(/^(-\w*r|--reboot)\b/),
  init: command(/^6$/),
  telinit: command(/^6$/),
};
