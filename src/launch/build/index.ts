import { UNSEEN, type FileText } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import type { Process } from "../process";
import { absolute } from "../files/paths";
import { readAt } from "../files/tree";
import { treeOver } from "../files/tree-over";
import { expanded, parseDockerfile, wordsOf } from "./dockerfile";
import { ignoredIn } from "./ignore";
import { publicImage, tagged, UNKNOWN_IMAGE, type BuiltImage } from "./image";
import { beginStage, follow, imageOf, type Stage } from "./stage";

/** A build as a command or a compose file asks for it. */
export interface Build {
  /** The text of the Dockerfile. */
  readonly text: FileText | null;
  /** The folder whose files it may copy; null where nobody knows it. */
  readonly context: string | null;
  /** Where the Dockerfile is, if it is a file. */
  readonly dockerfile: string | null;
  readonly args: ReadonlyMap<string, string>;
  /** The stage that is wanted; null: the last. */
  readonly target: string | null;
}

/** The Dockerfile of a context, by its name if one is given. podman looks for a Containerfile first. */
export function dockerfileIn(
  process: Process,
  context: string | null,
  name: string | undefined,
  isPodman: boolean,
): Pick<Build, "text" | "dockerfile"> {
  const { files } = process.world;
  const at = (path: string, folder: string | null): Pick<Build, "text" | "dockerfile"> => ({
    text: readAt(files, path, folder),
    dockerfile: absolute(path, folder),
  });
  if (name !== undefined) return at(name, process.cwd);
  const container = at("Containerfile", context);
  return isPodman && typeof container.text === "string" ? container : at("Dockerfile", context);
}

/** An image that the launch itself has built, else a public one. */
export const imageNamed = ({ world }: Process, name: string): BuiltImage =>
  hasHole(name) ? UNKNOWN_IMAGE : (world.tally.images.get(tagged(name)) ?? publicImage(name));

/** What a Dockerfile makes, unknown where it is not shown. */
export function build(process: Process, { text, context, dockerfile, args, target }: Build): BuiltImage {
  if (text === null || text === UNSEEN) return UNKNOWN_IMAGE;
  const ignored = ignoredIn(process, context, dockerfile);
  const outer = new Map<string, string>();
  const stages: Stage[] = [];
  const named = (name: string): Stage | undefined =>
    stages.find((stage) => stage.name === name.toLowerCase()) ?? (/^\d+$/.test(name) ? stages[Number(name)] : undefined);
  const given = (name: string): string | undefined => outer.get(name);
  for (const instruction of parseDockerfile(text)) {
    const { word, rest } = instruction;
    const stage = stages.at(-1);
    // Of a line that is not known, anything may stand there.
    if (hasHole(word)) return UNKNOWN_IMAGE;
    if (word === "FROM") {
      if (target !== null && stage?.name === target.toLowerCase()) break;
      const [image = "", , alias] = wordsOf(expanded(rest, given));
      const base = named(image);
      stages.push(beginStage(base === undefined ? imageNamed(process, image) : copied(base), alias?.toLowerCase() ?? null));
    } else if (stage !== undefined) {
      const from = (name: string): Stage["files"] => named(name)?.files ?? treeOver(imageNamed(process, name).files);
      follow(stage, instruction, { process, context, ignored, given: args, outer, from });
    } else if (word === "ARG") {
      for (const one of wordsOf(rest)) {
        const [name = "", ...value] = one.split("=");
        outer.set(name, args.get(name) ?? (value.length > 0 ? expanded(value.join("="), given) : ""));
      }
    }
  }
  const wanted = target === null ? stages.at(-1) : named(target);
  return wanted === undefined ? UNKNOWN_IMAGE : imageOf(wanted);
}

const copied = (stage: Stage): BuiltImage => ({ ...imageOf(stage), files: stage.files.fork() });

/** Keeps an image under its name; of one that is perhaps built, nobody knows what it is. */
export const keep = ({ world, certain }: Process, name: string, image: BuiltImage): void => {
  if (!hasHole(name)) world.tally.images.set(tagged(name), certain ? image : UNKNOWN_IMAGE);
};

/** `PATH` of a build: a folder, or something from elsewhere. */
export const contextOf = (path: string, cwd: string | null): string | null =>
  /^(\w+:\/\/|git@|github\.com\/)/.test(path) || hasHole(path) || path === "-" ? null : absolute(path, cwd);

/** `A=b` of a command line; a name alone is taken from where it runs. */
export const argumentsIn = (entries: readonly string[], { environment }: Process): ReadonlyMap<string, string> =>
  new Map(
    entries.map((entry) => {
      const [name = "", ...value] = entry.split("=");
      return [name, value.length > 0 ? value.join("=") : (environment.values.get(name) ?? HOLE)] as const;
    }),
  );
