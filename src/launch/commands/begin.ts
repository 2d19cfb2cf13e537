import { instead, type Process } from "../process";
import { enablePackaged } from "../systemd/control";

/** https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt */
const POLICY = "/usr/sbin/policy-rc.d";
/** Whether it says so of every service. */
const forbids = (policy: string): boolean => {
  const lines = policy.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("#")).every((line) => /^exit\s+101;?$/.test(line));
};

/** Starts a service as the installation of its package does: one that is installed anew begins again. */
export function begin(process: Process, unit: string, anew: boolean): void {
  const { files } = process.world;
  const policy = files.has(POLICY) ? files.read(POLICY) : null;
  if (typeof policy === "string" && forbids(policy)) {
    enablePackaged(files, unit);
    return;
  }
  const asked = { certain: process.certain && policy === null, input: null };
  process.world.start(instead(process, ["systemctl", "enable", "--now", unit], asked));
  if (anew) process.world.start(instead(process, ["systemctl", "try-restart", unit], asked));
}
