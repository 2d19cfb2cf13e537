import { spawnSync } from "node:child_process";

const works = (command: string, ...arguments_: readonly string[]): boolean => spawnSync(command, arguments_).status === 0;

/** What is missing for namespaces and filters of one's own. */
export function missing(): string | null {
  if (process.getuid?.() !== 0) return "root";
  for (const [command, ...arguments_] of [
    ["nft", "--version"],
    ["python3", "--version"],
    ["ss", "--version"],
  ] as const) {
    if (!works(command, ...arguments_)) return command;
  }
  const name = `quadzero${String(process.pid)}`;
  if (!works("ip", "netns", "add", name)) return "ip netns";
  return works("ip", "netns", "exec", name, "nft", "list", "ruleset") && works("ip", "netns", "del", name) ? null : "nft in a namespace";
}
