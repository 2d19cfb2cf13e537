/** Characters that turn the direction of what stands beside them. https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The same JSON, whose text a reader sees in the order in which it stands. */
export const plainJson = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(TURNING, (turns) => `\\u${turns.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
