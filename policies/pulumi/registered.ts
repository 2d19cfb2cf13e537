import { asSecret, type Registered, UNKNOWN_TEXT } from "../../src";
import { type Plain, plainProperties } from "./plain";
import type { PolicyResource } from "./sdk";

export type Properties = Readonly<Record<string, Plain>>;

/** Without any: an empty object may stand for a resource that is not part of this deployment, or whose provider cannot tell yet. */
const told = (properties: Properties): Properties | null => (Object.keys(properties).length === 0 ? null : properties);

/** A secret reaches a policy in clear text: marked are those that the program calls secret for itself; of the others nobody tells. */
const marked = (properties: Properties | null, secret: readonly string[]): Properties | null =>
  properties === null || secret.length === 0
    ? properties
    : Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, secret.includes(name) ? asSecret(value) : value]));

const urnsOf = (resources: readonly { readonly urn: string }[]): readonly string[] => resources.map(({ urn }) => urn);

/**
 * A resource as quadzero's reader takes it.
 * @param remembered its inputs; absent where no resource policy was asked about it
 */
function registered(resource: PolicyResource, remembered: Properties | undefined): Registered {
  const { urn, type, opts, provider, parent, dependencies, propertyDependencies } = resource;
  const outputs = told(plainProperties(resource.props));
  const id = outputs?.["id"];
  const secret = opts.additionalSecretOutputs ?? [];
  // With outputs there was a registration, and no inputs are none.
  const inputs = remembered === undefined || outputs !== null ? (remembered ?? null) : told(remembered);
  return {
    urn,
    type,
    id: typeof id === "string" && id !== UNKNOWN_TEXT ? id : null,
    custom: provider !== undefined || id !== undefined || type.startsWith("pulumi:providers:"),
    inputs: marked(inputs, secret),
    outputs: marked(outputs, secret),
    propertyDependencies: Object.fromEntries(Object.entries(propertyDependencies).map(([name, resources]) => [name, urnsOf(resources)])),
    dependencies: urnsOf(dependencies ?? []),
    parent: parent?.urn ?? null,
    provider: provider?.urn ?? null,
    aliases: opts.aliases ?? [],
  };
}

/** A stack policy is handed resources in any order. */
export const registeredOf = (resources: readonly PolicyResource[], inputs: ReadonlyMap<string, Properties>): readonly Registered[] =>
  resources.map((resource) => registered(resource, inputs.get(resource.urn))).sort((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
