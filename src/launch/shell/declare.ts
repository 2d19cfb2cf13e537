import { HOLE, hasHole } from "../../model/text";
import { mayStay } from "./branches";
import type { Builtin } from "./builtin";
import { anything, assign, prints, type Shell, type Variable } from "./state";

const NAME = /^[a-z_]\w*$/i;

/** The name that an argument sets: `NAME=VALUE`, `NAME`. */
export const nameIn = (arg: string): string => arg.split("=")[0] ?? "";

const letters = (args: readonly string[], sign: string): ReadonlySet<string> =>
  new Set(args.filter((arg) => arg.startsWith(sign) && arg !== "--").flatMap((arg) => Array.from(arg.slice(1))));

const KINDS: Readonly<Record<string, NonNullable<Variable["as"]>>> = {
  A: "opaque",
  c: "opaque",
  i: "integer",
  l: "lower",
  t: "opaque",
  u: "upper",
};

/** What becomes of all that a variable takes. */
function kindOf(on: ReadonlySet<string>, off: ReadonlySet<string>, before: Variable["as"]): Variable["as"] {
  const [kind, ...others] = [...on].flatMap((letter) => KINDS[letter] ?? []);
  const changes =
    [...off].some((letter) => letter in KINDS) || others.length > 0 || (before !== undefined && kind !== undefined && kind !== before);
  return changes ? "opaque" : (kind ?? before);
}

/** Two names of one variable. */
function refer(shell: Shell, name: string, target: string): void {
  if (!NAME.test(target)) anything(shell);
  for (const one of [name, target]) {
    if (NAME.test(one)) shell.variables.set(one, { value: HOLE, exported: shell.variables.get(one)?.exported ?? false, as: "opaque" });
  }
}

/** In bash a local variable is not set at first; in other shells it has the value of the one that it hides. */
function begins(shell: Shell, name: string): void {
  if (shell.isBash && shell.closed) shell.variables.delete(name);
  else shell.variables.set(name, { value: HOLE, exported: shell.variables.get(name)?.exported ?? false });
}

/** https://www.gnu.org/software/bash/manual/bash.html#index-declare */
export const declares =
  (builtin: "declare" | "export" | "local" | "readonly"): Builtin =>
  (args, shell) => {
    const [on, off] = [letters(args, "-"), letters(args, "+")];
    const rest = args.filter((arg) => !/^[-+]\w|^--$/.test(arg));
    if (rest.length === 0 || on.has("p") || on.has("f") || on.has("F")) {
      if (builtin !== "export" || !on.has("f")) prints(shell);
      return "open";
    }
    if (builtin === "local" && !shell.inFunction) {
      // Other shells end.
      if (!shell.isBash) mayStay(shell, "exit");
      return "failure";
    }
    const isOwn = builtin === "local" || (builtin === "declare" && shell.inFunction && !on.has("g"));
    const exported = builtin === "export" ? !on.has("n") : on.has("x") ? true : off.has("x") ? false : undefined;
    for (const arg of rest) {
      const [name, value] = [nameIn(arg), arg.includes("=") ? arg.slice(arg.indexOf("=") + 1) : undefined];
      if (hasHole(name)) anything(shell);
      if (!NAME.test(name)) continue;
      if (isOwn && !shell.hidden.has(name)) shell.hidden.set(name, shell.variables.get(name));
      if (on.has("n") && builtin !== "export") {
        refer(shell, name, value ?? "");
        continue;
      }
      const isReadonly = shell.variables.get(name)?.isReadonly === true;
      if (isReadonly && value !== undefined) mayStay(shell, "exit");
      if (isOwn && value === undefined && !on.has("a")) begins(shell, name);
      const before = shell.variables.get(name);
      const as = kindOf(on, off, isOwn ? undefined : before?.as);
      const marked = { ...before, value: before?.value ?? "", exported: before?.exported ?? false };
      if (as !== before?.as) shell.variables.set(name, { ...marked, as });
      if (value !== undefined) assign(shell, name, value, exported);
      else if (before !== undefined) assign(shell, name, before.value, exported);
      const now = shell.variables.get(name);
      if ((builtin === "readonly" || on.has("r")) && now !== undefined) shell.variables.set(name, { ...now, isReadonly: true });
    }
    return "success";
  };
