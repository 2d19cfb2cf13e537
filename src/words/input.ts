import { plural } from "./report";

/** How to get the file that quadzero reads. */
const SHOW = "terraform show -json plan.tfplan > plan.json";
const RUN = `run: ${SHOW} (or: tofu show -json …)`;
const PLAN_AND_SHOW = `run: terraform plan -out=plan.tfplan && ${SHOW} (or: tofu …)`;

/** What writes the forms of Pulumi. */
export const COMMANDS = {
  preview: "pulumi preview --json --show-sames > preview.json",
  state: "pulumi stack export > state.json",
} as const;

/** A place in a text; both count from 1, columns in UTF-16 units. */
export interface At {
  readonly line: number;
  readonly column: number;
}

const at = ({ line, column }: At): string => `line ${String(line)}, column ${String(column)}`;

const list = (names: readonly string[]): string => names.join(", ");

/** Why an input cannot be read, and what would be right, by code. None of these shows a value of the input. */
export const INPUT_ERRORS = {
  "empty-file": () => `the file is empty, as a command that fails leaves it; ${RUN}, or: ${COMMANDS.preview}`,
  "too-large": (limit: string) => `the file is larger than ${limit}, which is more than can be read; plan fewer resources at a time`,
  "binary-plan": () => `this is a binary plan file; ${RUN}`,
  archive: (kind: string) => `this is a ${kind} archive, not a plan; unpack it, and give the JSON that is in it`,
  "not-text": () => `this is not text, and a plan in JSON is wanted; ${RUN}`,
  configuration: () => `this is Terraform source, not a plan: what it opens shows only when it is planned; ${PLAN_AND_SHOW}`,
  "human-plan": () => `this is the text that people read of a plan, without its values; ${PLAN_AND_SHOW}`,
  "plan-stream": () => `this is what plan -json prints, progress without the planned values; ${PLAN_AND_SHOW}`,
  truncated: (place: At) => `the JSON stops in the middle, at ${at(place)}: the file was not written to its end; write it again`,
  "invalid-json": (place: At) => `this is not valid JSON, at ${at(place)}; write the file again: ${SHOW}`,
  "not-json": () => `this is not JSON; ${RUN}, or: ${COMMANDS.preview}`,
  "several-objects": (kinds: readonly string[]) =>
    `there are ${String(kinds.length)} JSON objects in this file (${list([...new Set(kinds)])}); give one plan in each file`,
  array: () => `this is a JSON list, and a plan is an object; give one plan in each file`,
  "no-object": (kind: string) => `this is JSON, but only ${kind}, and a plan is an object; ${RUN}`,
  "wrong-json": (kind: string, right: string | null, forms: readonly string[]) =>
    `this is ${kind}, not a plan; ${right ?? `wanted: ${list(forms)}`}`,
  "unknown-json": (members: readonly string[], kinds: readonly string[]) =>
    `this JSON is not a form that quadzero reads (${members.length === 0 ? "an empty object" : `its members: ${list(members)}`}); wanted: ${list(kinds)}`,
  "newer-format": (version: string, known: string) =>
    `the plan has format ${version}, and this quadzero reads formats up to ${known}.x; update quadzero`,
  "old-state": () =>
    "this state was written by Terraform 0.11 or earlier; run terraform apply -refresh-only with a newer one, and give what it writes",
  malformed: (where: string, wanted: string, command: string = SHOW) =>
    `${where} should be ${wanted}, as ${command.replace(/ > .*/, "").replace(" plan.tfplan", "")} writes it; write the file again: ${command}`,
  "omitted-steps": (count: number) =>
    `this preview leaves out ${plural(count, "resource that does not change", "resources that do not change")}, and what is open may rest on ${count === 1 ? "it" : "them"}; run: ${COMMANDS.preview}`,
  "engine-events": () =>
    `these are engine events, which do not tell what a value is made of; unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW, and run: ${COMMANDS.preview}`,
  "newer-state": (version: string, known: string) =>
    `the state has format ${version}, and this quadzero reads formats up to ${known}; update quadzero`,
  "older-state": (version: string) =>
    `the state has format ${version}, of a Pulumi before 1.0; write it with a newer one: ${COMMANDS.state}`,
  "malformed-synth": (where: string, wanted: string) =>
    `${where} should be ${wanted}, as cdktf synth writes it; run it again: cdktf synth (or: cdktn synth)`,
} as const satisfies Readonly<Record<string, (...facts: never[]) => string>>;

export type InputError = keyof typeof INPUT_ERRORS;

/** What other JSON files are, and what would be right instead; null: nothing of it can be read. */
export const OTHER_JSON = {
  "newer-shown": ["what a Terraform or OpenTofu prints that is newer than this quadzero", "update quadzero"],
  state: ["a Terraform state with nothing in it", PLAN_AND_SHOW],
  "old-state": ["a Terraform state file of an old version", PLAN_AND_SHOW],
  configuration: ["Terraform configuration in JSON", PLAN_AND_SHOW],
  encrypted: ["an encrypted OpenTofu file", "run, with its key at hand: tofu show -json plan.tfplan > plan.json"],
  "cdktf-manifest": ["the manifest of what CDKTF writes", "give its folder: quadzero check cdktf.out"],
  validation: ["what terraform validate prints", PLAN_AND_SHOW],
  schemas: ["a listing of provider schemas", PLAN_AND_SHOW],
  "pulumi-plan": ["what pulumi preview --save-plan writes", `it holds differences to a state alone; run: ${COMMANDS.preview}`],
  cloudformation: ["a CloudFormation template", null],
  kubernetes: ["a Kubernetes manifest", null],
  "package-json": ["a package.json", RUN],
  "package-lock": ["a package-lock.json", RUN],
  sarif: ["a SARIF report", RUN],
} as const satisfies Readonly<Record<string, readonly [kind: string, right: string | null]>>;

export type OtherJson = keyof typeof OTHER_JSON;

/** What a reader has to say of an input that it did read. */
export const READ_NOTES = {
  "around-json": () => "there was text around the plan in this file; it was skipped",
  state: () => "this is a state: it tells what there is, and not what a deployment is about to change",
  "errored-plan": () => "planning stopped with an error: what it had not reached yet is missing here; mend the error and plan again",
  "incomplete-plan": () => "the plan is not complete (-target, or deferred changes): applying it does not bring about all that is written",
  "deferred-changes": (count: number) =>
    `${plural(count, "deferred change is", "deferred changes are")} no part of this deployment, and not judged`,
  "newer-minor-format": (version: string, known: string) =>
    `the plan has format ${version}, newer than ${known}: what it adds was not read`,
  "planned-only": (count: number) =>
    `${count === 1 ? "1 resource has" : `${String(count)} resources have`} planned values only, which tell what is unknown by leaving it out`,
  "errored-preview": () =>
    "the preview stopped with an error: what it had not reached yet is missing here; mend the error and preview again",
  "hidden-values": (count: number) =>
    `${plural(count, "resource holds secrets", "resources hold secrets")}, which a preview does not show; they count as unknown (the policy pack sees them)`,
  "encrypted-values": (count: number) =>
    `${plural(count, "resource holds secrets", "resources hold secrets")} that only the stack's key can read; they count as unknown (pulumi stack export --show-secrets writes them in the clear)`,
  "pending-operations": (count: number) =>
    `${plural(count, "operation was", "operations were")} cut off, with an outcome that is not in this state; run: pulumi refresh`,
  "lone-file": () =>
    "this is one file of a program in Terraform's JSON syntax: what the other files of its folder say was not read; a plan has all of it",
  "unseen-module": (name: string, source: string | null) =>
    `module.${name}${source === null ? "" : ` (${source})`} is not in this file: what it makes was not judged, and its outputs are not known; a plan has both`,
  forgotten: (address: string) => `${address} is forgotten, not destroyed: it goes on running, and was not judged`,
} as const satisfies Readonly<Record<string, (...facts: never[]) => string>>;
