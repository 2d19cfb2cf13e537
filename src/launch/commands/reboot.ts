import { linkedUnits } from "../systemd/unit-files";
import { basename, PREPARES, type Command, type Process, type World } from "../process";
import { pulledBy } from "../systemd/pulled";
import { ended } from "./kill";
import { startUnit, unitKey } from "../systemd/control";
import { leave } from "./started-container";

/** The units that a boot starts for sure, as far as the script has enabled them. */
function startedAtBoot(files: World["files"]): ReadonlySet<string> {
  const units = new Set(linkedUnits(files).map(basename));
  for (const unit of units) for (const { name, certain } of pulledBy(unit, files)) if (certain) units.add(name);
  return new Set([...units].map(unitKey));
}

/**
 * What runs by itself or was only started is over, and what is enabled comes up, with the files as they are by then. Where it is open
 * whether a machine is restarted, it may run on; so it may where it is powered off, and on again.
 */
export function reboot(process: Process): void {
  const { files, services, tally } = process.world;
  const up = startedAtBoot(files);
  for (const [unit, ways] of services)
    if (!up.has(unit))
      services.set(
        unit,
        ways.map((way) => ({ ...way, certain: false })),
      );
  ended(process, () => null);
  const isDocker = (unit: string): boolean => /^docker\.(service|socket)$/.test(unit);
  const daemon = ![...services.keys()].some(isDocker) || [...up].some(isDocker);
  leave(process, false, ({ comesUp }) => !daemon || comesUp !== true);
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
