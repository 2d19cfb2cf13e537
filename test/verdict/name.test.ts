import { titledOf } from "../../src/verdict/name";
import { registered, planOf, STACK } from "../read/pulumi/told";

/** An instance within components, the outermost first. */
const instance = (name: string, ...components: readonly string[]): string => {
  const urns = components.map((each) => `${STACK}::acme:app:Part::${each}`);
  const parts = components.map((each, index) => ({
    ...registered("acme:app:Part", each),
    custom: false,
    parent: index === 0 ? null : (urns[index - 1] ?? null),
  }));
  const own = { ...registered("aws:ec2/instance:Instance", name), parent: urns.at(-1) ?? null };
  const [resource] = planOf([...parts, own]).resources;
  return resource === undefined ? "" : titledOf(resource);
};

test.each<[string, readonly string[], string]>([
  ["mon-eu", ["mon-eu"], "mon-eu"],
  ["shop-web", ["shop"], "shop-web"],
  ["shopWeb", ["shop"], "shopWeb"],
  ["web", ["shop"], "shop.web"],
  ["website", ["web"], "web.website"],
  // Two that a program calls alike are told apart.
  ["web", ["eu", "web"], "eu.web"],
  ["web", [], "web"],
])("%s in %j is called %s", (name, components, is) => {
  expect(instance(name, ...components)).toBe(is);
});
