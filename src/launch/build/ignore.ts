import { hasHole } from "../../model/text";
import type { Process } from "../process";
import { absolute } from "../files/paths";
import { mayBring } from "../files/tree";
import { plain, bracketAt } from "../match/characters";
import { ends, newRun, type Node } from "../match/matcher";

/** Whether a context leaves a file out, by its path in it; null where nobody knows. */
export type Ignored = (path: string) => boolean | null;

const NOTHING: Ignored = () => false;

/** The one beside the Dockerfile counts alone. https://docs.docker.com/build/concepts/context/#filename-and-location */
export function ignoredIn({ world }: Process, context: string | null, dockerfile: string | null): Ignored {
  const { files } = world;
  for (const path of [dockerfile === null ? null : `${dockerfile}.dockerignore`, absolute(".dockerignore", context)]) {
    if (path === null) continue;
    const text = files.read(path);
    if (typeof text === "string") return ignoredBy(text, world.tally);
    if (mayBring(files, path)) return () => null;
  }
  return NOTHING;
}

/** @param text of a `.dockerignore`: the last pattern that a path matches decides. https://docs.docker.com/build/concepts/context/#syntax */
export function ignoredBy(text: string, tally: Pick<Process["world"]["tally"], "budget">): Ignored {
  if (hasHole(text)) return () => null;
  const lines = text.split(/\r?\n/).filter((line) => !line.startsWith("#") && line.trim() !== "");
  const rules = lines.map((line) => {
    const pattern = line.trim();
    const keeps = pattern.startsWith("!");
    return { keeps, node: matching((keeps ? pattern.slice(1) : pattern).trim()) };
  });
  return (path) => {
    const run = newRun(tally);
    const ignored = rules.reduce<boolean | null>((before, { keeps, node }) => {
      if (node === null) return before === !keeps ? before : null;
      return ends(node, path, new Set([0]), run).has(path.length) ? !keeps : before;
    }, false);
    return run.open ? null : ignored;
  };
}

const SLASH: Node = { type: "one", of: (char) => char === "/" };
const ANY: Node = { type: "repeat", node: { type: "one", of: () => true }, min: 0, max: Infinity };
const WITHIN: Node = { type: "one", of: (char) => char !== "/" };
const perhaps = (...nodes: readonly Node[]): Node => ({ type: "repeat", node: { type: "sequence", nodes }, min: 0, max: 1 });

const WILD: Readonly<Record<string, Node>> = {
  "**/": perhaps(ANY, SLASH),
  "*": { type: "repeat", node: WITHIN, min: 0, max: Infinity },
  "?": WITHIN,
};

/** What matches a folder matches all that lies in it. `**` stands for any number of folders. Null: nobody can tell. */
function matching(pattern: string): Node | null {
  const path = (absolute(pattern, "/") ?? "").slice(1);
  const characters = Array.from({ length: path.length }, (_, index) => ({ char: path[index] ?? "", quoted: false }));
  const nodes: Node[] = [];
  for (let at = 0; at < path.length;) {
    const [wild] = /^(\*\*\/|\*+|\?)/.exec(path.slice(at, at + 3)) ?? [];
    if (wild !== undefined) {
      nodes.push(WILD[wild] ?? ANY);
      at += wild.length;
    } else if (path[at] === "[" || path[at] === "\\") {
      const bracket = bracketAt(characters, at, { negates: "^", folds: false, classes: () => false });
      if (bracket === null || bracket === undefined || path.includes("\\")) return null;
      nodes.push({ type: "one", of: bracket.set });
      at = bracket.end;
    } else {
      nodes.push({ type: "one", of: plain(path[at] ?? "", false) });
      at += 1;
    }
  }
  return { type: "sequence", nodes: [...nodes, perhaps(SLASH, ANY)] };
}
