import type { Invocation, Server } from "../model/launch";
import { failure, unseen } from "../words/servers";
import type { Resolver } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { includeFiles } from "./include";
import { parseOptions, type Grammar } from "./options";
import { fails, NOTHING, serve, unknown, type Bind } from "./served";
import { readFile } from "./setting";

/** A line of a configuration, and its words. */
export interface Line {
  readonly words: readonly string[];
  readonly says: string;
}

/** Lines without comments, which begin with `#` as a rule. */
export const linesOf = (text: string, comment = /(^|\s)#.*$/): readonly Line[] =>
  text
    .split("\n")
    .map((line) => line.replace(comment, "").trim())
    .filter((line) => line !== "")
    .map((says) => ({ words: says.split(/\s+/), says }));

/** A program whose configuration says where it listens: what tells it from others of its kind. */
export interface FromFile extends Pick<Grammar, "taking" | "flags" | "bare"> {
  readonly name: string;
  readonly resolver: Resolver;
  /** Options that name its file; where there are none, its first operand does. */
  readonly file: readonly string[];
  /** Where it looks else; the first that is there. */
  readonly usual: readonly string[];
  /** True: without a file it has its defaults; else it does not start. */
  readonly optional?: true;
  /** Options by which it prints, checks or sends a signal, and ends: `-v -t`. */
  readonly once?: string;
  /** Options that say where it listens in a way that is not read. */
  readonly unread?: string;
  /** Patterns of files that come in with a text, as seen from the folder of the first. */
  readonly includes?: (text: string) => readonly string[];
  readonly binds: (text: string, invocation: Invocation) => readonly Bind[];
}

const listed = (names: string): readonly string[] => names.split(" ").filter((name) => name !== "");

/** Sockets of a program that has a configuration file and little else. */
export function fromFile(spec: FromFile): Server["listens"] {
  return (invocation) => {
    const args = argumentsOf(invocation);
    const { given, operands, strays, tells } = parseOptions(args, {
      style: "plain",
      options: {
        file: { names: spec.file },
        once: { names: listed(spec.once ?? ""), takes: "none" },
        unread: { names: listed(spec.unread ?? "") },
      },
      ...(spec.taking === undefined ? {} : { taking: spec.taking }),
      ...(spec.flags === undefined ? {} : { flags: spec.flags }),
      ...(spec.bare === undefined ? {} : { bare: spec.bare }),
    });
    if (tells || given.once.length > 0) return NOTHING;
    const named = spec.file.length > 0 ? given.file.at(-1)?.value : operands[strays];
    const read = (named === undefined ? spec.usual : [named]).map((name) => readFile(invocation, name));
    const file = read.find(({ text, doubts }) => text !== null || doubts.length > 0) ?? read[0] ?? { path: "", text: null, doubts: [] };
    const doubts = [
      ...file.doubts,
      ...unreadOptions(args, spec.name),
      ...(given.unread.length > 0 || (spec.file.length === 0 && strays > 0) ? [unseen.option(spec.name)] : []),
    ];
    if (file.text === null && spec.optional !== true)
      return doubts.length > 0 ? unknown(...doubts) : fails(failure("no-configuration", file.path));
    const own = file.text ?? "";
    const folder = file.path.slice(0, file.path.lastIndexOf("/"));
    const parts = (spec.includes?.(own) ?? []).map((pattern) => includeFiles(invocation, folder, pattern));
    const text = [own, ...parts.flatMap(({ files }) => files.map((part) => part.text))].join("\n");
    return serve(spec.name, spec.resolver, spec.binds(text, invocation), [...doubts, ...parts.flatMap((part) => part.doubts)]);
  };
}
