import * as fc from "fast-check";

/** A piece of a program; `mark` says that here begins what is looked for under this name. */
export type Piece = string | { readonly mark: string };

const join = (...parts: readonly fc.Arbitrary<readonly Piece[]>[]): fc.Arbitrary<readonly Piece[]> =>
  fc.tuple(...parts).map((all) => all.flat());
const text = (...texts: readonly string[]): fc.Arbitrary<readonly Piece[]> => fc.constantFrom(...texts).map((each) => [each]);

/** What must not be taken for structure. */
const NOISE = [
  "{",
  "}",
  '\\"',
  "[",
  "]",
  "#",
  "//",
  "/*",
  "*/",
  "$${",
  "%%{",
  "$",
  "%%",
  "$$",
  "<<EOT",
  "=",
  "ä",
  "😀",
  " ",
  'resource \\"a\\" \\"b\\" {',
];

const gap = text("", " ", "\t", " /* } */ ", " /* a\n { */ ");
const lineEnd = text("\n", "\n\n", " # }\n", " // {\n", "\n  /* { */\n", '\n# resource "x" "y" {\n');

const { expression } = fc.letrec<{
  expression: readonly Piece[];
  quoted: readonly Piece[];
  template: readonly Piece[];
}>((tie) => ({
  template: join(text("${", "${~ ", "%{ if true }${"), tie("expression"), text("}")).map((pieces) =>
    pieces[0] === "%{ if true }${" ? [...pieces, "%{ endif }"] : pieces,
  ),
  quoted: join(
    text('"'),
    fc
      .array(fc.oneof({ weight: 4, arbitrary: text(...NOISE) }, { weight: 1, arbitrary: tie("template") }), { maxLength: 4 })
      .map((all) => guarded(all)),
    text('"'),
  ),
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text("1", "-2.5e3", "true", "null", "var.a", "var.a[0].b", "a.*.b", "local.x == 1 ? 2 : 3", "1 >= 2", "!x", "provider::aws::arn(1)"),
    tie("quoted"),
    join(text("["), gap, tie("expression"), text(",\n", " , "), tie("expression"), text("]", ",\n]", " # ]\n]")),
    join(
      text("{ a ", '{\n  "b" '),
      text("= ", ": "),
      tie("expression"),
      text(", ", "\n"),
      text("(var.k) = "),
      tie("expression"),
      text("}", "\n}", ",\n}"),
    ),
    join(text("f(", "jsonencode(", "toset(\n"), tie("expression"), text(")", "\n)", ", 1)", ",\n)")),
    join(text("[for x in "), tie("expression"), text(" : x if x != null]", " :\n x]")),
    join(text("("), tie("expression"), text(" +\n 1)", ")")),
  ),
}));

/** A `$` or `%` before a brace would begin a template, and one before a template would make that a text. */
function guarded(parts: readonly (readonly Piece[])[]): readonly Piece[] {
  return parts.flatMap((part) => (typeof part[0] === "string" && /^[$%]?\{/.test(part[0]) ? ["-", ...part] : part));
}

const heredoc: fc.Arbitrary<readonly Piece[]> = fc
  .array(text(...NOISE, '"', "EOT ", "\\", "\n x", '-${f("}")}'), { maxLength: 5 })
  .map((body) => ["<<-EOT\n-", ...guarded(body), "-\n  EOT"]);

/** The end of a here document takes its line alone. */
const attribute = (name: string, mark: string): fc.Arbitrary<readonly Piece[]> =>
  join(
    fc.constant([{ mark }, name]),
    gap,
    text("=", " = "),
    fc.oneof({ weight: 4, arbitrary: join(expression, lineEnd) }, { weight: 1, arbitrary: join(heredoc, text("\n", "\n\n")) }),
  );

const nested = (name: string, mark: string): fc.Arbitrary<readonly Piece[]> =>
  fc.oneof(
    join(fc.constant([{ mark }, `${name} {\n`]), attribute("port", `${mark}.port`), text("}\n", "  } # {\n")),
    join(fc.constant([{ mark }, `${name} { `, { mark: `${mark}.port` }, "port = "]), expression, text(" }\n")),
  );

const block = (index: number): fc.Arbitrary<readonly Piece[]> => {
  const name = `r${String(index)}`;
  return join(
    lineEnd,
    fc.constant([{ mark: name }, "resource"]),
    text(` "t" "${name}" `, ` t ${name} `, ` "t" /* { */ "${name}"`),
    text("{\n", "{ # }\n"),
    attribute("one", `${name}.one`),
    nested("rule", `${name}.rule`),
    attribute("two", `${name}.two`),
    text("}\n", "  }  // {\n"),
  );
};

export interface RandomProgram {
  readonly text: string;
  /** Offsets by what begins there: `r0`, `r0.rule.port`. */
  readonly marks: ReadonlyMap<string, number>;
}

/** Some resources `t.r0`, `t.r1` …, written as odd as the language allows. */
export const randomProgram: fc.Arbitrary<RandomProgram> = fc
  .integer({ min: 1, max: 3 })
  .chain((count) => join(...Array.from({ length: count }, (_, index) => block(index))))
  .map((pieces) => {
    let text = "";
    const marks = new Map<string, number>();
    for (const piece of pieces) {
      if (typeof piece === "string") text += piece;
      else marks.set(piece.mark, text.length);
    }
    return { text, marks };
  });
