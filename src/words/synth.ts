import { unreadable } from "./cli";
import { PROBLEMS } from "./config";

/** What the validation of CDKTF and CDK Terrain says besides the report. */
export const SYNTH_WORDS = {
  noConstruct: "quadzero(scope) takes an App or a TerraformStack of cdktf or cdktn",
  several: PROBLEMS.several,
  unreadable,
  wrongConfiguration: "The configuration of quadzero is wrong, and nothing was judged:",
  unjudged: "quadzero could not judge this stack:",
  bug: (what: string): string =>
    `This is a bug in quadzero, and nothing was judged: ${what}. Please report it, with the program if you can.`,
  /** Of an app whose stacks are judged after they were written. */
  late: "This stack was made after quadzero was called: its files are written, and it must not be deployed.",
} as const;
