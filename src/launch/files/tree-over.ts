import { UNSEEN, type FileText, type Files, type Listing } from "../../model/launch";
import { hasHole } from "../../model/text";
import { aliasOf, MERGED, unaliased, withPackage, without } from "./layers";
import { below, SOME } from "./paths";
import type { Blurred, Keeps, Tree, TreeState } from "./tree";

/** No file that a server reads is longer; scripts that double a file would never end. */
const LONGEST = 1 << 20;

const KEEPS_NOTHING: Keeps = () => false;

/** Files as they are, with nothing written over them yet. */
export const treeOver = (base: Files): Tree =>
  tree({ base, aliases: [...MERGED], entries: new Map(), alike: new Set(), links: new Map(), ends: new Map(), blurred: [] });

function tree(state: TreeState): Tree {
  const { aliases, entries, links, ends, blurred } = state;
  const named = (path: string): string => unaliased(path, aliases);

  const resolve = (path: string): string => {
    let at = named(path);
    for (let hops = 0; hops < 8 && links.size > 0; hops += 1) {
      const link = [...links].find(([from]) => at === from || at.startsWith(`${from}/`));
      if (link === undefined) return at;
      at = link[1] + at.slice(link[0].length);
    }
    return at;
  };

  const read = (path: string): FileText | null => {
    const at = resolve(path);
    const entry = entries.get(at);
    if (entry !== undefined) return entry;
    if (hasHole(at)) return UNSEEN;
    const before = state.base.read(at);
    const isBlurred = blurred.some(({ pattern, what, keeps }) =>
      before === null ? what === "anything" && pattern.test(at) : pattern.test(at) && !keeps(before, state.alike.has(at)),
    );
    return isBlurred ? UNSEEN : before;
  };

  const blur = (name: string, what: Blurred = "anything", keeps = KEEPS_NOTHING): void => {
    const path = named(name);
    const pattern = below(path);
    const kept = new Set(
      [...entries].filter(([known, content]) => content !== null && keeps(content, state.alike.has(known))).map(([known]) => known),
    );
    const there = [...entries]
      .flatMap(([known, content]) => (content === null ? [] : [known]))
      .concat([...links.keys()])
      .filter((known) => !kept.has(known));
    for (const map of [entries, links, ends])
      for (const known of [...map.keys()]) if (pattern.test(known) && !kept.has(known)) map.delete(known);
    if (what === "what is there") for (const known of there) if (pattern.test(known)) entries.set(known, UNSEEN);
    blurred.push({ path, pattern, what, keeps });
  };

  const write = (name: string, content: FileText | null): void => {
    const path = named(name);
    if (SOME.test(path)) {
      blur(path);
      return;
    }
    if (content === null && links.delete(path)) return;
    entries.set(resolve(path), content);
    ends.delete(resolve(path));
  };

  const list = (path: string): Listing => {
    const at = resolve(path).replace(/\/+$/, "");
    if (SOME.test(at)) return { names: [], complete: false };
    const childOf = (full: string): readonly string[] => (full.startsWith(`${at}/`) ? [full.slice(at.length + 1).split("/")[0] ?? ""] : []);
    const underneath = state.base.list?.(at === "" ? "/" : at) ?? { names: [], complete: false };
    const touched = blurred.some(({ path: other, what }) => {
      if (what !== "anything") return false;
      const stem = other.split(SOME)[0] ?? "";
      return stem.startsWith(`${at}/`) || `${at}/`.startsWith(stem);
    });
    const gone = (name: string): boolean => entries.get(`${at}/${name}`) === null;
    const written = [...entries].flatMap(([full, content]) => (content === null ? [] : childOf(full)));
    const names = new Set([...underneath.names.filter((name) => !gone(name)), ...written, ...[...links.keys()].flatMap(childOf)]);
    return { names: [...names].sort(), complete: underneath.complete && !touched };
  };

  return {
    state,
    read,
    list,
    canonical: named,
    write,
    blur,
    append: (path, text) => {
      const before = SOME.test(named(path)) ? UNSEEN : read(path);
      const at = resolve(path);
      const untouched = entries.has(at) || blurred.some(({ pattern }) => pattern.test(at)) ? null : { text: "", certain: true };
      const end = ends.get(at) ?? untouched;
      if (before === UNSEEN || text === UNSEEN) write(path, UNSEEN);
      else write(path, (before ?? "").length + text.length > LONGEST ? UNSEEN : (before ?? "") + text);
      if (before === UNSEEN && text !== UNSEEN && end !== null && end.text.length + text.length <= LONGEST)
        ends.set(at, { ...end, text: end.text + text });
    },
    appended: (path) => ends.get(resolve(path)) ?? null,
    link: (name, target) => {
      const path = named(name);
      if (hasHole(path) || hasHole(target)) blur(path);
      else if (path !== target && !target.startsWith(`${path}/`)) {
        entries.delete(path);
        links.set(path, target);
      }
    },
    clear: (path) => {
      const pattern = below(named(path));
      for (const map of [entries, links, ends]) for (const known of [...map.keys()]) if (pattern.test(known)) map.delete(known);
      const others = blurred.filter((blur) => !pattern.test(blur.path));
      blurred.splice(0, blurred.length, ...others);
      state.base = without(state.base, pattern);
    },
    create: (name) => {
      const path = named(name);
      if (hasHole(path) || path === "/" || list(path).complete) return;
      const pattern = below(path);
      if (!blurred.some((blur) => pattern.test(blur.path) || blur.pattern.test(path))) state.base = without(state.base, pattern);
    },
    provide: ({ files, links: shipped = {}, names = {}, alike = false }) => {
      if (alike) for (const path of Object.keys(files)) state.alike.add(path);
      state.base = withPackage(state.base, files);
      for (const path of Object.keys(files)) links.delete(path);
      for (const [from, to] of Object.entries(shipped)) if (!entries.has(from)) links.set(from, to);
      for (const [name, path] of Object.entries(names)) aliases.push(aliasOf(name, path));
    },
    find: (path) => {
      const pattern = below(named(path));
      const there = [...entries].filter(([, content]) => content !== null).map(([name]) => name);
      return [...there, ...links.keys()].filter((name) => pattern.test(name)).sort();
    },
    shipped: (path) => {
      const [now, shipped] = [read(path), state.base.read(resolve(path))];
      if (typeof now !== "string" || typeof shipped !== "string") return null;
      const lines = new Set(now.split("\n"));
      const isKept = shipped.split("\n").some((line) => line.trim() !== "" && lines.has(line));
      return isKept ? (state.alike.has(resolve(path)) ? "alike" : "by version") : null;
    },
    has: (path) => links.has(named(path)) || typeof entries.get(named(path)) === "string",
    touched: (path) => {
      const pattern = below(path);
      const inside = (other: string): boolean => pattern.test(other) || (other.split(SOME)[0] ?? "").startsWith(`${path}/`);
      return (
        [...entries.keys(), ...links.keys()].find((name) => pattern.test(name)) ??
        blurred.find((one) => inside(one.path) || one.pattern.test(path))?.path
      );
    },
    fork: () =>
      tree({
        base: state.base,
        aliases: [...aliases],
        entries: new Map(entries),
        alike: new Set(state.alike),
        links: new Map(links),
        ends: new Map(ends),
        blurred: [...blurred],
      }),
  };
}
