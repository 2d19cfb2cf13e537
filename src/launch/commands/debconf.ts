import { UNSEEN, type Packaged } from "../../model/launch";
import { HOLE } from "../../model/text";
import { mayBring, readAt, type Tree } from "../files/tree";
import { ASKS, PREPARES, type Command } from "../process";

/** The answers so far, as they are given: `OWNER QUESTION TYPE ANSWER` on a line. https://manpages.debian.org/debconf-set-selections */
const ANSWERS = "/var/cache/debconf/config.dat";

const isTold = (files: Tree): boolean => files.has(ANSWERS) || mayBring(files, ANSWERS);

const setSelections: Command = ({ argv, input, world, cwd, certain }) => {
  if (argv.some((arg) => /^--?c(heckonly)?$/.test(arg))) return ASKS;
  const path = argv.slice(1).find((arg) => !arg.startsWith("-"));
  const given = path === undefined ? input : readAt(world.files, path, cwd);
  const before = isTold(world.files) ? world.files.read(ANSWERS) : "";
  const known = certain && typeof before === "string" && typeof given === "string";
  world.files.write(ANSWERS, known ? `${before}${given}\n` : UNSEEN);
  return PREPARES;
};

/** What a package's installation writes for the answers that it finds. */
export function answer(files: Tree, { answers }: Packaged): void {
  if (answers === undefined || !isTold(files)) return;
  const given = files.read(ANSWERS);
  for (const { question, file, line } of answers) {
    const told = typeof given === "string" ? answerTo(question, given) : HOLE;
    const written = told === undefined ? null : line(told);
    if (written !== null) files.append(file, `${written}\n`);
  }
}

/** The last one, and HOLE where any of the lines may give one. */
function answerTo(question: string, given: string): string | undefined {
  const answers = given.split("\n").flatMap((line) => {
    const [, asked, type, told = ""] = /^\s*\S+\s+(\S+)\s+(\S+)(?:\s(.*))?$/.exec(line) ?? [];
    return line.startsWith(HOLE) ? [HOLE] : asked === question && type !== "seen" ? [told.trimEnd()] : [];
  });
  return answers.at(-1);
}

export const DEBCONF_COMMANDS: Readonly<Record<string, Command>> = { "debconf-set-selections": setSelections };
