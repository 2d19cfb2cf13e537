import { configured, eachModule, everyModule, parsePlan, states, withoutKeys } from "./plan-json";

/** The plan with only these resources, by address; what the configuration says of the others is gone too. */
export function only(text: string, addresses: ReadonlySet<string>): string {
  const plan = parsePlan(text);
  const kept = new Set([...addresses].map(withoutKeys));
  plan.resource_changes = (plan.resource_changes ?? []).filter(({ address }) => addresses.has(address));
  for (const state of states(plan)) {
    eachModule(state, (module) => {
      if (module.resources !== undefined) module.resources = module.resources.filter(({ address }) => addresses.has(address));
    });
  }
  const homes = new Map(configured(plan.configuration.root_module).map(({ address, resource }) => [resource, address]));
  everyModule(plan.configuration.root_module, (module) => {
    if (module.resources !== undefined) module.resources = module.resources.filter((resource) => kept.has(homes.get(resource) ?? ""));
  });
  return JSON.stringify(plan);
}
