import type { Invocation } from "../model/launch";
import { hasHole } from "../model/text";
import { absolute, readFile, type Read } from "./setting";

/** A path in the home of who starts it, where a program that does not find HOME asks the system; `~/…` where nobody knows which. */
export function inHome({ environment, root }: Invocation, name: string): string {
  const home = environment.values.get("HOME") ?? (root === true ? "/root" : undefined);
  return home === undefined || hasHole(home) ? `~/${name}` : `${home}/${name}`;
}

/** A file of the user's own that few have: of a home that nobody has shown, as of all that stands in one, nothing is thought. */
export function readOwn(invocation: Invocation, name: string): Read {
  const file = readFile(invocation, inHome(invocation, name));
  const isKnown = !hasHole(invocation.environment.values.get("HOME") ?? "");
  return file.text === null && isKnown ? { ...file, doubts: [] } : file;
}

/** The folder that a program was unpacked in, as its own path tells: `/opt/nexus/bin/nexus`, `./bin/solr`; undefined for one of the system's. */
export function unpackedIn({ argv, cwd }: Pick<Invocation, "argv" | "cwd">): string | undefined {
  const [program = ""] = argv;
  const path = program.includes("/") ? absolute(cwd, program) : null;
  const [, base] = /^(\/.+)\/bin\/(?:[^/]+\/)?[^/]+$/.exec(path ?? "") ?? [];
  return base === undefined || /^\/usr(\/local)?$/.test(base) ? undefined : base;
}
