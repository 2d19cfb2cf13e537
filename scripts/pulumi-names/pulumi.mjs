// The types of @pulumi/aws, as its declarations tell them.
import { join } from "node:path";

import { filesBelow, textOf } from "./sdk.mjs";

/** @typedef {import("./sdk.mjs").Property} Property */
/** @typedef {import("./sdk.mjs").Shape} Shape */
/** @typedef {import("./sdk.mjs").Sdk} Sdk */

/**
 * @param {string} type as TypeScript writes it
 * @returns {Property}
 */
function propertyOf(type) {
  const bare = type.replace(/pulumi\.(?:Input|Output)</g, "").trim();
  return { map: /^(?:Record<|\{\s*\[key: string\])/.test(bare), shape: /^(?:inputs|outputs)\.([\w.]+)/.exec(bare)?.[1] ?? null };
}

/**
 * What may be left out and yet is never undefined is computed.
 * https://github.com/pulumi/pulumi-terraform-bridge/blob/master/pkg/tfgen/generate.go, `isOptional`
 * @param {Property} property an argument
 * @param {boolean} optional as an argument
 * @param {Property | undefined} output the same of what is made
 * @returns {Property}
 */
const argument = (property, optional, output) => ({ ...property, kept: optional && output !== undefined && output.optional !== true });

const withoutComments = (/** @type {string} */ text) => text.replace(/\/\*\*[\s\S]*?\*\//g, "");

/**
 * The interfaces of `types/output.d.ts`, then those of `types/input.d.ts`, by `ec2.SecurityGroupIngress`.
 * @param {string} path
 * @param {Map<string, Shape>} shapes
 */
function readShapes(path, shapes) {
  const ofArguments = path.endsWith("input.d.ts");
  /** @type {string[]} */
  const scope = [];
  /** @type {Shape | null} */
  let shape = null;
  let within = false;
  for (const line of withoutComments(textOf(path)).split("\n")) {
    const text = line.trim();
    const begins = /^(?:export )?(?:declare )?(namespace|interface) (\w+)/.exec(text);
    const member = /^(\w+)(\??): (.*)$/.exec(text);
    if (begins !== null) {
      scope.push(begins[2] ?? "");
      const name = scope.join(".");
      if (begins[1] === "interface") shapes.set(name, (shape = shapes.get(name) ?? new Map()));
    } else if (within) within = !text.startsWith("}");
    else if (member !== null && shape !== null) {
      const [, name = "", mark, type = ""] = member;
      const optional = mark === "?";
      within = type.endsWith("{");
      // A map's type spans several lines: `{` and then `[key: string]: …`.
      const property = within ? { map: true, shape: null } : propertyOf(type);
      shape.set(name, ofArguments ? argument(property, optional, shape.get(name)) : { ...property, optional });
    } else if (text === "}") {
      scope.pop();
      shape = null;
    }
  }
}

/**
 * The resource classes of a Pulumi SDK, by token, under their earlier tokens too.
 * @param {string} folder
 * @returns {Sdk}
 */
export function readPulumi(folder) {
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
      shape.set(name, { ...propertyOf(type), optional: type.endsWith("| undefined>") });
    const args = /export interface \w+Args \{([\s\S]*?)^\}/m.exec(declared)?.[1] ?? "";
    for (const [, name = "", mark, type = ""] of args.matchAll(/^ {4}(\w+)(\??): ([\s\S]*?);$/gm))
      shape.set(name, argument(propertyOf(type), mark === "?", shape.get(name)));
    const earlier = [...(/aliasOpts = \{ aliases: \[(.*?)\] \}/.exec(code)?.[1]?.matchAll(/type: "([^"]+)"/g) ?? [])].map(
      (found) => found[1] ?? "",
    );
    for (const name of [token, ...earlier]) sdk.types.set(name, shape);
  }
  return sdk;
}
