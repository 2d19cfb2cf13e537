/**
 * Plans of any size: `node bench/generate-plan.mjs MEGABYTES > plan.json`. Each is what Terraform would print for a program that
 * calls the module of bench/unit again and again, with names, networks and ids of its own, half of the calls already deployed.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * @typedef {{ address: string, [key: string]: unknown }} Resource
 * @typedef {{ address?: string, resources: Resource[] }} Module
 * @typedef {{
 *   variables: Record<string, unknown>,
 *   resource_changes: Resource[],
 *   planned_values: { root_module: Module },
 *   prior_state?: { format_version: string, terraform_version: string, values: { root_module: Module } },
 *   configuration: { provider_config: unknown, root_module: unknown },
 * }} Plan
 */

/** @param {string} name */
const unit = (name) => readFileSync(new URL(`unit/${name}.json`, import.meta.url), "utf8");
const units = [unit("new"), unit("deployed")];

/**
 * The unit's plan with names, networks and ids of its own.
 * @param {number} index
 * @returns {Plan}
 */
function copy(index) {
  const hex = index.toString(16).padStart(6, "0");
  const text = (units[index % units.length] ?? "")
    .replaceAll("shop-0000", `shop-${String(index).padStart(4, "0")}`)
    .replaceAll("10.111.", `10.${String(index % 256)}.`)
    .replaceAll(/\b(?!ami-)([a-z]+-[0-9a-f]{11})[0-9a-f]{6}\b/g, `$1${hex}`);
  return /** @type {Plan} */ (JSON.parse(text));
}

/**
 * @param {number} bytes the least size
 * @returns {string} plan JSON, less than 150 kB larger
 */
export function generatePlan(bytes) {
  /** @type {Resource[]} */
  const changes = [];
  /** @type {Module[]} */
  const planned = [];
  /** @type {Module[]} */
  const prior = [];
  /** @type {Record<string, unknown>} */
  const calls = {};
  const { configuration, resource_changes: _, planned_values: __, prior_state: ___, ...rest } = copy(0);

  for (let index = 0, size = 0; size < bytes; index += 1) {
    const plan = copy(index);
    const key = `shop_${String(index)}`;
    const address = `module.${key}`;
    /** @param {Resource} resource */
    const within = (resource) => ({ ...resource, address: `${address}.${resource.address}` });
    /** @param {Module} root */
    const child = (root) => ({ address, resources: root.resources.map(within) });

    changes.push(...plan.resource_changes.map((change) => ({ ...within(change), module_address: address })));
    planned.push(child(plan.planned_values.root_module));
    if (plan.prior_state !== undefined) prior.push(child(plan.prior_state.values.root_module));
    const name = { constant_value: `shop-${String(index).padStart(4, "0")}` };
    calls[key] = { source: "./shop", expressions: { name }, module: plan.configuration.root_module };
    // Punctuation and repeated addresses aside.
    size += JSON.stringify(plan).length;
  }
  return JSON.stringify({
    ...rest,
    variables: {},
    planned_values: { root_module: { child_modules: planned } },
    resource_changes: changes,
    prior_state: { format_version: "1.0", terraform_version: "1.15.5", values: { root_module: { child_modules: prior } } },
    configuration: { ...configuration, root_module: { module_calls: calls } },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const megabytes = Number(process.argv[2]);
  if (!(megabytes > 0)) {
    console.error("usage: node bench/generate-plan.mjs MEGABYTES > plan.json");
    process.exit(2);
  }
  process.stdout.write(generatePlan(megabytes * 1e6));
}
