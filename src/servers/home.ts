import type { Invocation } from "../model/launch";
import { hasHole } from "../model/text";
import { absolute } from "./setting";

/** A path in the home of who starts it, where a program that does not find HOME asks the system; `~/…` where nobody knows which. */
export function inHome({ environment, root }: Invocation, name: string): string {
  const home = environment.values.get("HOME") ?? (root === true ? "/root" : undefined);
  return home === undefined || hasHole(home) ? `~/${name}` : `${home}/${name}`;
}

/** The folder that a program was unpacked in, as its own path tells: `/opt/nexus/bin/nexus`, `./bin/solr`; undefined for one of the system's. */
export function unpackedIn({ argv, cwd }: Pick<Invocation, "argv" | "cwd">): string | undefined {
  const [program = ""] = argv;
  const path = program.includes("/") ? absolute(cwd, program) : null;
  const [, base] = /^(\/.+)\/bin\/(?:[^/]+\/)?[^/]+$/.exec(path ?? "") ?? [];
  return base === undefined || /^\/usr(\/local)?$/.test(base) ? undefined : base;
}
