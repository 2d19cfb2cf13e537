import { HOST_WORDS } from "./host";

/** What the validation of CDKTF and CDK Terrain says besides the report. */
export const SYNTH_WORDS = {
  ...HOST_WORDS,
  noConstruct: "quadzero(scope) takes an App or a TerraformStack of cdktf or cdktn",
  wrongConfiguration: "The configuration of quadzero is wrong, and nothing was judged:",
  unjudged: "quadzero could not judge this stack:",
  /** Of an app whose stacks are judged after they were written. */
  late: "This stack was made after quadzero was called: its files are written, and it must not be deployed.",
} as const;
