import { RULE, split, splitRules } from "./halves";
import { same, type Neutral } from "./neutral";
import {
  configured,
  eachModule,
  everyModule,
  parsePlan,
  states,
  type Json,
  type JsonObject,
  type PlanJson,
  type StateModule,
} from "./plan-json";

/** The plan with its resources in the opposite order, wherever they stand. */
const reversed: Neutral = {
  name: "the order of resources",
  of: (text) => {
    const plan = parsePlan(text);
    plan.resource_changes?.reverse();
    for (const state of states(plan)) {
      eachModule(state, (module) => {
        module.resources?.reverse();
        module.child_modules?.reverse();
      });
    }
    everyModule(plan.configuration.root_module, (module) => module.resources?.reverse());
    return JSON.stringify(plan);
  },
  back: same,
};

const PREFIX = "renamed_";

/** Every resource by another name; names that AWS sees (`name`, `family`, containers) stay. */
const renamed: Neutral = {
  name: "the names of resources",
  of: (text) => {
    const plan = parsePlan(text);
    const names = new Set(configured(plan.configuration.root_module).map(({ resource }) => `${resource.type}.${resource.name}`));
    const rename = (value: Json): Json => {
      if (typeof value === "string") {
        return value.replace(/\b([a-z0-9]+_\w+)\.(\w+)/g, (whole, type: string, name: string) =>
          names.has(whole) ? `${type}.${PREFIX}${name}` : whole,
        );
      }
      if (Array.isArray(value)) return value.map(rename);
      if (typeof value !== "object" || value === null) return value;
      const entries = Object.entries(value).map(([key, member]) => [key, rename(member)] as const);
      const { address, type, name } = value;
      const isResource = typeof address === "string" && typeof type === "string" && typeof name === "string";
      return Object.fromEntries(entries.map(([key, member]) => [key, isResource && key === "name" ? `${PREFIX}${name}` : member]));
    };
    return JSON.stringify(rename(plan as unknown as Json));
  },
  back: (report) => report.replaceAll(PREFIX, ""),
};

const WRAP = "module.wrap.";

/** The whole program as the one module of another. */
const wrapped: Neutral = {
  name: "everything in a module",
  of: (text) => {
    const plan = parsePlan(text);
    const { root_module: inner, ...configuration } = plan.configuration;
    const variables = inner.variables ?? {};
    const state = (root: StateModule): StateModule => {
      eachModule(root, (module) => {
        module.address = module.address === undefined ? WRAP.slice(0, -1) : WRAP + module.address;
        module.resources?.forEach((resource) => (resource.address = WRAP + resource.address));
      });
      return { child_modules: [root] };
    };
    const wrap: PlanJson = {
      ...plan,
      ...(plan.resource_changes === undefined
        ? {}
        : {
            resource_changes: plan.resource_changes.map((change) => ({
              ...change,
              address: WRAP + change.address,
              module_address: change.module_address === undefined ? WRAP.slice(0, -1) : WRAP + change.module_address,
            })),
          }),
      planned_values: { root_module: state(plan.planned_values.root_module) },
      ...(plan.prior_state?.values === undefined
        ? {}
        : { prior_state: { ...plan.prior_state, values: { root_module: state(plan.prior_state.values.root_module) } } }),
      configuration: {
        ...configuration,
        root_module: {
          variables,
          module_calls: {
            wrap: {
              source: "./wrap",
              module: inner,
              expressions: Object.fromEntries(Object.keys(variables).map((name) => [name, { references: [`var.${name}`] }])),
            },
          },
        },
      },
    };
    return JSON.stringify(wrap);
  },
  back: (report) => report.replaceAll(WRAP, ""),
};

/** Adds to a module of its own, so that it is no candidate for what the program means by a local. */
function addTo(plan: PlanJson, type: string, name: string, after: JsonObject, unknown: JsonObject, expressions: JsonObject): void {
  const resource = { address: `${type}.${name}`, mode: "managed" as const, type, name };
  plan.resource_changes?.push({
    ...resource,
    address: `module.${name}.${resource.address}`,
    module_address: `module.${name}`,
    change: { actions: ["create"], after, after_unknown: { id: true, ...unknown } },
  });
  const root = plan.configuration.root_module;
  const calls = (root.module_calls ??= {});
  const { module } = (calls[name] ??= { source: `./${name}`, module: {} });
  module.resources = [...(module.resources ?? []), { ...resource, expressions }];
}

/** Things that nothing else refers to: a network with its gateway, a group with its rule, an Elastic IP. */
const bystanders: Neutral = {
  name: "something unattached beside",
  of: (text) => {
    const plan = parsePlan(text);
    if (plan.resource_changes === undefined) return null;
    const vpc = { references: ["aws_vpc.bystander.id", "aws_vpc.bystander"] };
    addTo(
      plan,
      "aws_vpc",
      "bystander",
      { cidr_block: "10.250.0.0/16" },
      { main_route_table_id: true },
      { cidr_block: { constant_value: "10.250.0.0/16" } },
    );
    addTo(plan, "aws_internet_gateway", "bystander", {}, { vpc_id: true }, { vpc_id: vpc });
    addTo(plan, "aws_route_table", "bystander", { route: [] }, { vpc_id: true }, { vpc_id: vpc });
    addTo(plan, "aws_security_group", "bystander", { name: "bystander" }, { vpc_id: true, ingress: true, egress: true }, { vpc_id: vpc });
    addTo(
      plan,
      RULE,
      "bystander",
      { ip_protocol: "tcp", from_port: 3777, to_port: 3777, cidr_ipv4: "198.51.100.9/32" },
      { security_group_id: true },
      {
        security_group_id: { references: ["aws_security_group.bystander.id", "aws_security_group.bystander"] },
        cidr_ipv4: { constant_value: "198.51.100.9/32" },
      },
    );
    addTo(plan, "aws_eip", "bystander", { domain: "vpc", instance: null }, { public_ip: true }, { domain: { constant_value: "vpc" } });
    return JSON.stringify(plan);
  },
  back: same,
};

export const neutrals: readonly Neutral[] = [reversed, renamed, wrapped, split, splitRules, bystanders];
