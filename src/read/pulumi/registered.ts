import type { JsonObject } from "../json";

/**
 * A resource as the Pulumi engine tells of it, whichever way it was heard: a policy's arguments, a preview as JSON, a stack's
 * state. Property names and tokens are Pulumi's own; an unknown value is one of the engine's sentinel strings.
 * https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
export interface Registered {
  readonly urn: string;
  /** The token: `aws:ec2/securityGroup:SecurityGroup`. */
  readonly type: string;
  /** Null until it exists, or where nobody tells. */
  readonly id: string | null;
  /** False: a component, which is nothing in the cloud by itself. */
  readonly custom: boolean;
  /** What the program asked for, after the provider's Check; null where it was not told, which is unknown and not "nothing". */
  readonly inputs: JsonObject | null;
  /** What it is, or is planned to be; null where it was not told. */
  readonly outputs: JsonObject | null;
  /** By top-level input property: the URNs that its value was made of. Null where nobody tells. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>> | null;
  /** The URNs that it waits for, for a value of theirs or because the program says so (`dependsOn`). Absent where nobody tells. */
  readonly dependencies?: readonly string[];
  readonly parent: string | null;
  /** The URN of the provider that makes it. Null or absent where nobody tells. */
  readonly provider?: string | null;
  /** URNs that it had before. */
  readonly aliases: readonly string[];
  /** True: it was read and is another's to deploy (`SecurityGroup.get`). Absent where nobody tells. */
  readonly external?: boolean;
  /** Where the program makes it: `project:///index.ts#12,20`. Null or absent where nobody tells. */
  readonly source?: string | null;
}
