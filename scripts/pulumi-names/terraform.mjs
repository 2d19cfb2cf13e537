// The resource types of @cdktf/provider-aws, as its generated code tells them.
import { join } from "node:path";

import { filesBelow, textOf } from "./sdk.mjs";

/** @typedef {import("./sdk.mjs").Shape} Shape */
/** @typedef {import("./sdk.mjs").Sdk} Sdk */

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
export function readTerraform(folder) {
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
