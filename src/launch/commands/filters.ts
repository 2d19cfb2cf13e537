import { UNSEEN } from "../../model/launch";
import { HOLE, IF_ANY, hasHole, isHole } from "../../model/text";
import { ASKS, PREPARES, prints, type Command, type Outcome, type Process } from "../process";
import { located } from "../files/paths";
import { readAt, type Shipped } from "../files/tree";
import { edit } from "./edit";
import { unescape } from "./print";
import { applySed } from "./sed";

/** What a filter reads: its files one after the other, else its input. HOLE for what nobody can tell. */
function textOf(process: Process, files: readonly string[]): string {
  if (files.length === 0) return process.input ?? HOLE;
  const parts = files.map((file) => (file === "-" ? (process.input ?? HOLE) : readAt(process.world.files, file, process.cwd)));
  return parts.map((part) => (part === UNSEEN ? HOLE : (part ?? ""))).join("");
}

const operands = (process: Process, taking = ""): readonly string[] => {
  const args = process.argv.slice(1);
  const takes = new Set(taking.split(" "));
  return args.filter((arg, index) => (arg === "-" || !arg.startsWith("-")) && (index === 0 || !takes.has(args[index - 1] ?? "")));
};

const cat: Command = (process) => {
  const files = operands(process);
  if (process.argv.slice(1).some((arg) => /^-\w/.test(arg))) return prints(HOLE);
  return prints(textOf(process, files));
};

const byLine = (text: string, change: (line: string) => string): string =>
  text
    .split("\n")
    .map((line, index, all) => (index === all.length - 1 && line === "" ? "" : change(line)))
    .join("\n");

/** A field by its number from 1. Where the line is not known, a field that it has not may be there. */
const fieldOf = (fields: readonly string[], number: number): string => fields[number - 1] ?? (fields.some(hasHole) ? HOLE : "");

/** A word that is not known may be several, or none, so that those after it may be others. */
const wordOf = (line: string, number: number): string => {
  const words = line.trim().split(/\s+/);
  return words.slice(0, number - 1).includes(HOLE) ? HOLE : fieldOf(words, number);
};

/** Files that are changed in place in a way that is not followed. */
function rewritten(process: Process, names: readonly string[]): Outcome {
  for (const name of names) edit(process.world.files, located(name, process.cwd), () => null);
  return PREPARES;
}

/** `{print $N}` alone; other programs are not followed. */
const awk: Command = (process) => {
  if (process.argv.includes("inplace")) return rewritten(process, operands(process, "-i -v -F -f").slice(1));
  const separator = /^-F(.*)$/.exec(process.argv[1] ?? "")?.[1];
  const given = separator === "" ? process.argv[2] : separator;
  const [program = "", ...files] = process.argv.slice(separator === undefined ? 1 : separator === "" ? 3 : 2);
  const column = /^\s*\{\s*print\s+\$(\d+)\s*;?\s*\}\s*$/.exec(program)?.[1];
  const text = textOf(process, files);
  if (column === undefined || (given !== undefined && given.length !== 1)) return prints(HOLE);
  const number = Number(column);
  return prints(
    byLine(text, (line) => (number === 0 ? line : given === undefined ? wordOf(line, number) : fieldOf(line.split(given), number))),
  );
};

const cut: Command = (process) => {
  const args = process.argv.slice(1).join("\n");
  const delimiter = /(?:^|\n)(?:-d\n?|--delimiter=)([^])(?:\n|$)/.exec(args)?.[1] ?? "\t";
  const field = /(?:^|\n)(?:-f\n?|--fields=)(\d+)(?:\n|$)/.exec(args)?.[1];
  if (field === undefined) return prints(HOLE);
  const text = textOf(process, operands(process, "-d -f"));
  return prints(byLine(text, (line) => (line.includes(delimiter) ? fieldOf(line.split(delimiter), Number(field)) : line)));
};

const head: Command = (process) => {
  const count = /(?:^|\n)(?:-n\n?|--lines=|-)(\d+)(?:\n|$)/.exec(process.argv.slice(1).join("\n"))?.[1] ?? "10";
  if (process.argv.some((arg) => /^-[^n\d-]/.test(arg))) return prints(HOLE);
  const text = textOf(process, operands(process, "-n"));
  const lines = text.split("\n").slice(0, Number(count));
  if (lines.some(isHole)) return prints(HOLE);
  return prints(text === "" ? "" : `${lines.join("\n").replace(/\n$/, "")}\n`);
};

/** `tr -d SET` and `tr a b` for single characters. */
const tr: Command = ({ argv, input }) => {
  const [first = "", second = ""] = argv.slice(1).map(unescape);
  if (input === null) return prints(HOLE);
  if (first === "-d" && !/[-[\]\\]/.test(second))
    return prints(
      Array.from(input)
        .filter((char) => !second.includes(char))
        .join(""),
    );
  return prints(first.length === 1 && second.length === 1 && !first.startsWith("-") ? input.replaceAll(first, second) : HOLE);
};

/** `$VAR` and `${VAR}` of the environment; with an argument, only those named there. https://www.gnu.org/software/gettext/manual/html_node/envsubst-Invocation.html */
const envsubst: Command = ({ argv, input, environment }) => {
  if (input === null) return prints(HOLE);
  const only = argv[1] === undefined ? null : new Set([...argv[1].matchAll(/\$\{?([a-z_]\w*)/gi)].map(([, name]) => name));
  return prints(
    input.replace(/\$(?:\{([a-z_]\w*)\}|([a-z_]\w*))/gi, (token: string, braced?: string, bare?: string) => {
      const name = braced ?? bare ?? "";
      if (only?.has(name) === false) return token;
      return environment.values.get(name) ?? (environment.complete ? "" : HOLE);
    }),
  );
};

const sed: Command = (process) => {
  const { argv, world, cwd } = process;
  const scripts: string[] = [];
  const files: string[] = [];
  let [inPlace, extended, followed] = [false, false, true];
  for (let index = 1; index < argv.length; index += 1) {
    const arg = argv[index] ?? "";
    if (arg === "-e" || arg === "--expression") scripts.push(argv[(index += 1)] ?? "");
    else if (arg.startsWith("--expression=")) scripts.push(arg.slice(13));
    else if (arg.startsWith("--in-place") || /^-[rEsz]*i/.test(arg)) {
      inPlace = true;
      if (/^-[rEsz]*[rE]/.test(arg)) extended = true;
    } else if (arg === "-E" || arg === "-r" || arg === "--regexp-extended") extended = true;
    else if (arg.startsWith("-") && arg !== "-") followed = false;
    else if (scripts.length === 0) scripts.push(arg);
    else files.push(arg);
  }
  const shippedAs = (file: string): Shipped | null => world.files.shipped(located(file, cwd));
  const change = (text: string, shipped: Shipped | null): string | null =>
    followed ? applySed(scripts, { extended, tally: world.tally }, text, shipped) : null;
  if (!inPlace) return prints(change(textOf(process, files), files.map(shippedAs).find((shipped) => shipped !== null) ?? null) ?? HOLE);
  for (const file of files) edit(world.files, located(file, cwd), (text, shipped = shippedAs(file)) => change(text, shipped));
  return { ...PREPARES, output: "" };
};

/**
 * Only whether a line that is there for sure is asked for is not told: a pattern may mean more than it says. With `-l` it prints the
 * names of files at or below its operands.
 */
const grep: Command = (process) => {
  if (!process.argv.some((arg) => /^-\w*l\w*$|^--files-with-matches$/.test(arg))) return ASKS;
  const [, ...places] = operands(process, "-e -f -A -B -C -m --include --exclude --exclude-dir");
  const patterned = process.argv.some((arg) => /^-[ef]|^--(regexp|file)/.test(arg));
  if (places.length === 0 || patterned) return ASKS;
  return { ...ASKS, output: places.map((place) => `${IF_ANY}${located(place, process.cwd)}${HOLE}\n`).join("") };
};

const base64: Command = (process) => {
  const decodes = process.argv.some((arg) => /^(-d|-D|--decode|-di|-id)$/.test(arg));
  const text = textOf(process, operands(process, "-w"));
  if (hasHole(text)) return prints(HOLE);
  return prints(decodes ? Buffer.from(text, "base64").toString("utf8") : `${Buffer.from(text, "utf8").toString("base64")}\n`);
};

export const FILTERS: Readonly<Record<string, Command>> = {
  cat,
  awk,
  gawk: awk,
  mawk: awk,
  cut,
  head,
  tr,
  sed,
  envsubst,
  // https://mikefarah.gitbook.io/yq/commands/evaluate
  yq: (process) => rewritten(process, process.argv.some((arg) => /^-\w*i|^--inplace$/.test(arg)) ? operands(process).slice(-1) : []),
  base64,
  grep,
  egrep: grep,
  fgrep: grep,
};
