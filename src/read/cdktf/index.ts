import type { ReadNote } from "../../model/plan";
import { READ_NOTES } from "../../words/input";

import type { Form } from "../form";
import { isObject, type JsonObject } from "../json";
import { metadataOf, programOf } from "./blocks";
import { instancesOf } from "./instances";
import { SynthResource } from "./resource";

const note = (level: ReadNote["level"], code: keyof typeof READ_NOTES, message: string): ReadNote => ({
  level,
  code,
  message,
  resource: null,
});

function read(path: string, json: JsonObject): ReturnType<Form["read"]> {
  const program = programOf(path, json);
  const made = new Map<string, SynthResource[]>();
  const resources = instancesOf(program).map((instance) => {
    const resource = new SynthResource(instance, made);
    const { address } = instance.block;
    made.set(address, [...(made.get(address) ?? []), resource]);
    return resource;
  });
  const stack = metadataOf(json)["stackName"];
  const isSynth = typeof stack === "string";
  return [
    {
      kind: "cdktf-synth",
      path,
      stack: isSynth ? stack : null,
      resources,
      before: null,
      notes: [
        ...(isSynth ? [] : [note("warning", "lone-file", READ_NOTES["lone-file"]())]),
        ...program.modules.map(({ name, source }) => note("warning", "unseen-module", READ_NOTES["unseen-module"](name, source))),
      ],
    },
  ];
}

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
  read,
};
