import type { Io } from "../../src/cli";
import { main } from "../../src/cli";

export interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  /** Takes what is written, by file. */
  readonly written?: Record<string, string>;
  /** Where links lead, both in full. */
  readonly links?: Readonly<Record<string, string>>;
  /** The codes with which files cannot be written. */
  readonly unwritable?: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export const failure = (code: string): Error => Object.assign(new Error(`${code}: as node:fs says it`), { code });

/** A file whose text is `!CODE` cannot be read, with that code. */
export async function run(argv: readonly string[], world: World = {}): Promise<Outcome> {
  let out = "";
  let err = "";
  const io: Io = {
    stdin: () => Promise.resolve(Buffer.from(world.stdin ?? "")),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    readFile: (path) => {
      const text = world.files?.[path];
      if (text === undefined) throw failure("ENOENT");
      if (text.startsWith("!")) throw failure(text.slice(1));
      return Buffer.from(text);
    },
    writeFile: (path, text) => {
      const code = world.unwritable?.[path];
      if (code !== undefined) throw failure(code);
      if (world.written !== undefined) world.written[path] = text;
    },
    realPath: (path) => world.links?.[path] ?? path,
    listFolder: (path) => {
      const inside = path === "." ? "" : `${path}/`;
      const below = Object.keys(world.files ?? {}).filter((name) => name.startsWith(inside));
      if (below.length === 0) throw failure(world.files?.[path] === undefined ? "ENOENT" : "ENOTDIR");
      return below.map((name) => name.slice(inside.length)).filter((name) => !name.includes("/"));
    },
    ownFile: (path) => (path === "package.json" ? '{ "version": "9.8.7" }' : `# the page ${path}\n`),
    today: "2026-11-25",
    env: world.env ?? {},
    cwd: "/srv/app",
    isTTY: world.isTTY ?? false,
  };
  const code = await main(argv, io);
  return { code, out, err };
}
