import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { bindName, textIn, type Frame, type Names } from "./statement";
import { isNamed } from "./value";

/** Binds what an import brings. False: it brings names that nobody has shown, which may be any. */
export function importInto(frame: Frame, children: readonly SyntaxNode[], load: (module: string) => Names | null): boolean {
  let complete = true;
  const words = children.filter(({ name: kind }) => !/^[(),]$/.test(kind)).map((child) => textIn(frame, child));
  const at = words.indexOf("import");
  const from = words[0] === "from" ? words.slice(1, at).join("").replace(/^\.+/, "") : null;
  for (let index = at + 1; index < words.length; index++) {
    const [imported = "", as, alias] = words.slice(index, index + 3);
    const local = as === "as" && alias !== undefined ? alias : imported;
    if (as === "as") index += 2;
    if (from === null) bindName(frame, local, { path: imported });
    else if (imported === "*") {
      const all = load(from);
      if (all === null) {
        complete = false;
        for (const [one, value] of frame.names) if (!isNamed(value) && one !== "__name__") frame.names.set(one, HOLE);
      }
      for (const [one, value] of all ?? []) if (!one.startsWith("_")) bindName(frame, one, value);
    } else bindName(frame, local, load(from)?.get(imported) ?? { path: from === "" ? imported : `${from}.${imported}` });
  }
  return complete;
}
