import type { Form } from "../form";
import type { JsonObject } from "../json";
import { note } from "../note";
import { programOf } from "./blocks";
import { instancesOf } from "./instances";
import { metadataOf } from "./metadata";
import { SynthResource } from "./resource";

/** @throws UnreadableInput */
export function read(path: string, json: JsonObject): ReturnType<Form["read"]> {
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
        ...(isSynth ? [] : [note("warning", "lone-file")]),
        ...program.modules.map(({ name, source }) => note("warning", "unseen-module", name, source)),
      ],
    },
  ];
}
