import type { ReadNote } from "../../model/plan";
import type { Mask } from "../../model/value";

import type { Form } from "../form";
import { isObject } from "../json";
import { note } from "../note";
import { unreadable } from "../unreadable";
import { keyText } from "./address";
import { resourcesOf } from "./changes";
import { formatNotes } from "./format-version";
import { STATE, TerraformResource, type Facts } from "./resource";
import { isAbsent, listOf, malformed, member, objectOf, optionalText, textOf, whole, type Piece } from "./shape";

/** What there is, said once: a state tells of no deployment. */
const JUDGED = note("note", "state");

const planOf = (path: string, facts: readonly Facts[], notes: readonly ReadNote[]): ReturnType<Form["read"]> => [
  {
    kind: "terraform-state",
    path,
    stack: null,
    resources: facts.map((fact) => new TerraformResource(fact, STATE)),
    before: null,
    notes: [...notes, JUDGED],
  },
];

/** `terraform show -json` without a file, or of a state file. https://developer.hashicorp.com/terraform/internals/json-format#state-representation */
export const shownState: Form = {
  kind: "terraform-state",
  name: "a Terraform or OpenTofu state",
  detects: (json) => "format_version" in json && isObject(json["values"]),
  read: (path, json) => {
    const state = whole(path, json);
    return planOf(path, resourcesOf(member(state, "values")), formatNotes(state));
  },
};

/** Marks what a list of paths names; of each path the first step, which is wide enough. */
function marked(piece: Piece): Mask {
  const paths = listOf(piece).map((path) => listOf(path)[0]);
  const names = paths.flatMap((step) => {
    const name = step === undefined ? undefined : member(step, "value").json;
    return typeof name === "string" ? [[name, true] as const] : [];
  });
  return names.length < paths.length ? true : Object.fromEntries(names);
}

/** The objects of a resource in a state file, but for deposed ones, which are on their way out. */
function instancesOf(entry: Piece): readonly Facts[] {
  objectOf(entry);
  const mode = textOf(member(entry, "mode"));
  const type = textOf(member(entry, "type"));
  const name = textOf(member(entry, "name"));
  const module = optionalText(member(entry, "module")) ?? "";
  const provider = optionalText(member(entry, "provider"));
  if (mode !== "managed" && mode !== "data") return [];
  return listOf(member(entry, "instances")).flatMap((instance) => {
    objectOf(instance);
    if (optionalText(member(instance, "deposed")) !== null) return [];
    const key = member(instance, "index_key");
    if (!isAbsent(key.json) && typeof key.json !== "string" && typeof key.json !== "number") throw malformed(key, "a number or a text");
    const attributes = member(instance, "attributes");
    if (isAbsent(attributes.json) && !isAbsent(member(instance, "attributes_flat").json)) throw unreadable(entry.file, "old-state");
    const parts = [module, mode === "data" ? "data" : "", type, `${name}${keyText(key.json ?? null)}`];
    return {
      who: { address: parts.filter((part) => part !== "").join("."), type, name, mode, module },
      ...(provider === null ? {} : { provider }),
      raw: objectOf(attributes),
      unknown: undefined,
      sensitive: marked(member(instance, "sensitive_attributes")),
    };
  });
}

/** A state file of version 4: Terraform 0.12 and later, every OpenTofu. https://developer.hashicorp.com/terraform/language/state */
export const stateFile: Form = {
  kind: "terraform-state",
  name: "a Terraform or OpenTofu state file",
  detects: (json) => "lineage" in json && "serial" in json && json["version"] === 4,
  read: (path, json) => {
    const resources = member(whole(path, json), "resources");
    if (isAbsent(resources.json)) throw malformed(resources, "a list");
    return planOf(path, listOf(resources).flatMap(instancesOf), []);
  },
};
