import { UNSEEN, type FileText } from "../../model/launch";
import { hasHole } from "../../model/text";
import type { Process } from "../process";
import { located } from "../files/paths";
import { readAt, type Shipped, type Tree } from "../files/tree";
import { applySed } from "./sed";

/**
 * Changes a file in place; where its name is not known, any that it may mean, but for those in which it finds nothing. A pattern means
 * those that were written, and others.
 */
export function edit(files: Tree, spelled: string, change: (text: string, shipped?: Shipped | null) => string | null): void {
  // Which version a part of the name stands for, nobody knows: it may be none that is there.
  const name = hasHole(spelled) ? spelled : files.canonical(spelled);
  const keeps = (text: FileText, alike: boolean): boolean => text !== UNSEEN && change(text, alike ? "alike" : "by version") === text;
  const written = hasHole(name) ? [] : files.find(name);
  const texts = (written.length > 0 ? written : [name]).map((path) => [path, readAt(files, path, null)] as const);
  if (written.length > 0 && /[*?]/.test(name)) files.blur(name, "what is there", keeps);
  for (const [path, text] of texts) {
    if (hasHole(path)) files.blur(path, "what is there", keeps);
    else if (text !== null) files.write(path, text === UNSEEN ? UNSEEN : (change(text) ?? UNSEEN));
  }
}

/** A substitution that perl and sed read alike: no variables, and no escapes of perl's own. */
const ALIKE = /^\s*s([^\w\s\\])((?:\\[^]|(?!\1)[^\\])*)\1(?:\\[^]|(?!\1)[^\\])*\1g?i?;?\s*$/;
/** A class that sed has not, outside of brackets. */
const PERL_DIGIT = /\\d(?![^[]*\])/g;
const OF_PERL = /(^|[^\\])[$@]\w|\\[QEULulAZzGKRXhHvVN]/;

/** `perl -pi -e 's/…/…/' FILE` as far as sed would do the same. @returns whether it was such a one */
export function editByPerl({ argv, world, cwd }: Process): boolean {
  const flags = argv.slice(1, argv.findIndex((arg) => /^-\w*e$/.test(arg)) + 1);
  const [script = "", ...files] = argv.slice(flags.length + 1);
  const spelled = script
    .replace(/\$(?=\d)/g, "\\")
    .replace(PERL_DIGIT, "[0-9]")
    .trim()
    .replace(/;$/, "");
  const cluster = flags.map((flag) => flag.replace(/^-/, "")).join("");
  if (!/^([pie]|(?<=i)\.\w+)+$/.test(cluster) || !/p/.test(cluster) || !/i/.test(cluster) || !cluster.endsWith("e")) return false;
  if (!ALIKE.test(spelled) || OF_PERL.test(spelled) || files.length === 0) return false;
  for (const file of files) {
    const path = located(file, cwd);
    edit(world.files, path, (text, shipped = world.files.shipped(path)) =>
      applySed([spelled], { extended: true, tally: world.tally }, text, shipped),
    );
  }
  return true;
}
