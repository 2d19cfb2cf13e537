export { codeOf } from "../config/file";

/** What a command sees of the world. The bin makes it of the process, a test of strings. */
export interface Io {
  /** All of standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  /** @throws UnwritableError */
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** @throws what node:fs throws: an Error with a `code` */
  readonly readFile: (path: string) => Uint8Array;
  /** Writes a file whole: whoever reads it meanwhile finds the old text or the new one. @throws what node:fs throws */
  readonly writeFile: (path: string, text: string) => void;
  /** Where a path leads in the end, links followed; the path in full where nothing is there. */
  readonly realPath: (path: string) => string;
  /** The names of the files in a folder, links to files among them. @throws what node:fs throws */
  readonly listFolder: (path: string) => readonly string[];
  /** A file of this package, by its path in it: `docs/rules/deaf-listener.md`. */
  readonly ownFile: (path: string) => string;
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether standard output is a terminal. */
  readonly isTTY: boolean;
}

export interface Sink {
  readonly write: (text: string) => unknown;
}

export const EXIT = { nothingBlocked: 0, blocked: 1, badArguments: 2, unreadable: 3 } as const;

/** Standard output that does not take what is written to it. */
export class UnwritableError extends Error {
  /** @param code of the system error */
  constructor(readonly code: string) {
    super(code);
  }
}

/** The version of this package. */
export function versionOf({ ownFile }: Io): string {
  const manifest = JSON.parse(ownFile("package.json")) as { readonly version: string };
  return manifest.version;
}
