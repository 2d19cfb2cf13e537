/** Where the body of a block starts, where a row's text starts, and where a text that hangs below it starts. Columns from 0. */
export const BODY = 7;
export const TEXT = 24;
export const HANG = 26;

export const indent = (columns: number): string => " ".repeat(columns);

/** Breaks at spaces alone: an address, a CIDR or a path is never cut, even where it is wider than the line. */
function wrap(text: string, width: number, first = width): string[] {
  if (text.length <= first) return [text];
  const lines: string[] = [];
  let line = "";
  let room = first;
  for (const word of text.split(" ").filter((word) => word !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    // A first line without room stays empty; elsewhere a word that is wider than the line stands alone.
    if (longer.length <= room || (line === "" && lines.length > 0) || (line === "" && first >= width)) line = longer;
    else {
      lines.push(line);
      [line, room] = [word, width];
    }
  }
  return [...lines, line];
}

/** A text behind a lead of its own; further lines are indented, to the width of the lead unless told. */
export function hang(lead: string, text: string, width: number, column = lead.length): string[] {
  const lines = wrap(text, width - column, width - lead.length);
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
    if (right === "") return hang(lead, left, width, hanging);
    if (left === "") return hang(lead, right, width);
    if (fits(pair, column)) return [`${lead}${left.padEnd(column)}  ${right}`];
    if (lead.length + left.length + 2 + right.length <= width) return [`${lead}${left}  ${right}`];
    return [...hang(lead, left, width, hanging), ...hang(indent(hanging), right, width)];
  });
}
