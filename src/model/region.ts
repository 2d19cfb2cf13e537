import type { Resource } from "./resource";
import { at, string } from "./value";

/**
 * Whether two resources are in one region: by their own argument `region`, else by the configuration of their provider. Undefined: nobody
 * can tell. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
 */
export function sameRegion(one: Resource, other: Resource): boolean | undefined {
  const [region, otherRegion] = [one, other].map(({ values }) => string(at(values, "region")));
  if (region?.is === "known" && otherRegion?.is === "known") return region.value === otherRegion.value;
  if (region?.is === "omitted" && otherRegion?.is === "omitted") return one.provider === other.provider ? true : undefined;
  return undefined;
}
