import type { SyntaxNode } from "@lezer/common";
import { forgetAll } from "./forget";
import { bindName, textIn, type Frame, type Names } from "./scope";

/** Binds what an import brings. False: it brings names that nobody has shown, which may be any. */
export function importInto(frame: Frame, children: readonly SyntaxNode[], load: (module: string) => Names | null): boolean {
  const words = children.filter(({ name: kind }) => !/^[()]$/.test(kind)).map((child) => textIn(frame, child));
  const at = words.indexOf("import");
  const from = words[0] === "from" ? words.slice(1, at).join("").replace(/^\.+/, "") : null;
  let complete = true;
  for (const one of split(words.slice(at + 1))) {
    const as = one.indexOf("as");
    const imported = one.slice(0, as < 0 ? undefined : as).join("");
    const local = as < 0 ? imported : (one[as + 1] ?? imported);
    if (from === null) importModule(frame, imported, as < 0 ? null : local, load);
    else if (imported !== "*") {
      bindName(frame, local, load(from)?.get(imported) ?? { path: from === "" ? imported : `${from}.${imported}` });
    } else {
      const all = load(from);
      if (all === null) forgetAll(frame);
      complete &&= all !== null;
      for (const [name, value] of all ?? []) if (!name.startsWith("_")) bindName(frame, name, value);
    }
  }
  return complete;
}

/** `import a.b` binds `a`, `import a.b as c` what `a.b` is. */
function importModule(frame: Frame, module: string, alias: string | null, load: (module: string) => Names | null): void {
  const names = load(module);
  const [first = module] = module.split(".");
  const bound = alias === null ? first : module;
  bindName(frame, alias ?? first, names === null || bound !== module ? { path: bound } : { path: bound, names });
}

function split(words: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const word of words)
    if (word === ",") parts.push([]);
    else parts.at(-1)?.push(word);
  return parts.filter((part) => part.length > 0);
}
