import { at, isUnknown, type Json, type Value } from "./value";

/** Lines and columns count from 1; columns in UTF-16 units. */
export interface Location {
  readonly uri: string;
  readonly line: number;
  readonly column: number | null;
}

/**
 * A resource about to be deployed, or a data source that was read; in Terraform's names, whichever reader brought it.
 * One for each instance: `aws_subnet.public[0]` and `aws_subnet.public[1]` are two.
 */
export interface Resource {
  /** The host's own spelling: a Terraform address or a Pulumi URN. Unique in its plan. */
  readonly address: string;
  /** `aws_security_group`, without `data.`. */
  readonly type: string;
  readonly name: string;
  readonly mode: "managed" | "data";
  /** The module instance that it lives in: `module.net["a"]`; empty for the root. */
  readonly module: string;
  readonly values: Value;
  readonly location: Location | null;
  /**
   * The input that tells of it, where it belongs to another stack: then its address here is `INPUT#ADDRESS`. It is known, it serves as
   * evidence, and it is not judged. Absent: it is of this stack.
   */
  readonly from?: string;
  /** Of another stack: all stacks of the program that it and this one belong to are known, so that nothing of it lives in a third. */
  readonly isWhole?: true;
  /** Where it may not be there at all: what says how many there are, and what that refers to. What else it says holds if it is there. */
  readonly perhaps?: { readonly attribute: string; readonly dependsOn: readonly string[] };
  /** Which configuration of its provider makes it, as its host names that. Absent: its input does not tell. */
  readonly provider?: string;
  /** Addresses that it had before: of a `moved` block, of an alias. Absent: none that anybody tells of. */
  readonly previous?: readonly string[];
  /**
   * Whether the author wrote an argument. An omitted one means the provider's default; followed through variables (a module's
   * null-default variable that nobody gives is omitted); what a dynamic block makes cannot be told. "no or late": it is omitted, unless
   * it is a text that a function gives in the deployment (`timestamp()`).
   * @param path in the resource, `network_configuration[0].subnets`
   */
  readonly written: (path: string) => "yes" | "no" | "no or late" | "cannot tell";
  /** What an argument refers to. Asked for unknown values, whose literals and conditions no plan holds. */
  readonly references: (path: string) => References;
  /** Where the trail of an argument is lost: what it may go on to. Absent: its host loses none. */
  readonly nearby?: (path: string) => Nearby;
  /** A text of which words are not known, with HOLE in their places; undefined where not even that is known. Absent: its host tells none. */
  readonly partly?: (path: string) => string | undefined;
  /** An attribute as the host's programs spell it: `ingress[0].cidrBlocks[1]`. Absent where that is Terraform's own way. */
  readonly spelled?: (path: string) => string;
  /** Whether its input writes something else in the place of a secret. Absent: its host tells none apart. */
  readonly hidesSecrets?: boolean;
}

/** What its own stack calls a resource. */
export const ownAddress = ({ address, from }: Pick<Resource, "address" | "from">): string =>
  from === undefined ? address : address.slice(from.length + 1);

/**
 * What a reader calls a resource: as its own stack does, with the input that tells of another stack in brackets.
 * @param beside one with which that input is told already
 */
export const called = (resource: Pick<Resource, "address" | "from">, beside?: Pick<Resource, "from"> | null): string =>
  resource.from === undefined || resource.from === beside?.from ? ownAddress(resource) : `${ownAddress(resource)} (${resource.from})`;

/** Names that a provider keeps for the same thing. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb */
const SAME: Readonly<Record<string, string>> = {
  aws_alb: "aws_lb",
  aws_alb_listener: "aws_lb_listener",
  aws_alb_listener_rule: "aws_lb_listener_rule",
  aws_alb_target_group: "aws_lb_target_group",
  aws_alb_target_group_attachment: "aws_lb_target_group_attachment",
};

/** The one name of what a type of resource is. */
export const kindOf = ({ type }: Pick<Resource, "type">): string => (Object.hasOwn(SAME, type) ? (SAME[type] ?? type) : type);

export interface Reference {
  readonly resource: Resource;
  /** Which attribute of it: `id`, `default_security_group_id`, `vpc_config.cluster_security_group_id`; empty where the whole resource is meant (`aws_subnet.public[*].id`). */
  readonly attribute: string;
  /**
   * Of several instances: "this" is the one with the key of the resource at hand, and the expression picks by `count.index` or
   * `each.key`; "other" are those beside it. "one": `each.value` is one of several that `for_each` gives. A plan drops the index itself. https://github.com/hashicorp/terraform/issues/28860
   */
  readonly pick: "all" | "this" | "other" | "one";
  /** Of an object or a list of which a part is meant, the references are of all parts: to which this end belongs. Ends with another are for another part. */
  readonly part?: string;
  /** True: the host tells of the resource alone, and more than this attribute could be meant. */
  readonly guessed?: true;
}

/** References are no values: they give candidates. https://github.com/hashicorp/terraform/issues/28860 */
export interface References {
  /** Every resource instance that the expression names, through variables, outputs and locals as far as the plan tells. */
  readonly ends: readonly Reference[];
  /** As written where it can be shown: `aws_eip.office.public_ip`, `var.office`, `local.groups`. Sorted. */
  readonly names: readonly string[];
  /** True: every reference ends at a resource (`count.index` and `each.key` aside). False: one ends at a local, a dynamic block, a variable … */
  readonly traced: boolean;
  /**
   * Why of several ends one may be meant: a condition or an index is among them, or they are those of several blocks. Absent: nothing
   * that the host shows says so.
   */
  readonly chosen?: "by a condition" | "by a block";
  /** True: what the program says is these references and nothing else; no literal, condition or filter is hidden. */
  readonly exact?: boolean;
  /**
   * Of an attribute that is written as blocks (`ingress`, `route`) a plan has one list of references for all of them: so many blocks
   * share this one, and an end that does not fit an argument belongs to another. 0: the list is the argument's own.
   */
  readonly blocks: number;
  /**
   * Where a host tells of a part of the resource as a whole, of which the argument is a part: how many unknown values the argument
   * holds (null: it is unknown itself), how many values elsewhere in that part may be what an end that does not fit is for, whether
   * some of them are of an argument of the same name, and how many ends nobody knows.
   */
  readonly shared?: { readonly here: number | null; readonly elsewhere: number; readonly alike: boolean; readonly unseen: number };
}

/** What brings things to where a trail is lost: blocks of that module, its inputs, outputs of modules that it calls. */
export interface NearbySource {
  readonly from: "block" | "input" | "output";
  /** Of the input or output. */
  readonly name: string;
  readonly ends: readonly Reference[];
  /** True: each of its own references ends at a resource. */
  readonly traced: boolean;
  /** True: where it is lost, locals are called like texts. */
  readonly texts: boolean;
  /** True: some of the ends may be meant and others not. */
  readonly chosen: boolean;
  /**
   * What is seen of where an input goes. "elsewhere": to arguments of other names as a whole, "in part": parts of it to such, "by a
   * group": to a security group and its rules alone. "no": to this argument, or nothing is seen: a plan has no locals.
   */
  readonly taken: "no" | "elsewhere" | "in part" | "by a group";
  /** Constants that it may hold besides. */
  readonly constants: readonly Json[];
  /** What brings things to where its own trail is lost. The same source is the same object by whichever way: it may lead back to itself. */
  readonly further: () => readonly NearbySource[];
}

export interface Nearby {
  readonly sources: readonly NearbySource[];
  /** True: a module as a whole is referred to, and an output is meant that is not named. */
  readonly unnamed: boolean;
}

export const NO_REFERENCES: References = { ends: [], names: [], traced: true, blocks: 0 };

/** Whether another stack holds it. */
export const ofAnotherStack = ({ from }: Pick<Resource, "from">): boolean => from !== undefined;

/** Whether a stack that nobody has shown may hold parts of it, as the rules of a group. */
export const isLent = ({ from, isWhole }: Pick<Resource, "from" | "isWhole">): boolean => from !== undefined && isWhole !== true;

/** A data source that looks up in the deployment what may be made in it. */
export const isYetToBeRead = ({ mode, values }: Resource): boolean => mode === "data" && isUnknown(at(values, "id"));

/** Whether this deployment makes it: of what stands, the id is known. */
export const isYetToBeMade = (resource: Resource): boolean =>
  resource.mode === "managed" && !ofAnotherStack(resource) && isUnknown(at(resource.values, "id"));
