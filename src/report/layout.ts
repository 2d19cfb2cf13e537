/** Where the body of a block starts, where a row's text starts, and where a text that hangs below it starts. Columns from 0. */
export const BODY = 7;
export const TEXT = 24;
export const HANG = 26;

export const indent = (columns: number): string => " ".repeat(columns);

/** Breaks at spaces alone: an address, a CIDR or a path is never cut, even where it is wider than the line. */
export function wrap(text: string, width: number): string[] {
  if (text.length <= width && !/\s{2}|[\n\t]/.test(text.trim())) return [text.trim()];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line === "") line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** A text behind a lead of its own; further lines hang below it. */
export function hang(lead: string, text: string, width: number, column = lead.length): string[] {
  const lines = wrap(text, width - column);
  return lines.map((line, index) => `${index === 0 ? lead : indent(column)}${line}`.trimEnd());
}

/** `       label          × text`: a label in the body, a mark before the text. */
export const lead = (label: string, mark = ""): string => `${`${indent(BODY)}${label}`.padEnd(TEXT - 2)}${mark.padEnd(2)}`;

export interface Pair {
  readonly lead: string;
  readonly left: string;
  readonly right: string;
}

/**
 * Two balanced columns behind leads. The left one is as wide as lets most pairs stand in one line; a pair that does not fit is
 * stacked, its right half below, indented by `hanging`.
 * @returns the lines of each pair
 */
export function columns(pairs: readonly Pair[], width: number, hanging: number): string[][] {
  const fits = ({ lead, left, right }: Pair, column: number): boolean =>
    left.length <= column && lead.length + column + 2 + right.length <= width;
  const widths = [...new Set(pairs.filter(({ right }) => right !== "").map(({ left }) => left.length))].sort((a, b) => a - b);
  const gain = (column: number): number => pairs.filter((pair) => fits(pair, column)).length;
  const column = widths.reduce((best, next) => (gain(next) > gain(best) ? next : best), widths[0] ?? 0);
  return pairs.map((pair) => {
    const { lead, left, right } = pair;
    if (right === "") return [`${lead}${left}`];
    if (left === "") return hang(lead, right, width);
    if (fits(pair, column)) return [`${lead}${left.padEnd(column)}  ${right}`];
    if (lead.length + left.length + 2 + right.length <= width) return [`${lead}${left}  ${right}`];
    return [`${lead}${left}`, ...hang(indent(hanging), right, width)];
  });
}
