import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Writes a file whole: into one beside it, which then takes its name. What is no regular file, a pipe or a device, is written to.
 * @throws what node:fs throws
 */
export function writeWhole(path: string, text: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) {
    writeFileSync(path, text);
    return;
  }
  // A link stays a link: what it leads to is replaced.
  const target = there === undefined ? path : realpathSync(path);
  const beside = `${target}.${String(process.pid)}.tmp`;
  try {
    writeFileSync(beside, text, { mode: there?.mode ?? 0o666 });
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
