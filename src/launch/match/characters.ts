/**
 * The classes of characters in the C locale. Of those beyond ASCII the locale decides.
 * https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap07.html#tag_07_03_01 ; `word` is bash's own.
 */
const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[^ -~\u0080-\uffff]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  word: /\w/,
  xdigit: /[0-9A-Fa-f]/,
};

/** A character of a pattern; what is quoted stands for itself. */
export interface Character {
  readonly char: string;
  readonly quoted: boolean;
}

/** Whether a character is one of some; null: that depends on the locale. */
export type Characters = (char: string) => boolean | null;

export interface Dialect {
  /** What begins a bracket that leaves out: `^`, in a shell `!` as well. */
  readonly negates: string;
  /** Whether upper and lower case are one. */
  readonly folds: boolean;
  /** Classes of its own, and of none else. */
  readonly classes: (name: string) => boolean;
}

const isAscii = (char: string): boolean => char <= "\x7f";
const cases = (char: string): readonly string[] => [char, char.toLowerCase(), char.toUpperCase()];

/** A character that stands for itself. */
export const plain = (char: string, folds: boolean): Characters =>
  !folds ? (other) => other === char : (other) => (isAscii(other) && isAscii(char) ? cases(char).includes(other) : other === char || null);

/** A class by its name; null where there is none. */
function classOf(name: string, { folds, classes }: Dialect): Characters | null {
  const members = Object.hasOwn(CLASSES, name) && classes(name) ? CLASSES[name] : undefined;
  if (members === undefined || (folds && /^(upper|lower)$/.test(name))) return null;
  return (char) => (isAscii(char) ? members.test(char) : null);
}

/**
 * The bracket expression that begins at a place, and where it ends. Undefined: there is none; null: it is one that is not covered.
 * https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap09.html#tag_09_03_05
 */
export function bracketAt(
  pattern: readonly Character[],
  from: number,
  dialect: Dialect,
): { set: Characters; end: number } | null | undefined {
  const bare = (at: number): string | undefined => (pattern[at]?.quoted === false ? pattern[at].char : undefined);
  let at = from + 1;
  const negated = bare(at) !== undefined && dialect.negates.includes(bare(at) ?? "");
  if (negated) at += 1;
  const sets: Characters[] = [];
  for (const first = at; at === first || bare(at) !== "]"; at += 1) {
    const { char } = pattern[at] ?? {};
    if (char === undefined) return undefined;
    if (bare(at) === "[" && /^[:.=]$/.test(bare(at + 1) ?? "")) {
      const rest = pattern.slice(at).map((one) => (one.quoted ? "\0" : one.char));
      const [whole = "", name = ""] = /^\[:(\w{1,16}):\]/.exec(rest.slice(0, 24).join("")) ?? [];
      const set = classOf(name, dialect);
      if (set === null) return null;
      sets.push(set);
      at += whole.length - 1;
    } else if (bare(at + 1) === "-" && pattern[at + 2] !== undefined && bare(at + 2) !== "]") {
      const last = pattern[at + 2]?.char ?? "";
      if (!isAscii(char) || !isAscii(last) || char > last || bare(at + 2) === "[") return null;
      const within = (other: string): boolean => char <= other && other <= last;
      sets.push((other) => (isAscii(other) ? (dialect.folds ? cases(other).some(within) : within(other)) : null));
      at += 2;
    } else sets.push(plain(char, dialect.folds));
  }
  const set: Characters = (char) => {
    const answers = sets.map((one) => one(char));
    return answers.includes(true) ? !negated : answers.includes(null) ? null : negated;
  };
  return { set, end: at + 1 };
}
