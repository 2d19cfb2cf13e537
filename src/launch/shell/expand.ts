import type { DoubleQuotedChild, Word, WordPart } from "unbash";

import { HOLE, hasHole } from "../../model/text";
import { absolute } from "../files/paths";
import { calculate } from "./arithmetic";
import { bracesOf } from "./brace";
import { expandParameter, lookUp, type Operands } from "./parameter";
import { caseful, matches, type PatternPart } from "./pattern";
import { mayLack } from "./branches";
import { end, outlive, statusOfEnd } from "./end";
import { UNSURE, subshell, type Shell } from "./state";

/** A part of a word after expansion; `splits`: it came from an unquoted expansion. Null: a new word begins (`"$@"`). */
interface Piece extends PatternPart {
  readonly splits: boolean;
}
type Pieces = readonly (Piece | null)[];

const literal = (text: string): Piece => ({ text, quoted: false, splits: false });
const quoted = (text: string): Piece => ({ text, quoted: true, splits: false });

/** The words that a command gets for one word of the script: after expansion, word splitting and matching of file names. */
export const expandWord = (word: Word, shell: Shell): readonly string[] =>
  bracesOf(word).flatMap((single) => fileNames(split(pieces(single, shell), separators(shell)), shell));

/** One text, as for an assignment or a redirection. */
export const expandText = (word: Word, shell: Shell): string => textOf(pieces(word, shell));

/** A pattern, whose quoted parts stand for themselves. */
export const expandPattern = (word: Word, shell: Shell, extended = shell.options.has("extglob")): readonly PatternPart[] =>
  (word.parts ?? []).some(({ type }) => type === "ExtendedGlob") && !extended
    ? [literal(HOLE)]
    : (word.parts?.flatMap((part) => partsOf(part, shell)) ?? pieces(word, shell)).filter((piece) => piece !== null);

/** Within brackets and groups of a pattern, what is quoted and what is not counts as it does outside. */
function partsOf(part: WordPart, shell: Shell): Pieces {
  if (part.type === "Literal" && part.text !== part.value) return [literal(part.text)];
  if (part.type !== "Glob" && part.type !== "ExtendedGlob") return pieceOf(part, shell, false);
  if (part.parts === undefined) return [literal(part.text)];
  const open = part.type === "Glob" ? 1 : 2;
  return [literal(part.text.slice(0, open)), ...part.parts.flatMap((inner) => partsOf(inner, shell)), literal(part.text.slice(-1))];
}

/** The parts of a here-document, which knows no words. */
export const expandDocument = (parts: readonly WordPart[], shell: Shell): string =>
  textOf(parts.flatMap((part) => pieceOf(part, shell, true)));

const textOf = (list: Pieces): string => list.map((piece) => (piece === null ? " " : piece.text)).join("");

function pieces(word: Word, shell: Shell): Pieces {
  const tilde = /^~(?=\/|$)/.test(word.text);
  const parts: Pieces =
    word.parts === undefined
      ? [{ text: word.value, quoted: word.text !== word.value, splits: false }]
      : word.parts.flatMap((part) => pieceOf(part, shell, false));
  if (!tilde) return parts;
  const home = lookUp(shell, "HOME");
  const [first, ...rest] = parts;
  if (first === null || first === undefined) return parts;
  return [quoted(typeof home === "string" && home !== "" ? home : HOLE), { ...first, text: first.text.slice(1) }, ...rest];
}

function pieceOf(part: WordPart | DoubleQuotedChild, shell: Shell, inQuotes: boolean): Pieces {
  const expanded = (text: string): Piece => ({ text, quoted: inQuotes, splits: !inQuotes });
  const several = (values: readonly string[], join: boolean): Pieces =>
    join ? [expanded(values.join(" "))] : values.flatMap((value, index) => (index === 0 ? [expanded(value)] : [null, expanded(value)]));
  switch (part.type) {
    case "Literal":
      return [{ text: part.value, quoted: inQuotes || part.text !== part.value, splits: false }];
    case "SingleQuoted":
    case "AnsiCQuoted":
      return [quoted(part.value)];
    case "DoubleQuoted":
    case "LocaleString": {
      const inner = part.parts.flatMap((child) => pieceOf(child, shell, true));
      const onlyLists = part.parts.length > 0 && part.parts.every((child) => isList(child.text));
      return onlyLists ? inner : [...inner, quoted("")];
    }
    case "SimpleExpansion": {
      const name = part.text.slice(1);
      const value = lookUp(shell, name);
      if (value === undefined) mayLack(shell);
      if (typeof value === "string" || value === undefined) return [expanded(value ?? "")];
      return name === "@" || name === "*" ? several(value, inQuotes && name === "*") : [expanded(value[0] ?? "")];
    }
    case "ParameterExpansion":
      return several(expandParameter(part, shell, operandsOf(shell)), inQuotes && !isList(part.text));
    case "CommandExpansion":
      return [expanded(part.script === undefined ? HOLE : substitute(part.script.commands, shell))];
    case "ArithmeticExpansion":
      return [expanded(String(calculate(part.expression, shell) ?? HOLE))];
    case "ProcessSubstitution":
      return [quoted(HOLE)];
    case "Glob":
    case "ExtendedGlob":
    case "BraceExpansion":
      return [literal(part.text)];
  }
}

const isList = (text: string): boolean => text === "$@" || /^\$\{(@|\w+\[@\])/.test(text);

const operandsOf = (shell: Shell): Operands => ({
  text: (word) => expandText(word, shell),
  pattern: (word) => expandPattern(word, shell),
});

function substitute(commands: Parameters<Shell["run"]>[0], shell: Shell): string {
  // Bash takes `set -e` back there, other shells do not.
  const errexit = shell.errexit && (!shell.isBash || shell.options.has("inherit_errexit"));
  const inner = subshell(shell, { output: "", errexit, loops: shell.loops });
  const last = inner.run(commands, inner);
  const ended = end(inner, shell.certain);
  shell.substituted = statusOfEnd(ended, last) === "failure" ? "failure" : "presumed";
  for (const over of inner.over) over.end();
  outlive(ended, shell);
  return ended.left.some((way) => way !== "stay") ? HOLE : inner.output.replace(/\n+$/, "");
}

function separators(shell: Shell): string {
  const known = shell.variables.get("IFS")?.value;
  return typeof known === "string" && !hasHole(known) ? known : " \t\n";
}

const WILD = /[*?[]|[@+!]\(/;
/** A bracket that nothing closes is text. */
const PATTERN = /[*?]|\[[^]*\]|[@+!]\(/;

/** A word that is being made: its text, and whether it holds a wildcard that is not quoted. */
interface Field {
  text: string;
  wild: boolean;
}

/** https://www.gnu.org/software/bash/manual/bash.html#Word-Splitting */
function split(list: Pieces, ifs: string): readonly Field[] {
  const fields: Field[] = [];
  let current: Field | undefined;
  const add = (text: string, wild: boolean): void => {
    current ??= { text: "", wild: false };
    current.text += text;
    current.wild ||= wild;
  };
  const end = (): void => {
    if (current !== undefined) fields.push(current);
    current = undefined;
  };
  for (const piece of list) {
    if (piece === null) end();
    else if (!piece.splits) add(piece.text, !piece.quoted && WILD.test(piece.text));
    else {
      for (const char of piece.text) {
        if (!ifs.includes(char)) add(char, WILD.test(char));
        else if (/\s/.test(char) || current !== undefined) end();
        else fields.push({ text: "", wild: false });
      }
    }
  }
  end();
  return fields;
}

/** A pattern of file names that nobody could match to files. */
export function standsForFiles(word: string, shell: Shell): boolean {
  const folder = absolute(word.slice(0, word.lastIndexOf("/") + 1), shell.cwd);
  return /[*?]/.test(word) && word.includes("/") && (folder === null || !shell.world.files.list(folder).complete);
}

/** Options by which a pattern stands for other files, or for none, in ways that are not followed. */
const OTHERWISE = ["dotglob", "failglob", "globstar", "nocaseglob", UNSURE];

/** A pattern in the last part of a path stands for the files that match; it stays as it is where there are none, or nobody can list them. */
function fileNames(fields: readonly Field[], shell: Shell): readonly string[] {
  const { options } = shell;
  if (options.has("noglob") && !options.has(UNSURE)) return fields.map(({ text }) => text);
  return fields.flatMap((field) => {
    const { text } = field;
    const wild = field.wild && PATTERN.test(text);
    if (wild && OTHERWISE.some((option) => options.has(option))) return [HOLE];
    const slash = text.lastIndexOf("/");
    const folder = absolute(slash < 0 ? "." : text.slice(0, slash + 1), shell.cwd);
    const kept = wild && options.has("nullglob") ? HOLE : text;
    if (!wild || folder === null || hasHole(text) || /[*?[]/.test(folder)) return [kept];
    const { names, complete } = shell.world.files.list(folder);
    const pattern = [literal(text.slice(slash + 1))];
    const found = names.filter(
      (name) => !name.startsWith(".") && matches(name, pattern, { world: shell.world, options: caseful(options) }) === true,
    );
    if (complete && found.length === 0 && options.has("nullglob")) return [];
    return complete && found.length > 0 ? found.map((name) => text.slice(0, slash + 1) + name) : [kept];
  });
}
