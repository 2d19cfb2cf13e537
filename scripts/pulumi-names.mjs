// Pulumi's names of the AWS provider in Terraform's: src/read/pulumi/names.json, from the packages @pulumi/aws and
// @cdktf/provider-aws, which are both made from the one provider.
//
//   node scripts/pulumi-names.mjs NODE_MODULES… > src/read/pulumi/names.json
//
// The table holds what a rule does not give. The rule: `cidrBlocks` is `cidr_blocks`, `aws:ec2/vpc:Vpc` is `aws_ec2_vpc`. Then come
// `names`, each the commonest meaning of a property's name, and before both `own`, by type and path. `{}` after a name: the members
// of the value are a map's keys, which are nobody's to translate. `kept` holds, by type, the paths in Pulumi of arguments that are
// optional and computed: a program that no longer gives one leaves it to the provider, which keeps what there is.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { argv, stdout } from "node:process";

import { keptOf, namesOf, snake, typeByRule, typesOf } from "./pulumi-names/pairs.mjs";
import { readPulumi } from "./pulumi-names/pulumi.mjs";
import { textOf } from "./pulumi-names/sdk.mjs";
import { readTerraform } from "./pulumi-names/terraform.mjs";

/** @param {ReadonlyMap<string, number>} counts */
const commonest = (counts) => [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0];

/** @template T @param {Record<string, T>} object @returns {Record<string, T>} */
const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * @param {string[]} modules folders `node_modules` in which the packages are, each in one of them
 * @returns {string} the table, one line an entry
 */
function table(modules) {
  const folders = ["@pulumi/aws", "@cdktf/provider-aws"].map((name) => {
    const folder = modules.map((each) => join(each, name)).find(existsSync);
    if (folder === undefined) throw new Error(`${name} is in none of ${modules.join(", ")}`);
    return folder;
  });
  const [pulumiFolder = "", terraformFolder = ""] = folders;
  const [pulumi, terraform] = [readPulumi(pulumiFolder), readTerraform(terraformFolder)];
  const types = typesOf(pulumi, terraform);
  const named = [...types].map(([token, type]) => ({
    type,
    names: namesOf(pulumi, pulumi.types.get(token) ?? new Map(), terraform, terraform.types.get(type) ?? new Map(), "", []),
  }));

  /** @type {Map<string, Map<string, number>>} */
  const meanings = new Map();
  for (const { name, is } of named.flatMap(({ names }) => names)) {
    /** @type {Map<string, number>} */
    const counts = meanings.get(name) ?? new Map();
    meanings.set(name, counts.set(is, (counts.get(is) ?? 0) + 1));
  }
  /** @type {Record<string, string>} */
  const names = {};
  for (const [name, counts] of meanings) {
    const is = commonest(counts);
    if (is !== undefined && is !== snake(name)) names[name] = is;
  }
  /** @type {Record<string, Record<string, string>>} */
  const own = {};
  for (const { type, names: all } of named) {
    const others = all.filter(({ name, is }) => is !== (names[name] ?? snake(name)));
    if (others.length > 0) own[type] = sorted({ ...own[type], ...Object.fromEntries(others.map(({ path, is }) => [path, is])) });
  }
  /** @type {Record<string, Set<string>>} */
  const kept = {};
  for (const [token, type] of types) {
    const paths = (kept[type] ??= new Set());
    for (const path of keptOf(pulumi, pulumi.types.get(token) ?? new Map(), "", [])) paths.add(path);
  }
  const irregular = Object.fromEntries([...types].filter(([token, type]) => type !== typeByRule(token)));

  /** @param {Record<string, unknown>} object */
  const lines = (object) =>
    Object.entries(sorted(object))
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(",\n");
  const from = folders.map((folder) => {
    /** @type {{ name: string, version: string }} */
    const { name, version } = JSON.parse(textOf(join(folder, "package.json")));
    return `${name}@${version}`;
  });
  return `{
  "from": ${JSON.stringify(from)},
  "types": {\n${lines(irregular)}\n  },
  "names": {\n${lines(names)}\n  },
  "own": {\n${lines(own)}\n  },
  "kept": {\n${lines(Object.fromEntries(Object.entries(kept).map(([type, paths]) => [type, [...paths].sort()])))}\n  }
}\n`;
}

const [, , ...modules] = argv;
if (modules.length === 0) throw new Error("usage: node scripts/pulumi-names.mjs NODE_MODULES…");
stdout.write(table(modules));
