import {
  configured,
  eachModule,
  parsePlan,
  states,
  withoutKeys,
  type Change,
  type ConfiguredModule,
  type Json,
  type JsonObject,
  type PlanJson,
  type StateModule,
} from "./plan-json";

/** A change of a program that must not change what is said of it, but for names. */
export interface Neutral {
  readonly name: string;
  /** Null where it does not apply. */
  readonly of: (plan: string) => string | null;
  /** Undoes the change of names in a report. */
  readonly back: (report: string) => string;
}

const same = (report: string): string => report;

function everyModule(module: ConfiguredModule, change: (module: ConfiguredModule) => void): void {
  change(module);
  Object.values(module.module_calls ?? {}).forEach((call) => {
    everyModule(call.module, change);
  });
}

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

/** `0.0.0.0/0` → `0.0.0.0/1`, `128.0.0.0/1`; null for what cannot be halved. */
function halves(cidr: Json): [string, string] | null {
  const [, address, length] = (typeof cidr === "string" ? /^([\d.]+)\/(\d+)$/.exec(cidr) : null) ?? [];
  const prefix = Number(length);
  if (address === undefined || prefix > 31) return null;
  const value = address.split(".").reduce((all, part) => all * 256n + BigInt(part), 0n);
  const upper = value + 2n ** BigInt(31 - prefix);
  const dotted = (number: bigint): string => [24n, 16n, 8n, 0n].map((shift) => String((number >> shift) & 255n)).join(".");
  return [`${dotted(value)}/${String(prefix + 1)}`, `${dotted(upper)}/${String(prefix + 1)}`];
}

/** Each network of a list, wherever a list of networks stands, as its two halves. */
function halvedLists(value: Json): Json {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((element) => halves(element) !== null)) return value.flatMap((element) => halves(element) ?? []);
    return value.map(halvedLists);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, halvedLists(member)]));
}

const split: Neutral = {
  name: "a list's networks in halves",
  of: (text) => {
    const plan = parsePlan(text);
    plan.resource_changes?.forEach((change) => {
      if (change.change.after !== null) change.change.after = halvedLists(change.change.after) as JsonObject;
    });
    const changed = JSON.stringify(plan);
    return changed === JSON.stringify(parsePlan(text)) ? null : changed;
  },
  back: same,
};

const RULE = "aws_vpc_security_group_ingress_rule";
const UPPER = "_upper_half";

/** Each rule with one IPv4 network as two rules with half of it each. */
const splitRules: Neutral = {
  name: "a rule as two with half a network each",
  of: (text) => {
    const plan = parsePlan(text);
    const added: Change[] = [];
    for (const change of plan.resource_changes ?? []) {
      const { after } = change.change;
      const pair = change.type === RULE && after !== null ? halves(after["cidr_ipv4"] ?? null) : null;
      if (after === null || pair === null) continue;
      const upper = structuredClone(change);
      added.push({
        ...upper,
        name: change.name + UPPER,
        address: change.address.replace(`${RULE}.${change.name}`, `${RULE}.${change.name}${UPPER}`),
        change: { ...upper.change, after: { ...after, cidr_ipv4: pair[1] } },
      });
      after["cidr_ipv4"] = pair[0];
    }
    if (added.length === 0) return null;
    plan.resource_changes?.push(...added);
    everyModule(plan.configuration.root_module, (module) => {
      const rules = (module.resources ?? []).filter(({ type }) => type === RULE);
      module.resources?.push(...rules.map((rule) => ({ ...rule, name: rule.name + UPPER, address: rule.address + UPPER })));
    });
    return JSON.stringify(plan);
  },
  back: same,
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
