#!/usr/bin/env node
import { fstatSync, readdirSync, readFileSync, realpathSync, statSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { codeOf, main, UnwritableError, writeWhole } from "./cli";

const STDOUT = 1;

/**
 * Writes at once: `process.stdout` takes milliseconds to make, and only a pipe that is full at the moment needs it. A reader that
 * has seen enough closes the pipe (`quadzero check … | head`): that is no error.
 */
function print(text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(STDOUT, bytes, written);
  } catch (error) {
    const code = codeOf(error);
    if (code === "EPIPE") return;
    if (code === null) throw error;
    if (code !== "EAGAIN") throw new UnwritableError(code);
    process.stdout.on("error", (late) => {
      if (codeOf(late) !== "EPIPE") throw late;
    });
    process.stdout.write(bytes.subarray(written));
  }
}

/** Whether standard output is a terminal. `node:tty` takes milliseconds to load: pipes, files and the null device do without. */
function isTerminal(): boolean {
  const device = fstatSync(STDOUT);
  if (!device.isCharacterDevice() || device.rdev === statSync("/dev/null", { throwIfNoEntry: false })?.rdev) return false;
  return (require("node:tty") as typeof import("node:tty")).isatty(STDOUT);
}

/** Files alone: to read a pipe or a device might never end. */
const listFolder = (path: string): string[] =>
  readdirSync(path).filter((name) => {
    try {
      return statSync(join(path, name)).isFile();
    } catch {
      return false; // A link that leads nowhere, or in a circle.
    }
  });

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

async function stdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

void main(process.argv.slice(2), {
  stdin,
  stdout: { write: print },
  stderr: { write: (text) => process.stderr.write(text) },
  readFile: (path) => readFileSync(path),
  writeFile: writeWhole,
  realPath,
  listFolder,
  ownFile: (path) => readFileSync(join(__dirname, "..", path), "utf8"),
  today: new Date().toISOString().slice(0, 10),
  env: process.env,
  cwd: process.cwd(),
  get isTTY() {
    try {
      return isTerminal();
    } catch {
      return false;
    }
  },
}).then((code) => {
  process.exitCode = code;
});
