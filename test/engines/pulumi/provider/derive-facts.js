#!/usr/bin/env node
// Derives, from the type declarations of an installed @pulumi/aws, which attributes the real provider
// fills in by itself. Usage: node provider/derive-facts.js > provider/aws-facts.json
//
// The bridge that generates those declarations writes `T | undefined` for an output exactly when the
// Terraform attribute is optional and not computed. So, for a resource with arguments A and outputs O:
//   in O, not in A               computed: unknown at preview, always
//   in O without undefined, optional in A   computed unless given
//   `name`, a string, of that second kind   named by the bridge itself (in Check, so it is known)
// The same holds for the fields of nested blocks, in types/input.d.ts and types/output.d.ts.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const root = path.dirname(require.resolve("@pulumi/aws/package.json"));
const KIND = { string: "s", number: "n", boolean: "b" };

const withoutComments = (text) => text.replace(/\/\*\*[\s\S]*?\*\//g, "");
const kindOf = (type) => (type.endsWith("[]") ? "a" : (KIND[type] ?? "o"));
const shapeOf = (type) => /^(?:pulumi\.Input<)*(?:inputs|outputs)\.([\w.]+)/.exec(type)?.[1];

// "ec2.InstanceRootBlockDevice" -> { field: { optional, type } }, from types/{input,output}.d.ts.
function readShapes(file) {
  const shapes = {};
  const scope = [];
  let shape;
  let open; // a field whose type spans several lines
  for (const line of withoutComments(fs.readFileSync(path.join(root, "types", file), "utf8")).split("\n")) {
    const text = line.trim();
    const begin = /^(?:export )?(?:declare )?(namespace|interface) (\w+)/.exec(text);
    const field = /^(\w+)(\?)?: (.*)$/.exec(text);
    if (begin) {
      scope.push(begin[2]);
      if (begin[1] === "interface") {
        shape = shapes[scope.join(".")] = {};
      }
    } else if (open) {
      open = !text.startsWith("}");
    } else if (field && shape) {
      shape[field[1]] = { optional: Boolean(field[2]), type: field[3].replace(/;$/, "") };
      open = text.endsWith("{");
    } else if (text === "}") {
      scope.pop();
      shape = undefined;
    }
  }
  return shapes;
}

function* files(dir) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) {
      yield* files(file);
    } else if (entry.name.endsWith(".d.ts")) {
      yield file;
    }
  }
}

const inputs = readShapes("input.d.ts");
const outputs = readShapes("output.d.ts");

const facts = { version: require("@pulumi/aws/package.json").version, resources: {}, shapes: {}, results: {} };
const wanted = new Set();

for (const file of files(root)) {
  const source = file.replace(/\.d\.ts$/, ".js");
  const code = fs.existsSync(source) ? fs.readFileSync(source, "utf8") : "";
  const token = /__pulumiType = ['"]([^'"]+)['"]/.exec(code)?.[1];
  const text = withoutComments(fs.readFileSync(file, "utf8"));
  const invoke = /runtime\.invoke\(["']([^"']+)["']/.exec(code)?.[1];
  const result = invoke && /export interface \w+Result \{([\s\S]*?)^\}/m.exec(text)?.[1];
  if (result) {
    const fields = {};
    for (const [, name, optional, type] of result.matchAll(/^ {4}readonly (\w+)(\?)?: (.*)$/gm)) {
      if (!optional) {
        fields[name] = kindOf(type.replace(/;$/, ""));
      }
    }
    facts.results[invoke] = fields;
  }
  if (!token) {
    continue;
  }
  const given = {};
  const args = /export interface \w+Args \{([\s\S]*?)^\}/m.exec(text)?.[1] ?? "";
  for (const [, name, optional] of args.matchAll(/^ {4}(\w+)(\?)?: /gm)) {
    given[name] = Boolean(optional);
  }
  const fact = {};
  for (const [, name, type] of text.matchAll(/^ {4}readonly (\w+): pulumi\.Output<([\s\S]*?)>;$/gm)) {
    const shape = shapeOf(type);
    if (shape) {
      (fact.blocks ??= {})[name] = shape;
      wanted.add(shape);
    }
    if (/\| undefined$/.test(type) || given[name] === false) {
      continue;
    }
    if (name === "name" && given[name] && type === "string") {
      fact.autoname = true;
    } else {
      (given[name] ? (fact.unlessGiven ??= {}) : (fact.computed ??= {}))[name] = kindOf(type);
    }
  }
  facts.resources[token] = fact;
}

// Keep only the blocks that hold something computed, at any depth.
function shapeFacts(name, visiting = new Set()) {
  const fact = {};
  for (const [field, { optional, type }] of Object.entries(outputs[name] ?? {})) {
    const inner = shapeOf(type);
    if (inner && !visiting.has(inner)) {
      const nested = shapeFacts(inner, new Set([...visiting, inner]));
      if (nested) {
        facts.shapes[inner] = nested;
        (fact.blocks ??= {})[field] = inner;
      }
    }
    if (!optional && inputs[name]?.[field]?.optional !== false) {
      (fact.unlessGiven ??= {})[field] = kindOf(type);
    }
  }
  return Object.keys(fact).length ? fact : undefined;
}
for (const name of wanted) {
  const fact = shapeFacts(name, new Set([name]));
  if (fact) {
    facts.shapes[name] = fact;
  }
}
for (const fact of Object.values(facts.resources)) {
  for (const [field, shape] of Object.entries(fact.blocks ?? {})) {
    if (!facts.shapes[shape]) {
      delete fact.blocks[field];
    }
  }
  if (fact.blocks && !Object.keys(fact.blocks).length) {
    delete fact.blocks;
  }
}

// One line per entry: reviewable diffs, small file.
const lines = (table) =>
  Object.keys(table)
    .sort()
    .map((key) => `    ${JSON.stringify(key)}: ${JSON.stringify(table[key])}`)
    .join(",\n");
process.stdout.write(`{
  "version": ${JSON.stringify(facts.version)},
  "resources": {\n${lines(facts.resources)}\n  },
  "shapes": {\n${lines(facts.shapes)}\n  },
  "results": {\n${lines(facts.results)}\n  }
}\n`);
