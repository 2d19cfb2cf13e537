import fc, { type Arbitrary } from "fast-check";

/** The part of JSON Schema that our schemas use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** Texts as plans hold them, and as nobody should write them. */
const text = fc.oneof(
  fc.constantFrom(
    "",
    "aws_instance.web",
    "0.0.0.0/0",
    "::",
    "127.0.0.1",
    "2026-11-25",
    'module.a["x"].aws_subnet.public[0]',
    "no-account-block",
  ),
  fc.lorem({ maxCount: 30 }),
  fc.string({ unit: "binary", maxLength: 40 }),
);

/** What no line breaks within. Made without spaces, so that a line that is too wide can be told from one that has to be. */
const WHOLE: readonly string[] = ["address", "path", "stack"];
const whole = (values: Arbitrary<unknown>): Arbitrary<unknown> =>
  values.map((value) => (typeof value === "string" ? value.replace(/\s+/g, "_") : value));

/** Any value that a schema admits. */
export function arbitraryOf(schema: Schema, root: Schema = schema): Arbitrary<unknown> {
  const definition = schema.$ref === undefined ? undefined : root.definitions?.[schema.$ref.replace("#/definitions/", "")];
  if (definition !== undefined) return arbitraryOf(definition, root);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => arbitraryOf(one, root)));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type: string) => arbitraryOf({ ...schema, type }, root)));
  switch (schema.type) {
    case "object":
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, member]) => [
            name,
            WHOLE.includes(name) ? whole(arbitraryOf(member, root)) : arbitraryOf(member, root),
          ]),
        ),
      );
    case "array":
      return fc.array(arbitraryOf(schema.items ?? {}, root), { minLength: schema.minItems ?? 0, maxLength: schema.maxItems ?? 4 });
    case "string":
      return text;
    case "number":
      return fc.nat({ max: 65_535 });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      throw new Error(`no arbitrary for ${JSON.stringify(schema)}`);
  }
}
