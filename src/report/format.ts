import type { Report, Rule } from "../model/report";

export interface RenderOptions {
  /** Show also what the world cannot reach, and why. */
  readonly all: boolean;
  /** ANSI colours. They only support what the words say. */
  readonly color: boolean;
  readonly width: 80;
  /** The page of a rule, in Markdown: `docs/rules`. */
  readonly page?: (rule: Rule) => string;
  /** A path as the repository has it, from its root; as it is given where it lies outside. Formats that code hosts read ask for it. */
  readonly inRepository?: (path: string) => string;
}

/** An output format. Pure: the same report gives the same text. */
export interface Format {
  /** As `--format` names it. */
  readonly name: string;
  /** For lists of formats: whom it is for. */
  readonly says: string;
  readonly render: (report: Report, options: RenderOptions) => string;
}
