// What is what: the tokens and properties of the one SDK as types and attributes of the other.
/** @typedef {import("./sdk.mjs").Shape} Shape */
/** @typedef {import("./sdk.mjs").Sdk} Sdk */

/** @param {string} name `cidrBlocks` → `cidr_blocks` */
export const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

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

/** @param {string} token `aws:ec2/securityGroup:SecurityGroup` → `aws_ec2_security_group` */
export function typeByRule(token) {
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
export function typesOf(pulumi, terraform) {
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
export function namesOf(pulumi, shape, terraform, theirs, path, above) {
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

/**
 * The paths of arguments that the provider chooses where they are left out, those within lists and blocks too.
 * @param {Sdk} pulumi
 * @param {Shape} shape
 * @param {string} path
 * @param {readonly string[]} above shapes that this one is within
 * @returns {string[]}
 */
export function keptOf(pulumi, shape, path, above) {
  return [...shape].flatMap(([name, { kept, shape: inner }]) => {
    const own = kept === true ? [path + name] : [];
    const within = pulumi.shapes.get(inner ?? "");
    if (inner === null || within === undefined || above.includes(inner)) return own;
    return [...own, ...keptOf(pulumi, within, `${path}${name}.`, [...above, inner])];
  });
}
