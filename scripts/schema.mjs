// schema/*.schema.json, made from the types of src/model/report.ts. `--check` writes nothing and fails where a file is not current.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { createGenerator } from "ts-json-schema-generator";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const schemas = [
  { type: "Report", file: "schema/report.schema.json", title: "What quadzero check --format json prints" },
  { type: "Listens", file: "schema/listens.schema.json", title: "What quadzero listens --format json prints" },
];

// Fields may be added within a schemaVersion, so that a schema of today accepts the report of tomorrow.
const generator = createGenerator({ path: "src/model/report.ts", tsconfig: "tsconfig.json", additionalProperties: true, topRef: false });

const stale = [];
for (const { type, file, title } of schemas) {
  const { $schema, ...schema } = generator.createSchema(type);
  const text = await format(JSON.stringify({ $schema, title, ...schema }), { parser: "json", printWidth: 140 });
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) stale.push(file);
}
if (stale.length > 0) {
  console.error(`not current: ${stale.join(", ")}; run: node scripts/schema.mjs`);
  process.exitCode = 1;
}
