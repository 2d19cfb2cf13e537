import type { Server } from "../model/launch";
import { ending } from "./ending";

/** A server's names, so that its file is loaded when one of them is met and not before; space-separated, since most are never asked. */
export interface Entry {
  readonly programs: string;
  readonly modules: string;
  /** Packages and units of distributions. */
  readonly packaged: string;
  readonly load: () => Server;
}

export function entry(load: () => { readonly server: Server }, programs: string, modules = "", packaged = ""): Entry {
  let server: Server | undefined;
  return { programs, modules, packaged, load: () => (server ??= ending(load().server)) };
}

export const wordsOf = (text: string): readonly string[] => (text === "" ? [] : text.split(" "));

/** Finds an entry by one kind of its names; made when it is first asked. */
export function finder(entries: readonly Entry[], kind: "programs" | "modules" | "packaged"): (name: string) => Entry | undefined {
  let found: Map<string, Entry> | undefined;
  return (name) => (found ??= new Map(entries.flatMap((one) => wordsOf(one[kind]).map((word) => [word, one] as const)))).get(name);
}

/** The name of a program, package or unit without its version: `postgresql15-server`, `php8.2-fpm`, `redis6`. */
export const unversioned = (name: string): string => name.replace(/[-.]?\d+(\.\d+)*(?=-|$)/, "");
