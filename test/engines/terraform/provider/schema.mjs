// Derives a Terraform provider schema from two published npm packages:
//   @cdktf/provider-NAME  attribute names, types, blocks, optional/required, computed-only
//   pulumi-NAME-new       optional: a newer @pulumi/NAME; what it has and @pulumi/NAME lacks is added
//   @pulumi/NAME          which optional attributes are also computed (their output type is
//                         never undefined), sensitive attributes, documented defaults
// Usage: node schema.mjs NODE_MODULES OUT_DIR   → OUT_DIR/{aws,docker,kubernetes}.json.gz
import { readFileSync, readdirSync, writeFileSync, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const [, , modules, outDir] = process.argv;
const read = (p) => readFileSync(p, "utf8");
const walk = (dir, ext) =>
  readdirSync(dir, { recursive: true })
    .filter((f) => f.endsWith(ext))
    .map((f) => join(dir, f));
const lowerFirst = (s) => s[0].toLowerCase() + s.slice(1);
const upperFirst = (s) => s[0].toUpperCase() + s.slice(1);

// ---- cdktf ---------------------------------------------------------------------------------

const PRIMITIVE = { string: "string", number: "number", boolean: "bool", any: "dynamic" };
const GETTER = {
  String: "string",
  Number: "number",
  Boolean: "bool",
  List: ["list", "string"],
  NumberList: ["list", "number"],
  StringMap: ["map", "string"],
  NumberMap: ["map", "number"],
  BooleanMap: ["map", "bool"],
  AnyMap: "dynamic",
};

// storageClassType "stringListList" within collection "set" → ["set", ["list", "string"]]
function plainType(collection, storage) {
  const [, base, suffixes] = storage.match(/^(string|number|boolean|any)((?:List|Map)*)$/) ?? [];
  if (!base) return undefined;
  if (base === "any") return "dynamic";
  let type = PRIMITIVE[base];
  const kinds = (suffixes.match(/List|Map/g) ?? []).map((k) => k.toLowerCase());
  kinds.forEach((kind, i) => {
    type = [i === kinds.length - 1 && collection === "set" ? "set" : kind, type];
  });
  return type;
}

function parseModule(dir) {
  const js = walk(dir, ".js").map(read).join("\n");
  const dts = walk(dir, ".d.ts").map(read).join("\n");
  const classes = {};
  for (const [, name, base, body] of js.matchAll(/^class (\w+) extends cdktf\.(\w+) \{\n([\s\S]*?)^\}/gm)) classes[name] = { base, body };
  const hcl = {}; // struct or class name → attribute → { collection, storage }
  const entries = (body) =>
    Object.fromEntries(
      [...body.matchAll(/"?([\w-]+)"?: \{\n\s*value: .*\n\s*isBlock: \w+,\n\s*type: "(\w+)",\n\s*storageClassType: "(\w+)"/g)].map((m) => [
        m[1],
        { collection: m[2], storage: m[3] },
      ]),
    );
  for (const [, name, body] of js.matchAll(/^function (\w+)ToHclTerraform\(struct\) \{\n([\s\S]*?)^\}/gm)) hcl[name] = entries(body);
  const blocks = {}; // interface name → names documented as "NAME block"
  for (const [, name, body] of dts.matchAll(/^export interface (\w+)(?: extends [^{]+)? \{\n([\s\S]*?)^\}/gm))
    blocks[name] = new Set([...body.matchAll(/^ {4}\* (\w+) block$/gm)].map((m) => m[1]));

  function parseBody(struct, body, types, isBlockName) {
    const block = { a: {}, b: {} };
    const resettable = (prop) => new RegExp(`^ {4}reset${upperFirst(prop)}\\(`, "m").test(body);
    for (const [, computed, prop, expr] of body.matchAll(
      /(?:\/\/ \S+ - (computed: true, optional: false).*\n\s*)?get (\w+)\(\) \{\n\s*return (.*);\n/g,
    )) {
      const m = expr.match(/this\.(?:get(\w+)Attribute|(interpolationForAttribute))\('([^']+)'\)/);
      if (!m || (prop.endsWith("Input") && body.includes(`get ${prop.slice(0, -5)}() {`))) continue;
      const name = m[3];
      const hint = types?.[name];
      let type = hint && plainType(hint.collection, hint.storage);
      type ??= m[2] ? "dynamic" : GETTER[m[1]];
      if (!hint && expr.includes("Fn.tolist")) type = ["set", type[1]];
      block.a[name] = [type, computed ? "c" : resettable(prop) ? "o" : "r"];
    }
    for (const [, computed, optional, required, cls, name, set] of body.matchAll(
      /\/\/ \S+ - computed: (\w+), optional: (\w+), required: (\w+)\n\s*this\.\w+ = new (?:\w+\.)?(\w+)\(this, "([^"]+)"(?:, (true|false))?\)/g,
    )) {
      const plain = { StringMap: "string", NumberMap: "number", BooleanMap: "bool", AnyMap: "string" }[cls.replace(/List$/, "")];
      if (plain && !classes[cls]) {
        // maps of primitives that are only computed
        block.a[name] ??= [
          cls.endsWith("List") ? [set === "true" ? "set" : "list", ["map", plain]] : ["map", plain],
          required === "true" ? "r" : (optional === "true" ? "o" : "") + (computed === "true" ? "c" : ""),
        ];
        continue;
      }
      const isMany = cls.endsWith("List") && classes[cls]?.base === "ComplexList";
      const isMap = classes[cls]?.base === "ComplexMap";
      const inner = cls.replace(/(List|Map|OutputReference)$/, "");
      const hint = types?.[name]?.collection;
      const nested = parseStruct(inner);
      if (!nested) continue;
      if (isBlockName(name)) {
        const mode = hint === "struct" ? "single" : set === "true" || hint === "set" ? "set" : "list";
        block.b[name] = [mode, required === "true" ? 1 : 0, isMany || mode === "single" ? 0 : 1, "", nested];
      } else {
        const object = ["object", objectType(nested)];
        const kind = isMap
          ? "map"
          : isMany
            ? set === "true" || hint === "set"
              ? "set"
              : "list"
            : hint === "list" || hint === "set"
              ? hint
              : undefined;
        const flags = required === "true" ? "r" : (optional === "true" ? "o" : "") + (computed === "true" ? "c" : "");
        block.a[name] = [kind ? [kind, object] : object, flags];
      }
    }
    return block;
  }
  const done = {};
  function parseStruct(struct) {
    if (struct in done) return done[struct];
    const cls = classes[`${struct}OutputReference`];
    if (!cls) return undefined;
    return (done[struct] = parseBody(struct, cls.body, hcl[lowerFirst(struct)], (n) => blocks[struct]?.has(n)));
  }
  function objectType(block) {
    const type = {};
    for (const [n, [t]] of Object.entries(block.a)) type[n] = t;
    for (const [n, [mode, , , , b]] of Object.entries(block.b))
      type[n] = mode === "single" ? ["object", objectType(b)] : [mode, ["object", objectType(b)]];
    return type;
  }
  const found = [];
  for (const [name, { base, body }] of Object.entries(classes)) {
    if (!/^Terraform(Resource|DataSource|Provider)$/.test(base)) continue;
    const type = body.match(/terraformResourceType: '([^']+)'/)?.[1] ?? name;
    const synth = body.slice(body.indexOf("synthesizeHclAttributes() {"));
    const block = parseBody(name, body.slice(0, body.indexOf("synthesizeHclAttributes() {")), entries(synth), (n) =>
      blocks[`${name}Config`]?.has(n),
    );
    if (base === "TerraformProvider") {
      // provider arguments have no typed getters
      for (const [n, { collection, storage }] of Object.entries(entries(synth))) {
        const t = plainType(collection, storage);
        if (t) block.a[n] = [t, "o"];
        else {
          const nested = parseProviderStruct(hcl, storage.replace(/List$/, ""), blocks);
          if (nested && blocks[`${name}Config`]?.has(n)) block.b[n] = [collection === "set" ? "set" : "list", 0, 0, "", nested];
          else if (nested) block.a[n] = [[collection, ["object", objectType(nested)]], "o"];
        }
      }
    }
    found.push({ kind: base.slice(9), type, block });
  }
  return found;
}

function parseProviderStruct(hcl, struct, blocks) {
  const types = hcl[lowerFirst(struct)];
  if (!types) return undefined;
  const block = { a: {}, b: {} };
  for (const [n, { collection, storage }] of Object.entries(types)) {
    const t = plainType(collection, storage);
    if (t) block.a[n] = [t, "o"];
    else block.b[n] = ["list", 0, 0, "", parseProviderStruct(hcl, storage.replace(/List$/, ""), blocks) ?? { a: {}, b: {} }];
  }
  return block;
}

// ---- pulumi --------------------------------------------------------------------------------

const norm = (s) =>
  s
    .replace(/_/g, "")
    .toLowerCase()
    .replace(/ies$/, "y")
    .replace(/(s|x|ch|sh)es$/, "$1")
    .replace(/s$/, "");

function members(body, pattern) {
  const out = {};
  for (const [, doc, name, optional, type] of body.matchAll(pattern))
    out[norm(name)] = {
      name,
      optional: !!optional || /\| undefined$/.test(type),
      type,
      ref: type.match(/outputs\.([\w.]+)/)?.[1],
      default: docDefault(doc),
      forceNew: /forces? (?:a )?new|forces? replacement|must be replaced/i.test(doc ?? ""),
    };
  return out;
}
const docDefault = (doc) => doc?.match(/\b[Dd]efaults? (?:value )?(?:to|is|of)\s*:?\s*`"?([^`"]*)"?`/)?.[1];
const OUTPUT = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?readonly (\w+)()!?: pulumi\.Output<([\s\S]*?)>;\n/g;
const FIELD = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?(?:readonly )?(\w+)(\?)?: ([\s\S]*?);\n(?= *(?:\/\*\*|readonly|\w+\??:|\}|$))/g;

function parsePulumi(root) {
  const resources = [],
    functions = [],
    types = {};
  const out = read(join(root, "types/output.d.ts"));
  let ns = [];
  for (const [, indent, open, name, body] of out.matchAll(
    /^( *)(?:export (?:declare )?)?(namespace|interface) (\w+) \{\n((?:(?!^ *(?:export (?:declare )?)?(?:namespace|interface) )[\s\S])*?)(?=^ *(?:export (?:declare )?)?(?:namespace|interface) |$(?![\s\S]))/gm,
  )) {
    const depth = indent.length / 4;
    ns = ns.slice(0, depth);
    if (open === "namespace") ns.push(name);
    else types[[...ns, name].join(".")] = members(body, FIELD);
  }
  for (const file of walk(root, ".d.ts")) {
    if (/\/(types|node_modules)\//.test(file.slice(root.length))) continue;
    const text = read(file);
    const token = file.slice(root.length + 1, -5);
    const cls = text.match(/export declare class (\w+) extends pulumi\.CustomResource \{([\s\S]*?)^\}/m);
    if (cls) {
      const js = read(file.replace(/\.d\.ts$/, ".js"));
      const secrets = js.match(/additionalSecretOutputs: \[([^\]]*)\]/)?.[1].match(/\w+/g) ?? [];
      resources.push({ token: `${token}`, props: members(cls[2], OUTPUT), secrets: new Set(secrets.map(norm)) });
    }
    const result = text.match(/export interface (Get\w+)Result \{\n([\s\S]*?)^\}/m);
    if (result) functions.push({ token, props: members(result[2], FIELD), secrets: new Set() });
  }
  return { resources, functions, types };
}

const words = (s) =>
  new Set(
    s
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .map(norm)
      .filter(Boolean),
  );
const overlap = (a, b) => {
  let n = 0;
  for (const x of a) if (b.has(x)) n++;
  return n / (a.size + b.size - n || 1);
};

function match(type, block, candidates) {
  const attrs = new Set([...Object.keys(block.a), ...Object.keys(block.b)].filter((n) => n !== "id" && n !== "timeouts").map(norm));
  const name = words(type.replace(/^[a-z]+_/, ""));
  let best,
    bestScore = 0;
  for (const c of candidates) {
    c.keys ??= new Set(Object.keys(c.props));
    c.words ??= words(c.token.replace(/\bget/, ""));
    const score = overlap(attrs, c.keys) + 0.5 * overlap(name, c.words);
    if (score > bestScore) {
      best = c;
      bestScore = score;
    }
  }
  return bestScore > 0.75 ? best : undefined;
}

// Blocks that cdktf gives up on (they nest without end, such as the statements of a web ACL).
const pulumiType = (type) =>
  /\[\]( \| undefined)?$/.test(type)
    ? ["list", PRIMITIVE[type.match(/^\w+/)[0]] ?? "string"]
    : type.startsWith("{")
      ? ["map", "string"]
      : (PRIMITIVE[type.match(/^\w+/)?.[0]] ?? "string");
const snake = (s) => s.replace(/[A-Z]/g, (c) => "_" + c.toLowerCase());
function fromPulumi(ref, types, above = []) {
  const block = { a: {}, b: {} };
  for (const { name, type, ref: inner } of Object.values(types[ref] ?? {})) {
    const many = type.endsWith("[]");
    if (inner && above.filter((r) => r === inner).length > 1) continue; // endless nesting: three levels
    if (inner)
      block.b[/_(config)s$/.test(snake(name)) || !many ? snake(name) : snake(name).replace(/s$/, "")] = [
        "list",
        0,
        many ? 0 : 1,
        "",
        fromPulumi(inner, types, [...above, ref]),
      ];
    else block.a[snake(name)] = [pulumiType(type), "o"];
  }
  return block;
}

function enrich(block, props, types, secrets, top, resource) {
  for (const [name, attr] of Object.entries(block.a)) {
    const p = props?.[norm(name)];
    if (attr[0] === "dynamic" && p?.ref) {
      delete block.a[name];
      block.b[name] = ["list", 0, 1, "", fromPulumi(p.ref, types)];
      continue;
    }
    if (attr[1] === "o" && ((top && name === "id") || (p && !p.optional))) attr[1] = "oc";
    if (top && /^(region|tags_all)$/.test(name) && attr[1] === "o") attr[1] = "oc";
    if (
      (secrets?.has(norm(name)) && name !== "tags_all") ||
      /(^|_)(password|secret_string|secret_binary|private_key|secret_key|auth_token|secret_access_key)$/.test(name)
    )
      attr[1] += "s";
    if (resource && /_wo$/.test(name)) attr[1] += "w";
    if (attr[1].startsWith("o") && !attr[1].includes("c") && p?.default !== undefined && typeof attr[0] === "string") {
      const v =
        attr[0] === "bool"
          ? { true: true, false: false }[p.default]
          : attr[0] === "number"
            ? /^-?\d+$/.test(p.default)
              ? +p.default
              : undefined
            : p.default;
      if (v !== undefined) attr[2] = v;
    }
    if (p?.forceNew && !attr[1].startsWith("c")) attr[1] += "n";
  }
  for (const [name, b] of Object.entries(block.b)) {
    const p = props?.[norm(name)];
    if (p && !p.optional && b[1] === 0 && name !== "timeouts") b[3] = "c";
    if (p?.forceNew) b[3] += "n";
    enrich(b[4], p?.ref && types[p.ref], types, undefined, false, resource);
  }
}

// ---- main ----------------------------------------------------------------------------------

// Arguments that a newer release added, as seen between two Pulumi releases.
function addNew(block, older, newer, oldTypes, newTypes) {
  const fresh = Object.entries(newer ?? {}).filter(([key]) => older && !older[key]);
  for (const [, { name, type, ref, optional }] of fresh) {
    const tf = snake(name),
      many = /\[\]( \| undefined)?$/.test(type);
    if (block.a[tf] || block.b[tf]) continue;
    if (ref) block.b[many ? tf.replace(/s$/, "") : tf] = ["list", 0, many ? 0 : 1, "", fromPulumi(ref, newTypes)];
    else block.a[tf] = [pulumiType(type), optional ? "o" : "oc"];
  }
  for (const [tf, b] of Object.entries(block.b)) {
    const o = older?.[norm(tf)]?.ref,
      n = newer?.[norm(tf)]?.ref;
    if (o && n) addNew(b[4], oldTypes[o], newTypes[n], oldTypes, newTypes);
  }
}

function generate(name, wanted = () => true) {
  const lib = join(modules, "@cdktf", `provider-${name}`, "lib");
  const pulumiRoot = join(modules, "@pulumi", name);
  const pulumi = existsSync(pulumiRoot) ? parsePulumi(pulumiRoot) : { resources: [], functions: [], types: {} };
  const newerRoot = join(modules, `pulumi-${name}-new`);
  const newer = existsSync(newerRoot) && parsePulumi(newerRoot);
  const newerByToken = new Map(newer ? newer.resources.map((r) => [r.token, r]) : []);
  const schema = { provider: { a: {}, b: {} }, resources: {}, data: {} };
  const unmatched = [];
  for (const dir of readdirSync(lib)
    .map((d) => join(lib, d))
    .filter((d) => statSync(d).isDirectory())) {
    for (const { kind, type, block } of parseModule(dir)) {
      if (kind === "Provider") {
        schema.provider = block;
        delete block.a.alias;
        continue;
      }
      if (!wanted(type)) continue;
      const isResource = kind === "Resource";
      const p = match(type, block, isResource ? pulumi.resources : pulumi.functions);
      if (!p && pulumi.resources.length) unmatched.push(type);
      enrich(block, p?.props, pulumi.types, p?.secrets, true, isResource);
      if (isResource && p) addNew(block, p.props, newerByToken.get(p.token)?.props, pulumi.types, newer.types);
      schema[isResource ? "resources" : "data"][type] = block;
      if (process.env.DEBUG) console.error(type, p?.token);
    }
  }
  schema.source = ["@cdktf/provider-" + name, "@pulumi/" + name, `pulumi-${name}-new`]
    .filter((m) => existsSync(join(modules, m)))
    .map((m) => `${m}@${JSON.parse(read(join(modules, m, "package.json"))).version}`);
  const gz = gzipSync(JSON.stringify(schema), { level: 9 });
  writeFileSync(join(outDir, `${name}.json.gz`), gz);
  console.log(
    `${name}: ${Object.keys(schema.resources).length} resources, ${Object.keys(schema.data).length} data sources, ${gz.length} bytes; without Pulumi facts: ${unmatched.length} ${unmatched.slice(0, 20).join(" ")}`,
  );
}

generate("docker");
const KUBERNETES =
  /^kubernetes_(service|deployment|ingress|pod|daemon_?set|stateful_set|namespace|secret|config_map|service_account|job|cron_job|network_policy|manifest)(_v1)?$/;
generate("kubernetes", (t) => KUBERNETES.test(t));
generate("aws");
