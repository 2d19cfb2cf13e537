// Pulumi's names of the AWS provider in Terraform's: src/read/pulumi/names.json, from the packages @pulumi/aws and
// @cdktf/provider-aws, which are both made from the one provider.
//
//   node scripts/pulumi-names.mjs NODE_MODULES… > src/read/pulumi/names.json
//
// The table holds what a rule does not give. The rule: `cidrBlocks` is `cidr_blocks`, `aws:ec2/vpc:Vpc` is `aws_ec2_vpc`. Then come
// `names`, each the commonest meaning of a property's name, and before both `own`, by type and path. `{}` after a name: the members
// of the value are a map's keys, which are nobody's to translate.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { argv, stdout } from "node:process";

/** @typedef {{ map: boolean, shape: string | null }} Property */
/** @typedef {Map<string, Property>} Shape members by name */
/** @typedef {{ shapes: Map<string, Shape>, types: Map<string, Shape> }} Sdk */

/** @param {string} path */
const textOf = (path) => readFileSync(path, "utf8");

/** @param {string} name `cidrBlocks` → `cidr_blocks` */
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * What two spellings of a name have in common: Pulumi writes lists in the plural, and lets an underscore go before a digit.
 * @param {string} name
 */
const essence = (name) =>
  name
    .replaceAll("_", "")
    .toLowerCase()
    .replace(/ies$/, "y")
    .replace(/(s|x|z|ch|sh)es$/, "$1")
    .replace(/s$/, "");

/**
 * @param {string} type as TypeScript writes it
 * @returns {Property}
 */
function propertyOf(type) {
  const bare = type.replace(/pulumi\.(?:Input|Output)</g, "").trim();
  return { map: /^(?:Record<|\{\s*\[key: string\])/.test(bare), shape: /^(?:inputs|outputs)\.([\w.]+)/.exec(bare)?.[1] ?? null };
}

const withoutComments = (/** @type {string} */ text) => text.replace(/\/\*\*[\s\S]*?\*\//g, "");

/**
 * The interfaces of `types/input.d.ts`, by `ec2.SecurityGroupIngress`.
 * @param {string} path
 * @param {Map<string, Shape>} shapes
 */
function readShapes(path, shapes) {
  /** @type {string[]} */
  const scope = [];
  /** @type {Shape | null} */
  let shape = null;
  let within = false;
  for (const line of withoutComments(textOf(path)).split("\n")) {
    const text = line.trim();
    const begins = /^(?:export )?(?:declare )?(namespace|interface) (\w+)/.exec(text);
    const member = /^(\w+)\??: (.*)$/.exec(text);
    if (begins !== null) {
      scope.push(begins[2] ?? "");
      const name = scope.join(".");
      if (begins[1] === "interface") shapes.set(name, (shape = shapes.get(name) ?? new Map()));
    } else if (within) within = !text.startsWith("}");
    else if (member !== null && shape !== null) {
      const [, name = "", type = ""] = member;
      within = type.endsWith("{");
      // A map's type spans several lines: `{` and then `[key: string]: …`.
      shape.set(name, within ? { map: true, shape: null } : propertyOf(type));
    } else if (text === "}") {
      scope.pop();
      shape = null;
    }
  }
}

/** @param {string} folder @returns {string[]} */
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".js"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/**
 * The resource classes of a Pulumi SDK, by token, under their earlier tokens too.
 * @param {string} folder
 * @returns {Sdk}
 */
function readPulumi(folder) {
  /** @type {Sdk} */
  const sdk = { shapes: new Map(), types: new Map() };
  for (const file of ["output.d.ts", "input.d.ts"]) readShapes(join(folder, "types", file), sdk.shapes);
  for (const path of filesBelow(folder)) {
    const code = textOf(path);
    const token = /__pulumiType = ['"]([^'"]+)['"]/.exec(code)?.[1];
    if (token?.startsWith("aws:") !== true) continue;
    const declared = withoutComments(textOf(path.replace(/js$/, "d.ts")));
    /** @type {Shape} */
    const shape = new Map();
    for (const [, name = "", type = ""] of declared.matchAll(/^ {4}readonly (\w+): (pulumi\.Output<[\s\S]*?>);$/gm))
      shape.set(name, propertyOf(type));
    const args = /export interface \w+Args \{([\s\S]*?)^\}/m.exec(declared)?.[1] ?? "";
    for (const [, name = "", type = ""] of args.matchAll(/^ {4}(\w+)\??: ([\s\S]*?);$/gm)) shape.set(name, propertyOf(type));
    const earlier = [...(/aliasOpts = \{ aliases: \[(.*?)\] \}/.exec(code)?.[1]?.matchAll(/type: "([^"]+)"/g) ?? [])].map(
      (found) => found[1] ?? "",
    );
    for (const name of [token, ...earlier]) sdk.types.set(name, shape);
  }
  return sdk;
}

/** The entries of an object that a `…ToHclTerraform` function makes, as the generator of CDKTF bindings writes them. */
const ENTRY = /"?([\w-]+)"?: \{\n\s*value: .*\n\s*isBlock: \w+,\n\s*type: "(\w+)",\n\s*storageClassType: "(\w+)"/g;

/** @param {string} body @returns {Shape} */
const entriesIn = (body) =>
  new Map(
    [...body.matchAll(ENTRY)].map(([, name = "", collection = "", storage = ""]) => {
      const plain = /^(?:string|number|boolean|any)(?:List|Map)*$/.test(storage);
      const shape = plain ? null : `${storage.charAt(0).toLowerCase()}${storage.slice(1).replace(/(?:List|Map)$/, "")}`;
      return [name, { map: collection === "map" && plain, shape }];
    }),
  );

/**
 * The resource types of a CDKTF provider package.
 * @param {string} folder
 * @returns {Sdk}
 */
function readTerraform(folder) {
  /** @type {Sdk} */
  const sdk = { shapes: new Map(), types: new Map() };
  for (const path of filesBelow(join(folder, "lib"))) {
    const code = textOf(path);
    for (const [, name = "", body = ""] of code.matchAll(/^function (\w+)ToHclTerraform\(struct\) \{\n([\s\S]*?)^\}/gm))
      sdk.shapes.set(name, entriesIn(body));
    for (const [, base, body = ""] of code.matchAll(/^class \w+ extends cdktf\.(\w+) \{\n([\s\S]*?)^\}/gm)) {
      const type = /terraformResourceType: '([^']+)'/.exec(body)?.[1];
      if (base !== "TerraformResource" || type === undefined) continue;
      /** @type {Shape} */
      const computed = new Map();
      for (const [, name = ""] of body.matchAll(/this\.(?:get\w+Attribute|interpolationForAttribute)\('([^']+)'\)/g))
        computed.set(name, { map: false, shape: null });
      sdk.types.set(type, new Map([...computed, ...entriesIn(body)]));
    }
  }
  return sdk;
}

/** @param {string} token `aws:ec2/securityGroup:SecurityGroup` → `aws_ec2_security_group` */
function typeByRule(token) {
  const [, module = "", name = ""] = /^aws:([^/:]+).*:(\w+)$/.exec(token) ?? [];
  return `aws_${module === "index" ? "" : `${snake(module)}_`}${snake(name.charAt(0).toLowerCase() + name.slice(1))}`;
}

/** @param {ReadonlySet<string>} a @param {ReadonlySet<string>} b */
function likeness(a, b) {
  const common = [...a].filter((one) => b.has(one)).length;
  return common / (a.size + b.size - common || 1);
}

/** @param {string} name @returns {ReadonlySet<string>} */
const wordsOf = (name) => new Set(name.split("_").slice(1).map(essence));

/** How like two have to be to be a pair, where neither has another; and to be one and the same. 3 is all there is. */
const ALIKE = 1.6;
const SAME = 2.1;

/** @param {Shape} shape @returns {ReadonlySet<string>} */
const essences = (shape) => new Set([...shape.keys()].map(essence).filter((name) => name !== "id"));

/**
 * Which type each token is. Of a resource's attributes most are named alike in both; where attributes do not decide, the name does.
 * @param {Sdk} pulumi
 * @param {Sdk} terraform
 * @returns {Map<string, string>}
 */
function typesOf(pulumi, terraform) {
  const wanted = [...terraform.types].map(([type, shape]) => ({ type, words: wordsOf(type), names: essences(shape) }));
  /** @type {Map<string, string>} */
  const found = new Map();
  /** @type {{ token: string, type: string, score: number }[]} */
  const pairs = [];
  for (const [token, shape] of pulumi.types) {
    const [words, names] = [wordsOf(typeByRule(token)), essences(shape)];
    for (const { type, words: others, names: theirs } of wanted) {
      const score = 2 * likeness(names, theirs) + likeness(words, others);
      if (score > ALIKE) pairs.push({ token, type, score });
    }
  }
  pairs.sort((a, b) => b.score - a.score || (a.token + a.type < b.token + b.type ? -1 : 1));
  const taken = new Set();
  for (const { token, type } of pairs) {
    if (found.has(token) || taken.has(type)) continue;
    found.set(token, type);
    taken.add(type);
  }
  // A type may have several tokens, of which some are no longer used; what is merely alike is another type, newer than its package.
  const byShape = new Map([...found].map(([token, type]) => [pulumi.types.get(token), type]));
  for (const [token, shape] of pulumi.types) {
    const type = byShape.get(shape);
    if (type !== undefined && !found.has(token)) found.set(token, type);
  }
  for (const { token, type, score } of pairs) if (!found.has(token) && score > SAME) found.set(token, type);
  return found;
}

/** @typedef {{ path: string, name: string, is: string }} Named a property: its path in the resource, its name, its name in Terraform */

/**
 * @param {Sdk} pulumi
 * @param {Shape} shape
 * @param {Sdk} terraform
 * @param {Shape} theirs
 * @param {string} path
 * @param {readonly string[]} above shapes that this one is within
 * @returns {Named[]}
 */
function namesOf(pulumi, shape, terraform, theirs, path, above) {
  /** @type {Map<string, string[]>} */
  const by = new Map();
  for (const theirName of theirs.keys()) by.set(essence(theirName), [...(by.get(essence(theirName)) ?? []), theirName]);
  return [...shape].flatMap(([name, property]) => {
    const alike = by.get(essence(name)) ?? [];
    const is = theirs.has(snake(name)) ? snake(name) : alike.length === 1 ? alike[0] : undefined;
    if (is === undefined) return [];
    const own = { path: path + name, name, is: property.map ? `${is}{}` : is };
    const [inner, other] = [property.shape ?? "", theirs.get(is)?.shape ?? ""];
    const [within, beside] = [pulumi.shapes.get(inner), terraform.shapes.get(other)];
    if (within === undefined || beside === undefined || above.includes(inner)) return [own];
    return [own, ...namesOf(pulumi, within, terraform, beside, `${path}${name}.`, [...above, inner])];
  });
}

/** @param {ReadonlyMap<string, number>} counts */
const commonest = (counts) => [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0];

/** @template T @param {Record<string, T>} object @returns {Record<string, T>} */
const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * @param {string[]} modules folders `node_modules` in which the packages are, each in one of them
 * @returns {string} the table, one line an entry
 */
export function table(modules) {
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
  "own": {\n${lines(own)}\n  }
}\n`;
}

const [, , ...modules] = argv;
if (modules.length === 0) throw new Error("usage: node scripts/pulumi-names.mjs NODE_MODULES…");
stdout.write(table(modules));
