/**
 * What is asked of a construct: `cdktf` and `cdktn` have it alike, each from its own copy of `constructs`.
 * https://github.com/aws/constructs/blob/10.x/API.md
 */
export interface Construct {
  readonly node: {
    readonly path: string;
    readonly root: Construct;
    findAll(): readonly Construct[];
    addValidation(validation: { validate(): string[] }): void;
    addMetadata(type: string, data: unknown, options?: { readonly stackTrace?: boolean }): void;
  };
}

/** https://developer.hashicorp.com/terraform/cdktf/api-reference/typescript#terraformstack */
export interface Stack extends Construct {
  toTerraform(): unknown;
}

// Both libraries mark their classes with the same symbols, so that copies of a library know each other's objects.
const APP = Symbol.for("cdktf/App");
const STACK = Symbol.for("cdktf/TerraformStack");

/** The key that both libraries collect warnings by, as `Annotations.of(construct).addWarning` adds them. */
const WARNING = "@cdktf/warn";

/** A program in JavaScript may give anything. */
const isObject = (given: unknown): given is object => typeof given === "object" && given !== null;

export const isApp = (construct: Construct): boolean => isObject(construct) && APP in construct;
export const isStack = (construct: Construct): construct is Stack =>
  isObject(construct) && STACK in construct && "toTerraform" in construct;

export const stacksOf = (scope: Construct): readonly Stack[] => scope.node.findAll().filter(isStack);

/** The CLI of either library shows it when it synthesises. */
export const warn = (construct: Construct, message: string): void => {
  construct.node.addMetadata(WARNING, message, { stackTrace: false });
};
