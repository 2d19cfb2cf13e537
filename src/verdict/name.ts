import { ownAddress, type Resource } from "../model/resource";

/** A resource in short: its name with its instance key, and the modules that it lives in: `web[0]`, `service["red"].this`. */
export const nameOf = (resource: Pick<Resource, "address" | "from" | "type" | "name" | "module" | "mode">): string => {
  const { type, name, module, mode } = resource;
  const before = [module, mode === "data" ? mode : "", type].map((part) => (part === "" ? part : `${part}.`)).join("");
  const address = ownAddress(resource);
  const own = address.startsWith(`${before}${name}`) ? address.slice(before.length) : name;
  return module === "" ? own : `${module.replace(/(^|\.)module\./g, "$1")}.${own}`;
};

/** What a component of Pulumi's makes is called after it, as a rule: `shop-web` in `shop`, and not `shop.shop-web`. */
export function titledOf(resource: Resource): string {
  const { address, name, module } = resource;
  const inner = module.lastIndexOf(".") + 1;
  const component = module.slice(inner);
  const isAfterIt = name.startsWith(component) && !/^[a-z\d]/.test(name.slice(component.length));
  const repeats = address.startsWith("urn:") && module !== "" && isAfterIt;
  return repeats ? module.slice(0, inner) + name : nameOf(resource);
}
