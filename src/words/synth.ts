import { nameOf } from "./bug";
import { HOST_WORDS } from "./host";
import { nearest } from "./nearest";

/** What the validation of CDKTF and CDK Terrain says besides the report. */
export const SYNTH_WORDS = {
  ...HOST_WORDS,
  noConstruct: "quadzero(scope) takes an App or a TerraformStack of cdktf or cdktn",
  wrongConfiguration: "The configuration of quadzero is wrong, and nothing was judged:",
  unjudged: "quadzero could not judge this stack:",
  noOptions: "the options, quadzero(scope, config, options), are an object",
  unknownOption: (name: string, valid: readonly string[]): string => {
    const near = nearest(name, valid);
    return `unknown option ${JSON.stringify(name)}: ${near === null ? `one of ${valid.join(", ")}` : `did you mean ${JSON.stringify(near)}?`}`;
  },
  wrongOption: (name: string, takes: string, given: unknown): string =>
    `${JSON.stringify(name)} takes ${takes}; ${typeof given === "string" ? JSON.stringify(given) : typeof given} is none`,
  withOption: 'the option "with"',
  stackFails: (id: string, error: unknown): string => `the function "stack" fails for ${JSON.stringify(id)}: ${nameOf(error)}`,
  /** Of an app whose stacks are judged after they were written. */
  late: "This stack was made after quadzero was called: its files are written, and it must not be deployed.",
} as const;
