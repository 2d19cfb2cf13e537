/** The parts of a Terraform plan that transforms touch. https://developer.hashicorp.com/terraform/internals/json-format */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

export interface Change {
  address: string;
  module_address?: string;
  mode: "managed" | "data";
  type: string;
  name: string;
  index?: string | number;
  change: { actions: string[]; after: JsonObject | null; after_unknown: JsonObject };
}

export interface StateResource {
  address: string;
  mode: "managed" | "data";
  type: string;
  name: string;
  values?: Record<string, unknown>;
}

export interface StateModule {
  address?: string;
  resources?: StateResource[];
  child_modules?: StateModule[];
}

export interface ConfiguredResource {
  address: string;
  mode: "managed" | "data";
  type: string;
  name: string;
  expressions?: JsonObject;
  provisioners?: Json[];
}

export interface ConfiguredModule {
  resources?: ConfiguredResource[];
  module_calls?: Record<string, { module: ConfiguredModule; source?: string; expressions?: JsonObject }>;
  variables?: JsonObject;
  outputs?: JsonObject;
}

export interface PlanJson {
  resource_changes?: Change[];
  planned_values: { root_module: StateModule; outputs?: JsonObject };
  prior_state?: { values?: { root_module: StateModule; outputs?: JsonObject } };
  configuration: { provider_config?: JsonObject; root_module: ConfiguredModule };
  variables?: JsonObject;
}

export const parsePlan = (text: string): PlanJson => JSON.parse(text) as PlanJson;

/** `module.a["x"].aws_s.b[0]` → `module.a.aws_s.b`: the address in the configuration, with the modules it lies in. */
export const withoutKeys = (address: string): string => address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");

/** Every resource of a configuration with its address as from the root. */
export function configured(
  module: ConfiguredModule,
  path = "",
): readonly { address: string; resource: ConfiguredResource; module: ConfiguredModule }[] {
  return [
    ...(module.resources ?? []).map((resource) => ({ address: path + resource.address, resource, module })),
    ...Object.entries(module.module_calls ?? {}).flatMap(([name, call]) => configured(call.module, `${path}module.${name}.`)),
  ];
}

/** Applies a change to every module of a state, the innermost first. */
export function eachModule(module: StateModule, change: (module: StateModule) => void): void {
  module.child_modules?.forEach((child) => {
    eachModule(child, change);
  });
  change(module);
}

export const states = (plan: PlanJson): readonly StateModule[] => [
  plan.planned_values.root_module,
  ...(plan.prior_state?.values === undefined ? [] : [plan.prior_state.values.root_module]),
];

/** What there will be: not what is deleted. */
export const staying = (plan: PlanJson): readonly Change[] =>
  (plan.resource_changes ?? []).filter(({ change, mode }) => mode === "managed" && change.after !== null);

/** Applies a change to every module of a configuration. */
export function everyModule(module: ConfiguredModule, change: (module: ConfiguredModule) => void): void {
  change(module);
  Object.values(module.module_calls ?? {}).forEach((call) => {
    everyModule(call.module, change);
  });
}
