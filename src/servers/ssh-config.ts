import type { Invocation } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { inHome } from "./home";
import { includeFiles } from "./include";
import { readFile, type Said } from "./setting";
import { splitWords } from "./words";

/** A keyword of ssh_config(5), in small letters, with its arguments; its value has those of a forward as `-L` has them. */
export interface Keyword extends Said {
  readonly keyword: string;
  readonly args: readonly string[];
}

export interface Keywords {
  readonly keywords: readonly Keyword[];
  readonly doubts: readonly LaunchUnknown[];
}

const FORWARDS = /^\s*(GatewayPorts|LocalForward|DynamicForward|RemoteForward|ClearAllForwardings)\b/i;

/** Whether a text may say something of forwards that is not known. */
export const isOpen = (text: string): boolean => hasHole(FORWARDS.test(text) ? text : (/^\s*[^\s=]*/.exec(text)?.[0] ?? ""));

/** `Keyword arguments`, `Keyword=arguments`, with spaces around the sign or without. https://man.openbsd.org/ssh_config */
export function keywordOf(text: string, said: Pick<Said, "says" | "from">): Keyword | undefined {
  const [, keyword, rest = ""] = /^\s*([^\s=#]+)(?:\s*=\s*|\s+)([^]*)$/.exec(text) ?? [];
  const args = splitWords(rest);
  return keyword === undefined ? undefined : { keyword: keyword.toLowerCase(), args, value: args.join(":"), ...said };
}

/**
 * What configuration files say for a destination: the one that `-F` names, else the user's and the system's. Those two count where they
 * are shown: every ssh reads them, and most have none that forwards.
 */
export function keywordsFor(invocation: Invocation, destination: string, named: string | undefined): Keywords {
  const usual = [inHome(invocation, ".ssh/config"), "/etc/ssh/ssh_config"];
  const host = destination
    .replace(/^ssh:\/\//, "")
    .replace(/^.*@/, "")
    .replace(/^\[?([^\]:]*)\]?(:\d+)?$/, "$1");
  const all = named === undefined ? usual : named === "none" ? [] : [named];
  const read = all.map((name) => readFile(invocation, name));
  const walked = read.map(({ path, text }) => walk(invocation, path, text ?? "", host.toLowerCase(), "yes", 0));
  return {
    keywords: walked.flatMap(({ keywords }) => keywords),
    doubts: [...(named === undefined ? [] : read.flatMap(({ doubts }) => doubts)), ...walked.flatMap(({ doubts }) => doubts)],
  };
}

type Applies = "yes" | "no" | "perhaps";

/** A block holds up to the next; what is included stands in the block that includes it. */
function walk(invocation: Invocation, path: string, text: string, host: string, within: Applies, depth: number): Keywords {
  const keywords: Keyword[] = [];
  const doubts: LaunchUnknown[] = [];
  let applies = within;
  for (const line of text.split("\n").map((raw) => raw.trim())) {
    const said = keywordOf(line, { says: line, from: "file" });
    if (said === undefined) continue;
    const { keyword, args } = said;
    if (keyword === "host") applies = within === "no" ? "no" : matches(args, host);
    else if (keyword === "match") applies = within === "no" ? "no" : criteria(args, host);
    else if (applies === "no") continue;
    else if (keyword === "include" && depth < 16) {
      const base = path.startsWith("/etc/ssh/") ? "/etc/ssh" : path.replace(/\/[^/]*$/, "");
      for (const pattern of args) {
        const included = includeFiles(
          invocation,
          base,
          pattern.replace(/^~\/(.*)$/, (_, name: string) => inHome(invocation, name)),
        );
        const inner = included.files.map((file) => walk(invocation, file.path, file.text, host, applies, depth + 1));
        keywords.push(...inner.flatMap((one) => one.keywords));
        doubts.push(...included.doubts, ...inner.flatMap((one) => one.doubts));
      }
    } else {
      keywords.push(said);
      if (isOpen(line) || (applies === "perhaps" && FORWARDS.test(line))) doubts.push(unseen.computed(path));
    }
  }
  return { keywords, doubts };
}

/** `all`, and what the destination is called; anything else is known where it runs. */
function criteria([first = "", value = "", ...more]: readonly string[], host: string): Applies {
  if (/^all$/i.test(first)) return "yes";
  return /^(host|originalhost)$/i.test(first) && more.length === 0 ? matches(value.split(","), host) : "perhaps";
}

/** One pattern must match, and none that begins with `!`. */
function matches(patterns: readonly string[], host: string): Applies {
  const meant = (pattern: string): boolean => glob(pattern.toLowerCase()).test(host);
  if (patterns.length === 1 && patterns[0] === "*") return "yes";
  if (hasHole(host) || patterns.some(hasHole)) return "perhaps";
  if (patterns.some((pattern) => pattern.startsWith("!") && meant(pattern.slice(1)))) return "no";
  return patterns.some((pattern) => !pattern.startsWith("!") && meant(pattern)) ? "yes" : "no";
}

const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
  );
