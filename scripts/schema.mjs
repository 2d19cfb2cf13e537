// schema/*.schema.json: of what quadzero prints from the types of src/model/report.ts, of what it is given from the table in
// src/config/schema.ts. `--check` writes nothing and fails where a file is not current.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { format } from "prettier";
import { createGenerator } from "ts-json-schema-generator";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const schemas = [
  { type: "Report", file: "schema/report.schema.json", title: "What quadzero check --format json prints" },
  { type: "Listens", file: "schema/listens.schema.json", title: "What quadzero listens --format json prints" },
];

// Fields may be added within a schemaVersion, so that a schema of today accepts the report of tomorrow.
const generator = createGenerator({ path: "src/model/report.ts", tsconfig: "tsconfig.json", additionalProperties: true, topRef: false });

/** @typedef {import("../src/config/schema.js").Shape} Shape */
/** @typedef {import("../src/config/forms.js").Form} Form */

/** The table, which is TypeScript, as a module. */
async function table() {
  const { outputFiles } = await build({
    entryPoints: ["src/config/schema.ts"],
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["ip-cidr"],
    write: false,
  });
  const [file] = outputFiles;
  /** @type {typeof import("../src/config/schema.js")} */
  const module = await import(`data:text/javascript;base64,${Buffer.from(file?.contents ?? []).toString("base64")}`);
  return module;
}

/**
 * @param {Form} form
 * @returns {object}
 */
const textSchema = ({ pattern, numbers }) =>
  numbers === undefined
    ? { type: "string", pattern }
    : {
        anyOf: [
          { type: "integer", minimum: numbers[0], maximum: numbers[1] },
          { type: "string", pattern },
        ],
      };

/** An optional member may be left empty. @param {object} schema @param {boolean | undefined} required */
const orNothing = (schema, required) => (required === true ? schema : { anyOf: [schema, { type: "null" }] });

/**
 * @param {Shape} shape
 * @returns {Record<string, unknown>}
 */
function schemaOf(shape) {
  switch (shape.is) {
    case "text":
      return { ...textSchema(shape.form), examples: [shape.form.example.replaceAll('"', "")] };
    case "one of":
      return { enum: shape.values };
    case "list":
      return { type: "array", items: schemaOf(shape.of), ...(shape.atLeastOne === true ? { minItems: 1 } : {}) };
    case "object": {
      const members = Object.entries(shape.members);
      const required = members.filter(([, member]) => member.required === true).map(([name]) => name);
      return {
        type: "object",
        properties: Object.fromEntries(
          members.map(([name, { of, says, required }]) => [name, { description: says, ...orNothing(schemaOf(of), required) }]),
        ),
        ...(shape.named === undefined
          ? {}
          : {
              patternProperties: Object.fromEntries(
                shape.named.map(({ key, of, says }) => [key.pattern, { description: says, ...orNothing(schemaOf(of), false) }]),
              ),
            }),
        ...(required.length === 0 ? {} : { required }),
        additionalProperties: false,
      };
    }
  }
}

const texts = schemas.map(({ type, file, title }) => ({ file, title, schema: generator.createSchema(type) }));
const { CONFIG, FOR_EDITORS } = await table();
const { properties, ...rest } = schemaOf(CONFIG);
const forEditors = { [FOR_EDITORS]: { type: /** @type {const} */ ("string") } };
const configuration = {
  $schema: "http://json-schema.org/draft-07/schema#",
  ...rest,
  properties: { ...forEditors, .../** @type {object} */ (properties) },
};
texts.push({ file: "schema/config.schema.json", title: "quadzero.yaml", schema: configuration });

const stale = [];
for (const { file, title, schema: made } of texts) {
  const { $schema, ...schema } = made;
  const text = await format(JSON.stringify({ $schema, title, ...schema }), { parser: "json", printWidth: 140 });
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) stale.push(file);
}
if (stale.length > 0) {
  console.error(`not current: ${stale.join(", ")}; run: node scripts/schema.mjs`);
  process.exitCode = 1;
}
