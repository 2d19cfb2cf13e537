/** An expression of the Terraform language. https://developer.hashicorp.com/terraform/language/expressions */
export type Expression =
  | { readonly is: "literal"; readonly value: null | boolean | number | string }
  /** A text of several parts. */
  | { readonly is: "template"; readonly parts: readonly Expression[] }
  /** `var`, `aws_vpc`, or the name that `for` gives. */
  | { readonly is: "name"; readonly name: string }
  | { readonly is: "part"; readonly of: Expression; readonly key: Expression }
  /** `of[*].id`: `each` is said of every element, which stands in it as the name "*". */
  | { readonly is: "splat"; readonly of: Expression; readonly each: Expression }
  /** `last(…)`: the last argument is spread. */
  | { readonly is: "call"; readonly name: string; readonly given: readonly Expression[]; readonly spread: boolean }
  | { readonly is: "list"; readonly items: readonly Expression[] }
  | { readonly is: "object"; readonly members: readonly (readonly [Expression, Expression])[] }
  | For
  | { readonly is: "conditional"; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly is: "operation"; readonly operator: string; readonly operands: readonly Expression[] };

/** `[for key, value in of : result if condition]`, or with braces and `name => result`. */
export interface For {
  readonly is: "for";
  readonly key: string | null;
  readonly value: string;
  readonly of: Expression;
  /** Null: it makes a list. */
  readonly name: Expression | null;
  readonly result: Expression;
  readonly condition: Expression | null;
  /** `...`: results of one name are gathered. */
  readonly grouped: boolean;
}
