import { unreadable } from "./cli";
import { PROBLEMS } from "./config";

/** What the Pulumi policy pack says besides the report. */
export const PACK_WORDS = {
  /** The description of the policy `quadzero`. */
  quadzero: "configures the others, and says what no finding tells",
  advisory: "Tell what would be blocked, and block nothing.",
  /** Where a configuration comes from; a way to the value follows. */
  policyConfig: "policy config of quadzero",
  stackConfig: "stack config quadzero",
  notASwitch: "policy config of quadzero.advisory takes true or false",
  several: PROBLEMS.several,
  unreadable,
  wrongConfiguration: "The configuration is wrong, and nothing was judged:",
  bug: (what: string): string =>
    `This is a bug in quadzero, and nothing was judged: ${what}. Please report it, with the program if you can.`,
} as const;
