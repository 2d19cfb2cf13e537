import { hasHole, isHole } from "../../model/text";
import { expressionOf, finds, replace } from "../match/expression";
import { groupsOf, newRun } from "../match/matcher";
import type { Shipped } from "../files/tree";
import type { World } from "../process";

/** One substitution for each line; null where nobody can tell. */
interface Substitution {
  readonly finds: (line: string) => boolean | null;
  readonly change: (line: string) => string | null;
}

interface Dialect {
  readonly extended: boolean;
  /** The script's, of which the work is part. */
  readonly tally: Pick<World["tally"], "budget">;
}

/**
 * What `sed` makes of a text; null where its script is more than substitutions, deletions and insertions by a fixed pattern. So it is
 * of a text that a package shipped, of which only the lines that matter are known, where it counts them, and where it looks for what
 * binds, does not find it, and would put there what is not there in the end: then it was written for another version.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/sed.html
 */
export function applySed(scripts: readonly string[], dialect: Dialect, text: string, shipped: Shipped | null = null): string | null {
  if (text === "") return "";
  const end = text.endsWith("\n") ? "\n" : "";
  let lines = text.slice(0, text.length - end.length).split("\n");
  const missing: string[] = [];
  for (const script of scripts.flatMap(commandsOf)) {
    if (hasHole(script)) return null;
    if (shipped !== null && COUNTS.test(script)) {
      if (mayHitBind(script, dialect, lines)) return null;
      continue;
    }
    if (shipped === "by version" && missesBind(script, dialect, lines)) missing.push(putBy(script));
    const next = apply(script, dialect, lines);
    if (next === null) return null;
    lines = [...next];
  }
  if (!missing.every((put) => has(lines, put))) return null;
  return lines.length === 0 ? "" : lines.join("\n") + end;
}

/** A line by its number, but for text before the first and after the last. */
const COUNTS = /^(?!1\s*i|\$\s*a)[\d$]/;

const BINDS =
  /(?<![a-z])(exec(start)?|listen(address|addresses|stream|er|ers)?|bind(ip|address|addr)?|addr(ess(es)?)?|ports?|interface)(?![a-z])|\d\\?\.\d+\\?\.\d+\\?\.\d/i;

/** Whether a command for a line of which only the number is known changes one that binds, or makes one. */
function mayHitBind(script: string, dialect: Dialect, lines: readonly string[]): boolean {
  const command = script.replace(/^(\d+|\$)\s*/, "");
  const found = substitution(command, dialect);
  return found === null || BINDS.test(command) || lines.some((line) => hasHole(line) || found.finds(line) !== false);
}

/** An address that is a pattern, and what is done there. */
const PLACED = /^(\/(?:[^/\\]|\\.)*\/)?\s*([^]*)$/;
const SOUGHT = /^s([^\w\s\\])((?:\\[^]|(?!\1)[^\\])*)\1((?:\\[^]|(?!\1)[^\\])*)\1/;

/** What a substitution puts in the place of what it finds. */
const putBy = (script: string): string => SOUGHT.exec(PLACED.exec(script)?.[2] ?? "")?.[3] ?? "";

/** Whether a line is as a substitution makes it. */
const has = (lines: readonly string[], put: string): boolean =>
  put.trim() !== "" && !/[&\\]/.test(put) && lines.some((line) => startsWith(line.trim(), put.trim()));

/** Whether a command looks for a line that binds, and there is none, nor one as it would make. */
function missesBind(script: string, dialect: Dialect, lines: readonly string[]): boolean {
  const [, address = "", rest = ""] = PLACED.exec(script) ?? [];
  const [, , sought = ""] = SOUGHT.exec(rest) ?? [];
  if (has(lines, putBy(script))) return false;
  const found = substitution(rest, dialect, address);
  const selected = address === "" ? null : selector(address, dialect, lines.length);
  const matches = (line: string, index: number): boolean =>
    hasHole(line) || (selected?.(line, index) !== false && found?.finds(line) !== false);
  return BINDS.test(`${address} ${sought}`) && !lines.some(matches);
}

/** Whether a line begins with these words, and not with the first part of one: `listen 80` is no beginning of `listen 8080`. */
const startsWith = (line: string, words: string): boolean => line.startsWith(words) && !/^[\w.]/.test(line.slice(words.length));

/** Commands are apart by new lines and by semicolons that stand in no pattern. Text that is inserted goes to the end of its line. */
const commandsOf = (script: string): readonly string[] =>
  script
    .split(/(?<!\\)\n/)
    .map((line) => line.trim())
    .flatMap((line) =>
      INSERTION.test(line) || SUBSTITUTION.test(line) ? [line] : (line.match(COMMAND) ?? []).map((command) => command.trim()),
    )
    .filter((command) => command !== "" && !command.startsWith("#"));

/** An address, and a substitution or anything else up to the semicolon. */
const COMMAND = /\s*(?:\/(?:[^/\\]|\\.)*\/|\d+|\$)?\s*(?:s([^\w\s\\])(?:(?!\1)[^\\]|\\.)*\1(?:(?!\1)[^\\]|\\.)*\1[^;]*|[^;]+)/g;

/** One alone. */
const SUBSTITUTION = /^s([^\w\s\\])((?!\1)[^\\]|\\[^])+\1((?!\1)[^\\]|\\[^])*\1[gIi]*$/;

const INSERTION = /^(\/(?:[^/\\]|\\.)*\/|\d+|\$)\s*[aic]/;

function apply(script: string, dialect: Dialect, lines: readonly string[]): readonly string[] | null {
  const [, address, command = ""] = /^(\/(?:[^/\\]|\\.)*\/|\d+|\$)?\s*([^]*)$/.exec(script) ?? [];
  const selected = selector(address, dialect, lines.length);
  if (selected === null || (/^[\d$]/.test(address ?? "") && lines.some(isHole))) return null;
  const picked = lines.map((line, index) => (isHole(line) ? false : selected(line, index)));
  if (picked.includes(null)) return null;
  const chosen = (_line: string, index: number): boolean => picked[index] === true;
  // Whether a line that is not known is meant, nobody can tell.
  const isOpen = (line: string): boolean => hasHole(line) && address?.startsWith("/") === true;
  if (command === "d") return lines.filter((line, index) => isOpen(line) || !chosen(line, index));
  const [, verb, inserted] = /^([aic])(?:\\\n|\\?\s*)([^]*)$/.exec(command) ?? [];
  if (verb !== undefined && inserted !== undefined && address !== undefined) {
    const added = inserted.split("\n");
    return lines.flatMap((line, index) =>
      !chosen(line, index) ? [line] : verb === "a" ? [line, ...added] : verb === "i" ? [...added, line] : added,
    );
  }
  const found = substitution(command, dialect, address);
  if (found === null) return null;
  const changed = lines.map((line, index) => (chosen(line, index) ? found.change(line) : line));
  return changed.every((line) => line !== null) ? changed : null;
}

type Selector = (line: string, index: number) => boolean | null;

function selector(address: string | undefined, { extended, tally }: Dialect, count: number): Selector | null {
  if (address === undefined) return () => true;
  if (address === "$") return (_line, index) => index === count - 1;
  if (/^\d+$/.test(address)) return (_line, index) => index === Number(address) - 1;
  const expression = expressionOf(address.slice(1, -1), { extended });
  return expression === null ? null : (line) => finds(expression, line, tally);
}

/** @param address an empty pattern is the one of the address */
function substitution(command: string, { extended, tally }: Dialect, address = ""): Substitution | null {
  const delimiter = command[1] ?? "";
  if (!command.startsWith("s") || /[\w\s\\]/.test(delimiter) || delimiter === "") return null;
  const parts: string[] = [];
  let part = "";
  for (let index = 2; index < command.length; index += 1) {
    const char = command[index] ?? "";
    if (char === "\\" && index + 1 < command.length) {
      const next = command[(index += 1)] ?? "";
      part += next === delimiter ? next : `\\${next}`;
    } else if (char === delimiter && parts.length < 2) {
      parts.push(part);
      part = "";
    } else part += char;
  }
  parts.push(part);
  const [pattern = "", to = "", flags, ...others] = parts;
  const from = pattern === "" && address.startsWith("/") ? address.slice(1, -1) : pattern;
  if (flags === undefined || others.length > 0 || !/^[gIi]*$/.test(flags) || from === "") return null;
  const expression = expressionOf(from, { extended, folds: /i/i.test(flags) });
  if (expression === null || /\\[LUEluc]/.test(to)) return null;
  const run = newRun(tally);
  const change = (line: string): string | null => {
    const changed = replace(
      expression,
      line,
      (match) => replacement(to, [line.slice(match.start, match.end), ...groupsOf(expression.node, line, match, run).slice(1)]),
      flags.includes("g"),
      run,
    );
    return run.open ? null : changed;
  };
  return { finds: (line) => finds(expression, line, tally), change };
}

const replacement = (to: string, groups: readonly (string | undefined)[]): string =>
  to.replace(/\\([^])|&/g, (token, escaped: string | undefined) => {
    if (token === "&") return groups[0] ?? "";
    if (/\d/.test(escaped ?? "")) return groups[Number(escaped)] ?? "";
    return escaped === "n" ? "\n" : (escaped ?? "");
  });
