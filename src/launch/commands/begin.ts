import { instead, type Process } from "../process";
import { enablePackaged } from "./services";

/** https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt */
const POLICY = "/usr/sbin/policy-rc.d";
const FORBIDS = /\bexit\s+101\b/;

/** Starts a service as the installation of its package does: one that is installed anew begins again. */
export function begin(process: Process, unit: string, anew: boolean): void {
  const { files } = process.world;
  const policy = files.has(POLICY) ? files.read(POLICY) : null;
  if (typeof policy === "string" && FORBIDS.test(policy)) {
    enablePackaged(files, unit);
    return;
  }
  const asked = { certain: process.certain && policy === null, input: null };
  process.world.start(instead(process, ["systemctl", "enable", "--now", unit], asked));
  if (anew) process.world.start(instead(process, ["systemctl", "try-restart", unit], asked));
}
