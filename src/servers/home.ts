import type { Invocation } from "../model/launch";
import { hasHole } from "../model/text";

/** A path in the home of who starts it, where a program that does not find HOME asks the system; `~/…` where nobody knows which. */
export function inHome({ environment, root }: Invocation, name: string): string {
  const home = environment.values.get("HOME") ?? (root === true ? "/root" : undefined);
  return home === undefined || hasHole(home) ? `~/${name}` : `${home}/${name}`;
}
