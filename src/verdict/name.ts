import type { Resource } from "../model/resource";

/** A resource in short: its name with its instance key, and the modules that it lives in: `web[0]`, `service["red"].this`. */
export const nameOf = ({ address, name, module }: Resource): string => {
  const at = address.lastIndexOf(`.${name}`);
  const own = at < 0 ? name : address.slice(at + 1);
  return module === "" ? own : `${module.replace(/(^|\.)module\./g, "$1")}.${own}`;
};

/** What a component of Pulumi's makes is called after it, as a rule: `shop-web` in `shop`, and not `shop.shop-web`. */
export function titledOf(resource: Resource): string {
  const { address, name, module } = resource;
  const inner = module.lastIndexOf(".") + 1;
  const repeats = address.startsWith("urn:") && module !== "" && name.startsWith(module.slice(inner));
  return repeats ? module.slice(0, inner) + name : nameOf(resource);
}
