// What a provider adds to what a program says: in Check to the inputs, in Create and Update to the outputs.
"use strict";
const crypto = require("node:crypto");

const invokes = require("./invokes");

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const REGION = process.env.AWS_REGION ?? "us-east-1";
const ACCOUNT = "123456789012";

const NO_FACTS = { version: "1.0.0", resources: {}, shapes: {}, results: {} };
const NO_DEFAULTS = { resources: {}, idIsArn: [], idIsName: [], replaceOn: {} };

const typeOf = (urn) => urn.split("::")[2].split("$").pop();
const nameOf = (urn) => urn.split("::").slice(3).join("::");
const leafOf = (type) => type.split(":").pop();
const digest = (text, length) => crypto.createHash("sha256").update(text).digest("hex").slice(0, length);
const kebab = (text) => text.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
const isBlock = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** AWS's own prefixes of ids. */
const PREFIX = {
  Eip: "eipalloc",
  Instance: "i",
  InternetGateway: "igw",
  LaunchTemplate: "lt",
  NatGateway: "nat",
  NetworkAcl: "acl",
  NetworkInterface: "eni",
  RouteTable: "rtb",
  SecurityGroup: "sg",
  SecurityGroupEgressRule: "sgr",
  SecurityGroupIngressRule: "sgr",
  SecurityGroupRule: "sgrule",
  Subnet: "subnet",
  Vpc: "vpc",
};

/** The bridge's Check fills defaults in, at every depth, and says in `__defaults` which they are. */
function withDefaults(given, table) {
  const object = { __defaults: [] };
  for (const [field, value] of Object.entries(given)) {
    const nested = table[`${field}.*`];
    const within = (item) => (nested !== undefined && isBlock(item) ? withDefaults(item, nested) : item);
    object[field] = Array.isArray(value) ? value.map(within) : within(value);
  }
  for (const [field, value] of Object.entries(table)) {
    if (field.endsWith(".*") || object[field] !== undefined) continue;
    object[field] = value;
    object.__defaults.push(field);
  }
  return object;
}

function withoutDefaults(value) {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (!isBlock(value)) return value;
  const fields = Object.entries(value).filter(([field]) => field !== "__defaults");
  return Object.fromEntries(fields.map(([field, inner]) => [field, withoutDefaults(inner)]));
}

function arnOf(provider, urn) {
  const type = typeOf(urn);
  const module = /^aws:([^/]+)\//.exec(type)?.[1] ?? provider;
  return `arn:aws:${module}:${REGION}:${ACCOUNT}:${kebab(leafOf(type))}/${nameOf(urn)}-${digest(urn, 7)}`;
}

/** A value that the cloud would make up. @param kind s, n, b, a, o: the type that the SDK declares */
function invented(urn, field, kind, { id, arn }) {
  if (kind !== "s") return { n: 1, b: false, a: [], o: {} }[kind];
  const byte = (salt) => parseInt(digest(urn + salt, 2), 16);
  if (field === "id") return id;
  if (/arn$/i.test(field)) return arn;
  if (/publicIp$/i.test(field)) return `52.95.${byte("")}.${byte("b")}`;
  if (/ip(Address)?$/i.test(field)) return `10.0.${byte("")}.${byte("b")}`;
  if (/dns/i.test(field)) return `${digest(urn, 10)}.${REGION}.elb.amazonaws.com`;
  if (/account|owner/i.test(field)) return ACCOUNT;
  return `${kebab(field)}-${digest(urn + field, 8)}`;
}

/** @param provider `aws` has facts, any other name echoes */
function cloud(provider) {
  const facts = provider === "aws" ? require("./aws-facts.json") : NO_FACTS;
  const defaults = provider === "aws" ? require("./aws-defaults.json") : NO_DEFAULTS;

  function inputsOf(urn, given) {
    const type = typeOf(urn);
    const inputs = withDefaults(given, defaults.resources[type] ?? {});
    if (facts.resources[type]?.autoname && inputs.name === undefined && inputs.namePrefix === undefined) {
      inputs.name = `${nameOf(urn)}-${digest(urn, 7)}`;
      inputs.__defaults.push("name");
    }
    return inputs;
  }

  /** What was given, and what the provider computes where nothing was, at every depth. */
  function filled(given, fact, compute) {
    const state = {};
    for (const [field, value] of Object.entries(given)) {
      const shape = facts.shapes[fact.blocks?.[field]];
      const within = (item) => (shape !== undefined && isBlock(item) ? filled(item, shape, compute) : item);
      state[field] = Array.isArray(value) ? value.map(within) : within(value);
    }
    for (const [field, kind] of Object.entries({ ...fact.computed, ...fact.unlessGiven })) state[field] ??= compute(field, kind);
    return state;
  }

  /** Computed attributes are unknown at preview; afterwards made up, on an update kept. */
  function outputsOf(urn, inputs, { preview, id, old = {} }) {
    const fact = facts.resources[typeOf(urn)] ?? {};
    const of = { id, arn: arnOf(provider, urn) };
    const compute = (field, kind) => old[field] ?? (preview ? UNKNOWN : invented(urn, field, kind, of));
    const state = filled(withoutDefaults(inputs), fact, compute);
    // The provider plans these two, so they are as known as what they are made of.
    if ("tagsAll" in { ...fact.computed, ...fact.unlessGiven }) state.tagsAll = inputs.tags ?? {};
    if ("region" in (fact.unlessGiven ?? {})) state.region = inputs.region ?? REGION;
    return state;
  }

  function idOf(urn, inputs) {
    const type = typeOf(urn);
    if (defaults.idIsArn.includes(type)) return arnOf(provider, urn);
    if (defaults.idIsName.includes(type)) return inputs.name ?? inputs.family ?? inputs.bucket ?? nameOf(urn);
    return `${PREFIX[leafOf(type)] ?? kebab(leafOf(type))}-0${digest(urn, 16)}`;
  }

  function changesOf(urn, before, after) {
    const [olds, news] = [withoutDefaults(before), withoutDefaults(after)];
    const fields = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const changed = fields.filter((field) => JSON.stringify(olds[field]) !== JSON.stringify(news[field]));
    const immutable = defaults.replaceOn[typeOf(urn)] ?? ["name"];
    return { changed, replaces: changed.filter((field) => immutable.includes(field) || immutable.includes("*")) };
  }

  function invoked(token, given) {
    const id = digest(JSON.stringify(given), 8);
    const urn = `urn:pulumi:stack::project::${token}::${id}`;
    const fields = Object.entries(facts.results[token] ?? {});
    const made = fields.map(([field, kind]) => [field, invented(urn, field, kind, { id, arn: arnOf(provider, urn) })]);
    return { ...Object.fromEntries(made), ...given, ...invokes[token]?.(given, { REGION, ACCOUNT }) };
  }

  return { version: facts.version, inputsOf, outputsOf, idOf, changesOf, invoked };
}

module.exports = { cloud, UNKNOWN };
