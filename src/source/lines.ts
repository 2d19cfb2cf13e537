import type { Location } from "../model/resource";

/** From offsets to lines and columns, both from 1; columns in UTF-16 units. A line ends with "\n". */
export function locationsIn(uri: string, text: string): (offset: number) => Location {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { uri, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
