import type { Graph } from "../model/graph";
import { at, boolean, given, string, type Leaf, type Value } from "../model/value";

import { earlierOf, graphBefore } from "./graph-before";
import { layersOf, type Layers } from "./launch-template";

/** A script that a machine is handed at its first boot, and whether it is written in base64. */
export interface UserData {
  readonly at: Value;
  readonly encoded: boolean;
}

/** What is compressed stays as it is: cloud-init unpacks it. */
function decoded(text: string): string {
  const bytes = Buffer.from(text, "base64");
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? text : bytes.toString("utf8");
}

/** A script with words in it that are not known is still a script. */
function partlyKnown(value: Value): Leaf<string> {
  const text = string(value);
  const partly = text.is === "unknown" ? value.resource.partly?.(value.path) : undefined;
  return partly === undefined ? text : { is: "known", value: partly };
}

export function textOf({ at: value, encoded }: UserData): Leaf<string> {
  const text = partlyKnown(value);
  return text.is === "known" && encoded ? { is: "known", value: decoded(text.value) } : text;
}

/** A template's user data is base64; an instance's is plain, or base64 in an argument of its own. */
export function userDataOf({ own, template }: Layers): UserData | null {
  const encoded = given(at(own.values, "user_data_base64"));
  const plain = given(at(own.values, "user_data"));
  const inTemplate = template === null ? null : given(at(template.values, "user_data"));
  if (encoded !== null) return { at: encoded, encoded: true };
  if (plain !== null) return { at: plain, encoded: false };
  return inTemplate === null ? null : { at: inTemplate, encoded: true };
}

/** Whether both are known to say the same. */
export function isSame(one: UserData | null, other: UserData | null): boolean {
  if (one === null || other === null) return one === other;
  const [now, was] = [textOf(one), textOf(other)];
  return now.is === "known" && was.is === "known" && now.value === was.value;
}

/**
 * The user data that an instance was made with, where others take their place and it stays: AWS stops it and starts it again, and
 * cloud-init runs what it runs once for each instance. Undefined: they are as they were, or it is made anew.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 * https://cloudinit.readthedocs.io/en/latest/explanation/boot.html#first-boot-determination
 */
export function changedInPlace(graph: Graph, layers: Layers): { readonly from: UserData | null } | undefined {
  const { own } = layers;
  const replaces = boolean(at(own.values, "user_data_replace_on_change"));
  if (replaces.is === "known" && replaces.value) return undefined;
  const before = graphBefore(graph);
  const was = before === null ? undefined : earlierOf(before, own);
  if (before === null || was === undefined) return undefined;
  const from = userDataOf(layersOf(before, was));
  if (isSame(userDataOf(layers), from)) return undefined;
  return { from: from?.at.resource === was ? { ...from, at: { ...from.at, resource: own } } : from };
}
