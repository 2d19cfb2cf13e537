/** `aws:ec2/vpc:Vpc`, `aws-native:ec2:Vpc`: a provider's package, a module of it, and a name. */
export interface Token {
  readonly provider: string;
  readonly module: string;
  readonly name: string;
}

/** https://www.pulumi.com/docs/iac/packages-and-automation/pulumi-packages/schema/#tokens */
export function parseToken(token: string): Token {
  const [provider = "", module = "", ...rest] = token.split(":");
  return { provider, module: module.replace(/\/.*$/, ""), name: rest.join(":") };
}
