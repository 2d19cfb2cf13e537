import { spawnSync } from "node:child_process";

import { worldOver } from "../../src/launch/container";
import { runScript } from "../../src/launch/shell";
import { HOLE } from "../../src/model/text";
import { files } from "./sockets";

/** What the script prints, as the launch reads it. */
export function read(script: string, parameters: readonly string[] = []): string {
  const world = worldOver(files());
  const environment = { values: new Map([["EXPORTED", "from outside"]]), complete: true };
  const process = { argv: ["bash"], environment, cwd: "/srv/shop", root: true, input: null, certain: true, world, depth: 0 };
  return runScript(script, process, ["bash", ...parameters]).output;
}

/** What it prints in bash itself. */
export function run(script: string, parameters: readonly string[] = []): string {
  const { stdout } = spawnSync("bash", ["--norc", "-c", script, "bash", ...parameters], {
    env: { EXPORTED: "from outside", PATH: "/usr/bin:/bin" },
    cwd: "/",
    encoding: "utf8",
  });
  return stdout;
}

/** What a text with holes may turn out to be. */
export const around = (printed: string): RegExp =>
  new RegExp(
    `^${printed
      .split(HOLE)
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
      .join("[^]*")}$`,
  );

const hasBash = spawnSync("bash", ["--version"]).status === 0;

/** A comparison with bash; where there is none, its name says that nothing was compared. */
export const withBash = (name: string, compare: () => void): void => {
  if (hasBash) test(name, compare);
  else test.skip(`${name} (NOT COMPARED: there is no bash here)`, compare);
};
