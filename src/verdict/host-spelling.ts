import type { Resource } from "../model/resource";
import type { Path } from "../walk/path";
import { OUTSIDE_STACK } from "../words/verdict";

const hostsOwn = (resource: Resource | null, attribute: string): string => resource?.spelled?.(attribute) ?? attribute;

/** Pulumi deploys stacks. */
const isUrn = ({ address, from }: Resource): boolean => from === undefined && address.startsWith("urn:pulumi:");

const lastName = (attribute: string): string => /\w+(?=(?:\[[^\]]*\])*$)/.exec(attribute)?.[0] ?? "";

/** Words that name the attribute do so as the host does: `public address (assignPublicIp)`. */
function saying(says: string, attribute: string, own: string): string {
  const [from, to] = [lastName(attribute), lastName(own)];
  return from === "" || from === to ? says : says.replaceAll(`(${from})`, `(${to})`);
}

/** A path with its attributes as the host's programs spell them. */
export const inHostSpelling = (path: Path): Path => ({
  ...path,
  steps: path.steps.map((step) => {
    if (step.attribute === null) return step;
    const own = hostsOwn(step.resource, step.attribute);
    return { ...step, attribute: own, says: saying(step.says, step.attribute, own) };
  }),
  unknowns: path.unknowns.map((unknown) => ({
    ...unknown,
    attribute: hostsOwn(unknown.resource, unknown.attribute),
    detail: unknown.detail ?? (unknown.why === "outside-plan" && isUrn(unknown.resource) ? OUTSIDE_STACK : null),
  })),
});
