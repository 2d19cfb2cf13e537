import { isYetToBeMade, type Resource } from "./resource";
import { isSensitive, type Value } from "./value";

/** Why a fact is open. `words.ts` has a sentence for each. */
export type UnknownReason =
  | "after-apply" // a value that is known after the deployment only
  | "hidden" // a secret that this input does not show
  | "outside-plan" // something that lives elsewhere, of which the plan has the id alone
  | "replaced" // the id of something that this deployment makes anew
  | "unreadable" // a value that is not what its place asks for
  | "not-seen" // a file, an image or a program that nobody showed
  | "not-modelled" // a resource that quadzero does not understand touches this
  | "account-setting"; // a setting of the account, which no plan shows

/** What a configuration may say that is not known, and by which name: a reference, the id of a subnet, of a machine image. */
export interface Sayable {
  readonly what: "networks" | "subnet" | "image";
  readonly name: string;
}

/** A value that would settle a finding. */
export interface Unknown {
  readonly resource: Resource;
  readonly attribute: string;
  /** What it refers to, as written; sorted. */
  readonly dependsOn: readonly string[];
  readonly why: UnknownReason;
  /** What exactly is not known, in words that may be shown; absent where the attribute says it. */
  readonly detail?: string | null;
  readonly sayable?: Sayable;
}

/** Of a list or a block, where anything in it is. */
const isHidden = (value: Value): boolean => value.resource.hidesSecrets === true && isSensitive(value);

/** An unknown value of a resource, with what it refers to. */
export function unknownAt(value: Value, why: UnknownReason = isHidden(value) ? "hidden" : "after-apply"): Unknown {
  const { names, ends } = value.resource.references(value.path);
  const replaced = why === "outside-plan" && ends.some(({ resource }) => isYetToBeMade(resource));
  return { resource: value.resource, attribute: value.path, dependsOn: names, why: replaced ? "replaced" : why };
}

/** What says whether a resource that may not be there is. */
export const whetherThere = (resource: Resource): readonly Unknown[] =>
  resource.perhaps === undefined ? [] : [{ resource, ...resource.perhaps, why: "after-apply" }];
