/**
 * The program that a plan was made of, by a port: what there is to read, and nothing else of the disk. Paths have forward slashes;
 * a `Location` names them as they are.
 */
export interface Source {
  /** Of the root module: `infra`, `../shop`, `.`. */
  readonly folder: string;
  /** The names of the files in a folder; none where there is no such folder, or it may not be read. */
  readonly list: (folder: string) => readonly string[];
  /** Null where it cannot be read. */
  readonly read: (path: string) => Uint8Array | null;
}
