import type { Form } from "../form";
import { isObject } from "../json";
import { metadataOf } from "./metadata";

/** The top-level blocks of the Terraform language. https://developer.hashicorp.com/terraform/language/syntax/json#file-structure */
const BLOCKS = new Set([
  "//",
  "resource",
  "data",
  "ephemeral",
  "module",
  "provider",
  "terraform",
  "locals",
  "variable",
  "output",
  "moved",
  "import",
  "removed",
  "check",
]);
/** Of these one tells; `data` and `output` alone are members of many a JSON file. */
const TELLING = ["resource", "module", "provider", "terraform", "locals"];

/** `cdk.tf.json`, as `cdktf synth` and `cdktn synth` write it; and what else is written in Terraform's JSON syntax. */
export const cdktfSynth: Form = {
  kind: "cdktf-synth",
  name: "what cdktf synth or cdktn synth writes (cdk.tf.json)",
  detects: (json) => {
    if (typeof metadataOf(json)["stackName"] === "string") return true;
    return Object.keys(json).every((name) => BLOCKS.has(name)) && TELLING.some((name) => isObject(json[name]) || Array.isArray(json[name]));
  },
  // What evaluates expressions is loaded for this form alone.
  read: (path, json, beside) => (require("./program") as typeof import("./program")).read(path, json, beside()),
};
