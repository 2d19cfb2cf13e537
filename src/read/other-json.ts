import { OTHER_JSON, type OtherJson } from "../words/input";

import { isObject, type JsonObject } from "./json";
import { KNOWN_FORMAT } from "./terraform/format-version";

const has = (json: JsonObject, ...names: readonly string[]): boolean => names.every((name) => name in json);

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** `terraform show -json` without a file shows the state: all but empty where nothing has been applied yet. */
const isShown = (json: JsonObject): boolean =>
  has(json, "format_version") && (has(json, "values") || Object.keys(json).every((name) => /^(format|terraform)_version$/.test(name)));

const tells: Readonly<Record<OtherJson, (json: JsonObject) => boolean>> = {
  "newer-shown": (json) => isShown(json) && Number.parseInt(textOf(json["format_version"]), 10) > KNOWN_FORMAT[0],
  state: isShown,
  "old-state": (json) => has(json, "serial") && (has(json, "lineage") || has(json, "modules")),
  // https://opentofu.org/docs/language/state/encryption/
  encrypted: (json) => has(json, "encrypted_data"),
  "cdktf-manifest": (json) =>
    isObject(json["stacks"]) && Object.values(json["stacks"]).every((stack) => isObject(stack) && has(stack, "synthesizedStackPath")),
  validation: (json) => has(json, "valid", "diagnostics"),
  schemas: (json) => has(json, "provider_schemas"),
  // https://www.pulumi.com/docs/iac/concepts/update-plans/
  "pulumi-plan": (json) => has(json, "resourcePlans"),
  cloudformation: (json) => has(json, "AWSTemplateFormatVersion") || isObject(json["Resources"]),
  kubernetes: (json) => has(json, "apiVersion", "kind"),
  sarif: (json) => has(json, "runs", "version"),
  "package-lock": (json) => has(json, "lockfileVersion"),
  "package-json": (json) =>
    has(json, "name") && ["dependencies", "devDependencies", "scripts", "main", "exports"].some((name) => has(json, name)),
  configuration: (json) => ["resource", "module", "provider", "terraform", "locals"].some((name) => isObject(json[name])),
};

/** What a JSON object that no reader knows looks like; undefined where that cannot be told. */
export function otherJson(json: JsonObject): readonly [kind: string, right: string | null] | undefined {
  const kind = (Object.keys(tells) as OtherJson[]).find((name) => tells[name](json));
  return kind === undefined ? undefined : OTHER_JSON[kind];
}
