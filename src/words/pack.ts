import type { Config } from "../model/config";
import { SAYS } from "./config";
import { HOST_WORDS } from "./host";

/** What the Pulumi policy pack says besides the report. */
export const PACK_WORDS = {
  ...HOST_WORDS,
  noSdk:
    "quadzero's policy pack needs the package @pulumi/policy, and finds none beside it: npm install --save-dev @pulumi/policy in the project",
  withOption: '"with" of the policy "quadzero"',
  /** The description of the policy `quadzero`. */
  quadzero: "configures the others, and says what no finding tells",
  /** What it takes: what quadzero.yaml does, and two more, which are the administrator's alone. */
  properties: {
    onUnknown: SAYS.onUnknown,
    rules: SAYS.rules,
    known: SAYS.known,
    images: SAYS.images,
    assumptions: SAYS.assumptions,
    stacks: SAYS.stacks,
    final: SAYS.final,
    advisory: "Tell what would be blocked, and block nothing.",
    with: "Files: states or plans of other stacks, whose resources are known, and judged as far as this stack opens them.",
  } satisfies Readonly<Record<keyof Config | "advisory" | "with", string>>,
  /** Where a configuration comes from; a way to the value follows. */
  policyConfig: "policy config of quadzero",
  stackConfig: "stack config quadzero",
  noStackConfig: "PULUMI_CONFIG holds no JSON object; Pulumi sets it for a policy pack, so leave it alone",
  notASwitch: "policy config of quadzero.advisory takes true or false",
  notFiles: "policy config of quadzero.with takes a list of files, the states or plans of other stacks",
  wrongConfiguration: "The configuration is wrong, and nothing was judged:",
} as const;
