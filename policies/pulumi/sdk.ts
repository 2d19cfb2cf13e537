/**
 * What the pack uses of `@pulumi/policy`, which the user's project brings.
 * https://www.pulumi.com/docs/reference/pkg/nodejs/pulumi/policy/
 */
export interface Sdk {
  /** Serves the policies from then on; one to a process. */
  readonly PolicyPack: new (name: string, args: { readonly policies: readonly Policy[] }) => unknown;
}

export type Level = "advisory" | "mandatory";

export interface Policy {
  readonly name: string;
  readonly description: string;
  readonly enforcementLevel: Level;
  readonly configSchema?: { readonly properties: Readonly<Record<string, object>> };
  /** Asked of each resource as it is registered, before anything is done to it: `props` are its inputs. */
  readonly validateResource?: (args: ResourceArgs) => void;
  /** Asked once, after all of them: `props` are the outputs. */
  readonly validateStack?: (args: StackArgs, report: (violation: Violation) => void) => void;
}

export interface ResourceArgs {
  readonly urn: string;
  readonly props: object;
}

export interface StackArgs {
  readonly resources: readonly PolicyResource[];
  /** What the administrator's configuration says of this policy, without its level. */
  readonly getConfig: () => object;
}

export interface PolicyResource {
  readonly urn: string;
  readonly type: string;
  readonly props: object;
  readonly opts: { readonly aliases?: readonly string[]; readonly additionalSecretOutputs?: readonly string[] };
  /** Absent for components. */
  readonly provider?: { readonly urn: string };
  readonly parent?: { readonly urn: string };
  /** What it waits for, `dependsOn` and all that its properties are made of. */
  readonly dependencies?: readonly { readonly urn: string }[];
  readonly propertyDependencies: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/**
 * The form of a violation that the SDK does not declare. Of a plain text it puts the policy's description in front; this one
 * it shows as it is, and without a level it has that of its policy.
 */
export interface Violation {
  readonly message: string;
  readonly urn?: string;
  readonly severity?: "low" | "medium" | "high" | "critical";
  readonly enforcementLevel?: Level;
}
