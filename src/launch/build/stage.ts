import { UNSEEN } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { emptyTally } from "../launched";
import { basename, type Process } from "../process";
import { absolute } from "../files/paths";
import type { Tree } from "../files/tree";
import { treeOver } from "../files/tree-over";
import { execForm, expanded, HEREDOC, wordsOf, type Instruction } from "./dockerfile";
import type { Ignored } from "./ignore";
import type { BuiltImage } from "./image";

/** A stage while its instructions are followed. */
export interface Stage {
  readonly name: string | null;
  readonly files: Tree;
  readonly environment: Map<string, string>;
  readonly complete: boolean;
  /** Arguments of the build that it has asked for. */
  readonly args: Map<string, string>;
  cwd: string | null;
  entryPoint: BuiltImage["entryPoint"];
  command: BuiltImage["command"];
  /** False: the command is that of the image that it begins with. */
  commanded: boolean;
  shell: readonly string[];
}

/** Where a stage stands. */
export interface Setting {
  /** The process that builds. */
  readonly process: Process;
  /** The folder of the context; null where nobody knows it. */
  readonly context: string | null;
  /** What of the context does not come along. */
  readonly ignored: Ignored;
  /** Values that the command gives to arguments. */
  readonly given: ReadonlyMap<string, string>;
  /** Arguments before the first stage. */
  readonly outer: ReadonlyMap<string, string>;
  /** The files of an earlier stage or another image. */
  readonly from: (name: string) => Tree;
}

export const beginStage = (image: BuiltImage, name: string | null): Stage => ({
  name,
  files: treeOver(image.files),
  environment: new Map(image.environment.values),
  complete: image.environment.complete,
  args: new Map(),
  cwd: image.cwd,
  entryPoint: image.entryPoint,
  command: image.command,
  commanded: false,
  shell: ["/bin/sh", "-c"],
});

export const imageOf = ({ entryPoint, command, environment, complete, cwd, files }: Stage): BuiltImage => ({
  entryPoint,
  command,
  environment: { values: environment, complete },
  cwd,
  files,
});

const valueIn =
  ({ environment, args, complete }: Stage) =>
  (name: string): string | undefined =>
    environment.get(name) ?? args.get(name) ?? (complete ? undefined : HOLE);

/** https://docs.docker.com/reference/dockerfile/ */
export function follow(stage: Stage, instruction: Instruction, setting: Setting): void {
  const { word, rest } = instruction;
  const plain = (text: string): string => expanded(text, valueIn(stage));
  const command = (): readonly string[] => execForm(rest) ?? [...stage.shell, rest];
  switch (word) {
    case "ARG":
      for (const one of wordsOf(rest)) {
        const [name = "", ...value] = one.split("=");
        const known = setting.given.get(name) ?? (value.length > 0 ? plain(value.join("=")) : setting.outer.get(name));
        if (known !== undefined) stage.args.set(name, known);
      }
      return;
    case "ENV": {
      const [, single, text = ""] = /^([\w.-]+)\s+([^]*)$/.exec(rest) ?? [];
      const pairs = single === undefined ? wordsOf(rest) : [`${single}=${text}`];
      const values = pairs.map((pair) => [pair.split("=")[0] ?? "", plain(pair.slice(pair.indexOf("=") + 1))] as const);
      for (const [name, value] of values) stage.environment.set(name, value);
      return;
    }
    case "WORKDIR":
      stage.cwd = absolute(plain(rest), stage.cwd ?? "/");
      return;
    case "SHELL":
      stage.shell = execForm(rest) ?? [HOLE];
      return;
    case "ENTRYPOINT":
      stage.entryPoint = command();
      // It drops what the image before it had. https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
      if (!stage.commanded) stage.command = [];
      return;
    case "CMD":
      stage.command = command();
      stage.commanded = true;
      return;
    case "COPY":
    case "ADD":
      copy(stage, instruction, setting, plain);
      return;
    case "RUN":
      run(stage, instruction, setting);
      return;
    default:
  }
}

/** A step of the build: what it starts ends with it, what it writes stays. */
function run(stage: Stage, { rest, documents }: Instruction, { process }: Setting): void {
  const { world } = process;
  const tally = { ...emptyTally(), budget: world.tally.budget };
  const [document] = documents;
  const plain = rest.replace(HEREDOC, "").trim();
  // Alone it is the script; else the command reads it.
  const script = plain === "" ? (document ?? "") : plain;
  const values = new Map([...stage.args, ...stage.environment, ["HOME", HOLE], ["PATH", HOLE]] as const);
  world.start({
    argv: execForm(rest) ?? [...stage.shell, script],
    environment: { values, complete: stage.complete },
    cwd: stage.cwd,
    root: null,
    input: plain === "" ? null : (document ?? null),
    certain: true,
    world: { ...world, files: stage.files, services: new Map(), tally },
    depth: process.depth + 1,
  });
  world.tally.budget = tally.budget;
}

const inContext = (path: string, root: string | null): string => path.slice(root === null || root === "/" ? 1 : root.length + 1);

const ARCHIVE = /\.(tar|tgz|tbz|txz|gz|bz2|xz)\b/;

/** What is shown of the context is copied; what is not shown may be there, and hides what was in its place. */
function copy(stage: Stage, { rest, flags, documents, word }: Instruction, setting: Setting, plain: (text: string) => string): void {
  const words = (execForm(rest) ?? wordsOf(rest)).map(plain);
  const last = words.at(-1) ?? "";
  const target = absolute(last, stage.cwd ?? "/") ?? "/";
  const from = flags.get("from");
  const files = from === undefined ? setting.process.world.files : setting.from(plain(from));
  const root = from === undefined ? setting.context : "/";
  const sources = words.slice(0, -1);
  const folder = /(^|\/)\.?$/.test(last) || target === stage.cwd || sources.length > 1;
  const place = (name: string): string => (folder ? (absolute(name, target) ?? target) : target);
  if (documents.length > 0) {
    documents.forEach((text, index) => {
      stage.files.write(place((sources[index] ?? "").replace(/^<<-?["']?|["']$/g, "")), text);
    });
    return;
  }
  for (const source of sources) {
    const isElsewhere = root === null || hasHole(source) || /^\w+:\/\//.test(source);
    const path = isElsewhere ? null : absolute(source.replace(/^\/+/, ""), root);
    const at = place(basename(source));
    // An archive that ADD takes is unpacked.
    if (path === null || (word === "ADD" && ARCHIVE.test(source))) {
      stage.files.blur(target);
      continue;
    }
    const text = files.read(path);
    if (typeof text === "string") stage.files.write(at, text);
    else {
      const inside = files.find(path);
      // A folder's files go where it goes; of what is not shown, nobody knows whether it is one.
      if (!files.list(path).complete) stage.files.blur(inside.length > 0 || !folder ? target : at);
      for (const name of inside) {
        const below = /[*?]/.test(path) ? basename(name) : name.slice(path === "/" ? 1 : path.length + 1);
        const ignored = from === undefined && setting.ignored(inContext(name, root));
        if (ignored !== true) stage.files.write(absolute(below, target) ?? target, ignored === null ? UNSEEN : files.read(name));
      }
    }
  }
}
