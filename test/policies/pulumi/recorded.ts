import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Properties } from "../../../policies/pulumi/registered";
import type { PolicyResource } from "../../../policies/pulumi/sdk";
import type { Registered } from "../../../src";

/** What the real engine handed to a policy. */
export interface Recorded {
  readonly name: string;
  readonly decision: "block" | "warn" | "pass";
  readonly registered: readonly Registered[];
}

export const cases = resolve(__dirname, "../../cases");
const textOf = (...path: readonly string[]): string => readFileSync(join(cases, ...path), "utf8");
export const recorded = readdirSync(cases)
  .filter((name) => existsSync(join(cases, name, "pulumi/policy.json")))
  .map((name): Recorded => {
    const { decision } = JSON.parse(textOf(name, "verdict.json")) as { decision: Recorded["decision"] };
    return { name, decision, registered: JSON.parse(textOf(name, "pulumi/policy.json")) as Registered[] };
  });

/** As the SDK hands them over again. */
export function handed(registered: readonly Registered[]): {
  readonly resources: readonly PolicyResource[];
  readonly inputs: ReadonlyMap<string, Properties>;
} {
  const resources = new Map<string, PolicyResource>();
  for (const { urn, type, custom, outputs, aliases } of registered) {
    const provider =
      custom && !type.startsWith("pulumi:") ? { provider: { urn: "urn:pulumi:dev::shop::pulumi:providers:aws::default" } } : {};
    resources.set(urn, { urn, type, props: outputs ?? {}, opts: { aliases }, propertyDependencies: {}, ...provider });
  }
  const known = (urns: readonly string[]): readonly PolicyResource[] => urns.flatMap((urn) => resources.get(urn) ?? []);
  const linked = registered.flatMap(({ urn, parent, propertyDependencies }) => {
    const [above] = known(parent === null ? [] : [parent]);
    const dependencies = Object.entries(propertyDependencies ?? {}).map(([name, urns]) => [name, known(urns)] as const);
    return known([urn]).map((each) => ({
      ...each,
      ...(above === undefined ? {} : { parent: above }),
      propertyDependencies: Object.fromEntries(dependencies),
    }));
  });
  const inputs = new Map(registered.flatMap(({ urn, inputs }) => (inputs === null ? [] : [[urn, inputs as Properties] as const])));
  return { resources: linked, inputs };
}
