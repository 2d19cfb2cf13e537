import type { Booted, Invocation, Launcher } from "../model/launch";
import type { Launched } from "../model/listener";
import { launch, launchContainer, worldOver } from "./container";
import { machineHint, NO_HINTS, type ImageHints } from "./hints";
import { launchUserData } from "./cloud-init/user-data";

/** A command as typed. */
function launchCommand(invocation: Invocation): Launched {
  const { argv, environment, files, cwd, root } = invocation;
  return launch({ argv, environment, cwd, root, input: null, certain: true, world: worldOver(files), depth: 0 });
}

/** What is started, unwrapped to plain argv, and then asked of the server that it is. */
export function launcherWith(hints: ImageHints): Launcher {
  const booted = new Map<string, Booted>();
  return {
    container: (start) => launchContainer(start, hints),
    // Machines of a fleet boot alike, and today as they did before.
    userData: (text, distribution = null) => {
      const key = `${distribution ?? ""}\n${text}`;
      const known = booted.get(key) ?? launchUserData(text, hints, distribution);
      booted.set(key, known);
      return known;
    },
    machineImage: (names) => machineHint(names, hints),
    command: launchCommand,
  };
}

/** Without hints. */
export const launcher: Launcher = launcherWith(NO_HINTS);
