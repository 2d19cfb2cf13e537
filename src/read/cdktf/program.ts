import { UnreadableInput } from "../../model/plan";
import type { Form, Input } from "../form";
import type { JsonObject } from "../json";
import { note } from "../note";
import { programOf, type Block, type Program } from "./blocks";
import { connectedWith, programRead } from "./connected";
import { evaluated, type Evaluated } from "./instances";
import { metadataOf } from "./metadata";
import { SynthResource } from "./resource";

/** Each program with what its names stand for; what one reads of another's state is what the other's outputs are. */
function evaluatedTogether(programs: readonly Program[]): readonly (readonly [Program, Evaluated])[] {
  const nesting = { depth: 0, steps: 0 };
  const each = new Map<Program, Evaluated>();
  const stateOf = (block: Block): Evaluated | undefined => {
    const read = programRead(block, programs);
    return read === undefined ? undefined : each.get(read);
  };
  for (const program of programs) each.set(program, evaluated(program, stateOf, nesting));
  return [...each];
}

/** What is wrong with another file is told where that one is read. */
function programIfReadable({ path, json }: Input): readonly Program[] {
  try {
    return [programOf(path, json)];
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    return [];
  }
}

/**
 * @param beside other files of this form: where one reads the state of another, each knows the other's resources
 * @throws UnreadableInput
 */
export function read(path: string, json: JsonObject, beside: readonly Input[]): ReturnType<Form["read"]> {
  const program = programOf(path, json);
  const others = connectedWith(program, beside.flatMap(programIfReadable));
  const ofSameApp = new Set(beside.filter((file) => file.ofSameApp).map((file) => file.path));
  const made = new Map<Block, SynthResource[]>();
  const resources = evaluatedTogether([program, ...others]).flatMap(([{ path: from }, { instances }]) =>
    instances().map((instance) => {
      const resource = new SynthResource(instance, made, from === path ? null : from, ofSameApp.has(from));
      made.set(instance.block, [...(made.get(instance.block) ?? []), resource]);
      return resource;
    }),
  );
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
