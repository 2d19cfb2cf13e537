import { UNSEEN, type FileText } from "../../model/launch";
import { HOLE } from "../../model/text";
import type { End, Tree } from "./tree";

/** Keywords by which an ssh server is told where to listen; the others say nothing of it. https://man.openbsd.org/sshd_config */
const SSH_BINDS = /^\s*(port|listenaddress|addressfamily|include|match)\b|\uFFFC/i;

/** What a file of which there are two texts tells; one of the two where they differ in nothing that binds. */
function agreed(path: string, one: FileText | null, other: FileText | null): FileText | null {
  if (one === other) return one;
  if (typeof one !== "string" || typeof other !== "string" || !path.startsWith("/etc/ssh/")) return UNSEEN;
  const binds = (text: string): string =>
    text
      .split("\n")
      .filter((line) => SSH_BINDS.test(line))
      .join("\n");
  return binds(one) === binds(other) ? one : UNSEEN;
}

/** What was written at the end of a file in both, or perhaps in one alone. */
function agreedEnd(path: string, one: Tree, other: Tree): End | null {
  const [here, there] = [one.state.ends.get(path), other.state.ends.get(path)];
  if (here === undefined || there === undefined) {
    const untouched = here === undefined ? one : other;
    const end = here ?? there;
    return end === undefined || untouched.state.entries.has(path) ? null : { text: end.text, certain: false };
  }
  return here.text === there.text ? { text: here.text, certain: here.certain && there.certain } : null;
}

/** What is so in both; a file that differs is unseen. */
export function joinTrees(one: Tree, other: Tree): Tree {
  const joined = one.fork();
  const { ends } = joined.state;
  for (const path of new Set([...one.state.ends.keys(), ...other.state.ends.keys()])) {
    const end = agreedEnd(path, one, other);
    if (end === null) ends.delete(path);
    else ends.set(path, end);
  }
  const differing = [...one.state.links, ...other.state.links].filter(
    ([from]) => one.state.links.get(from) !== other.state.links.get(from),
  );
  for (const [from] of differing) joined.blur(from);
  joined.state.aliases.push(...other.state.aliases.filter((alias) => !one.state.aliases.includes(alias)));
  joined.state.blurred.push(...other.state.blurred.filter((blur) => !one.state.blurred.includes(blur)));
  for (const path of new Set([...one.state.entries.keys(), ...other.state.entries.keys()])) {
    joined.state.entries.set(path, agreed(path, one.read(path), other.read(path)));
  }
  if (one.state.base !== other.state.base) joined.blur(HOLE);
  return joined;
}
