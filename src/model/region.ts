import type { Resource } from "./resource";
import { at, string } from "./value";

const ARGUMENT = "region";

/** Where a resource is: by its own argument, else by what its provider tells, of some types, and by its ARN. */
function regionOf({ values }: Resource): string | undefined {
  const [argument, told, arn] = [ARGUMENT, "aws_region", "arn"].map((name) => string(at(values, name)));
  if (argument?.is === "known") return argument.value;
  if (argument?.is === "unknown") return undefined;
  if (told?.is === "known") return told.value;
  return arn?.is === "known" ? /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(arn.value)?.[1] : undefined;
}

/** The names of configurations of providers are those of one stack. */
const sameProvider = (one: Resource, other: Resource): boolean =>
  one.provider !== undefined && one.provider === other.provider && one.from === other.from;

/**
 * Whether two resources are in one region. Undefined: nobody can tell; two configurations of a provider may name one region.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function sameRegion(one: Resource, other: Resource): boolean | undefined {
  const [region, otherRegion] = [regionOf(one), regionOf(other)];
  if (region !== undefined && otherRegion !== undefined) return region === otherRegion;
  const leftToProvider = [one, other].every(({ values }) => string(at(values, ARGUMENT)).is === "omitted");
  return leftToProvider && sameProvider(one, other) ? true : undefined;
}
