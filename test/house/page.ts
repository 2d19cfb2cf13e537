import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { read } from "./repository";

export interface Block {
  readonly text: string;
  /** What its commands exit with, as a comment before it says. */
  readonly code: number;
}

/** The blocks of a page that are written in a language. */
export const blocks = (page: string, language: string): readonly Block[] =>
  [...read(page).matchAll(new RegExp(`(?:<!-- exits (\\d) -->\n\n)?\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(([, code, text]) => ({
    text: text ?? "",
    code: Number(code ?? 0),
  }));

export interface Ran {
  readonly code: number | null;
  /** Of both streams. */
  readonly out: string;
}

/**
 * Runs commands of a page one after the other, as a person or a pipeline would.
 * @param programs scripts that stand for what the page calls, by name
 */
export function runPage(script: string, folder: string, programs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): Ran {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  for (const [name, program] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${program}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-e", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: { ...env, PATH: `${bin}:${env["PATH"] ?? process.env["PATH"] ?? ""}` },
  });
  return { code: status, out: stdout + stderr };
}

/** The relative targets of the links of a page. */
export const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? "").filter((target) => !/^(https?:|mailto:|#)/.test(target));
