import { UNSEEN, type FileText, type Files, type Listing, type Packaged } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { directory, type Alias } from "./layers";
import { absolute, SOME, type Paths } from "./paths";

/** Nobody has shown any file. */
export const NO_FILES_SEEN: Files = { read: () => UNSEEN };

/** The files of a machine while a script writes them. Paths are absolute. */
export interface Tree extends Files {
  readonly list: (directory: string) => Listing;
  /** Null removes the file; UNSEEN says that it changed in a way that cannot be followed. */
  readonly write: (path: string, content: FileText | null) => void;
  readonly append: (path: string, text: FileText) => void;
  /** What was written at the end of a file that nobody has seen; null where that is not all that was done to it. */
  readonly appended: (path: string) => End | null;
  readonly link: (path: string, target: string) => void;
  /**
   * What is at or below the path may have changed, or all that may be. A path may hold HOLE and the wildcards `*` and `?`.
   * @param keeps whether a text stays as it is all the same; of what every version ships alike, more is known
   */
  readonly blur: (path: string, what?: Blurred, keeps?: Keeps) => void;
  /** Nothing is left at or below the path. */
  readonly clear: (path: string) => void;
  /** A folder that a script makes is new: it holds what is put there afterwards. */
  readonly create: (path: string) => void;
  /** A package brings these files and links, and the folders that they lie in are new with it. */
  readonly provide: (packaged: Pick<Packaged, "files" | "links" | "names" | "alike">) => void;
  /** The one name of what has several: of a package's folder by its version, which another path may name otherwise. */
  readonly canonical: (path: string) => string;
  /** Files that were written and are still there, at or below the path; wildcards as in a shell. */
  readonly find: (path: string) => readonly string[];
  /** How some line of it is as a package brought it; null where none is. */
  readonly shipped: (path: string) => Shipped | null;
  /** Whether it was written, and is still there. */
  readonly has: (path: string) => boolean;
  /** What was written at or below the path, or may have been. */
  readonly touched: (path: string) => string | undefined;
  readonly fork: () => Tree;
  readonly state: TreeState;
}

/** What changes in a way that cannot be followed: files that are there alone, or new ones as well. */
export type Blurred = "what is there" | "anything";
export type Keeps = (text: FileText, alike: boolean) => boolean;

/** Of a package's file the lines that matter are known: every version has them alike, or another one may spell them otherwise. */
export type Shipped = "alike" | "by version";

/** What was written at the end of a file; not certain: it may be as it was. */
export interface End {
  readonly text: string;
  readonly certain: boolean;
}

export interface TreeState {
  base: Files;
  readonly aliases: Alias[];
  readonly entries: Map<string, FileText | null>;
  /** Files that every version ships alike. */
  readonly alike: Set<string>;
  readonly links: Map<string, string>;
  /** The ends of files that nobody has seen. */
  readonly ends: Map<string, End>;
  readonly blurred: { readonly path: string; readonly pattern: Paths; readonly what: Blurred; readonly keeps: Keeps }[];
}

/** The text of a file, null where there is none, UNSEEN where nobody can tell: a pattern that nobody could match to files stands for some. */
export function readAt(files: Files, path: string, cwd: string | null): FileText | null {
  const full = absolute(path, cwd);
  if (full === null || hasHole(full)) return UNSEEN;
  return SOME.test(full) && files.list?.(directory(full)).complete !== true ? UNSEEN : files.read(full);
}

/** A file that the launch may have brought and that cannot be seen: of one that it never touched, nothing is thought. */
export const mayBring = (files: Tree, path: string): boolean =>
  files.read(path) === UNSEEN &&
  (files.state.entries.has(path) || files.state.blurred.some((blur) => blur.path !== HOLE && blur.pattern.test(path)));
