import type { Format } from "./format";
import { json } from "./json";
import { text } from "./text";

export type { Format, RenderOptions } from "./format";
export { hang } from "./layout";
export { spelledOut, type SpelledOut } from "./spelled-out";

/** A format that is loaded when it is asked for. */
const later = (name: string, says: string, load: () => { readonly render: Format["render"] }): Format => ({
  name,
  says,
  render: (report, options) => load().render(report, options),
});

/** Every output format; the first is the default. */
export const FORMATS: readonly [Format, ...Format[]] = [
  text,
  json,
  later("markdown", "a comment in a pull request, under 65,536 characters", () => require("./markdown") as typeof import("./markdown")),
  later("sarif", "SARIF 2.1.0, for code scanning", () => require("./sarif") as typeof import("./sarif")),
  later("github", "annotations of a GitHub Actions job", () => require("./github") as typeof import("./github")),
];
