#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main, writeWhole } from "./cli";

/** A reader that has seen enough closes the pipe (`quadzero check … | head`): that is no error. */
function quietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

async function stdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

process.stdout.on("error", quietly);

void main(process.argv.slice(2), {
  stdin,
  stdout: process.stdout,
  stderr: { write: (text) => process.stderr.write(text) },
  readFile: (path) => readFileSync(path),
  writeFile: writeWhole,
  ownFile: (path) => readFileSync(join(__dirname, "..", path), "utf8"),
  today: new Date().toISOString().slice(0, 10),
  env: process.env,
  cwd: process.cwd(),
  isTTY: process.stdout.isTTY,
}).then((code) => {
  process.exitCode = code;
});
