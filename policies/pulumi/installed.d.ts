// What `quadzero/pulumi` is to a program, in the types of the SDK that the user's project brings.
import type { Policies } from "@pulumi/policy";

/**
 * The policies of the pack quadzero: one for each rule, and `quadzero`, which takes the configuration. For a policy pack that has
 * others too: `new PolicyPack("acme", { policies: [...ours, ...policies] })`.
 */
export declare const policies: Policies;
