import { keyText } from "../terraform/address";
import { dynamicOf, withDynamic, worthOf } from "./argument";
import { providerOf, type Block, type Program } from "./blocks";
import { withNames, type Names, type Space } from "./names";
import { isList, isMembers, settled, Unknown, unknownOf, type Key, type Members, type Worth } from "./worth";

/** One of what a block makes. */
export interface Instance {
  readonly block: Block;
  readonly key: Key;
  /** How many there are is not known, nor whether there is one; this stands for all. Null: it is there. */
  readonly by: { readonly attribute: string; readonly worth: Worth } | null;
  /** What it is given, by argument. */
  readonly given: Members;
}

/** What only Terraform itself reads. https://developer.hashicorp.com/terraform/language/meta-arguments */
const META = new Set(["//", "count", "for_each", "depends_on", "provider", "lifecycle", "dynamic"]);

/** More than an account holds. */
const MOST = 1000;

type Keys =
  | { readonly is: "one" }
  | { readonly is: "many"; readonly names: readonly (readonly [Key & {}, Names])[] }
  | { readonly is: "unknown"; readonly by: Worth };

function keysOf({ body }: Block, names: Names): Keys {
  const { count, for_each: forEach } = body;
  if (count !== undefined && count !== null) {
    const worth = worthOf(count, names);
    const number = typeof worth === "string" ? Number(worth) : worth;
    if (typeof number !== "number" || !Number.isInteger(number) || number < 0 || number > MOST) return { is: "unknown", by: worth };
    const each = (index: number): Names => withNames(names, { count: { index } });
    return { is: "many", names: Array.from({ length: number }, (_, index) => [index, each(index)] as const) };
  }
  if (forEach === undefined || forEach === null) return { is: "one" };
  const worth = worthOf(forEach, names);
  const entries = isList(worth) ? worth.map((value) => [value, value] as const) : isMembers(worth) ? Object.entries(worth) : [];
  const named = entries.flatMap(([key, value]) => (typeof key === "string" ? [[key, value] as const] : []));
  if (!(isList(worth) || isMembers(worth)) || named.length < entries.length || named.length > MOST) return { is: "unknown", by: worth };
  return { is: "many", names: named.map(([key, value]) => [key, withNames(names, { each: { key, value } })] as const) };
}

function argumentsOf({ body }: Block, names: Names): Members {
  const written = Object.entries(body).filter(([name]) => !META.has(name));
  const given = withDynamic(Object.fromEntries(written.map(([name, json]) => [name, worthOf(json, names)])), dynamicOf(body), names);
  return Object.fromEntries(Object.entries(given).map(([name, worth]) => [name, settled(worth)]));
}

/** Whoever asks for what is being made asks in a circle, which Terraform refuses. */
function once<T>(make: (name: string) => T, circle: T): (name: string) => T {
  const made = new Map<string, T>();
  const open = new Set<string>();
  return (name) => {
    const there = made.get(name);
    if (there !== undefined) return there;
    if (open.has(name)) return circle;
    open.add(name);
    const fresh = make(name);
    open.delete(name);
    made.set(name, fresh);
    return fresh;
  };
}

const outside = (text: string): Unknown => new Unknown([{ text, block: null, key: null, attribute: "" }], true);

/** A block that may be there once: with an index or without, and beside what it is given there is what the provider makes of it. */
function blockOf(given: Members, made: (name: string) => Unknown): Space {
  const block: Space = {
    whole: given,
    member: (name) => (Object.hasOwn(given, name) ? (given[name] ?? made(name)) : name === "0" ? block : made(name)),
  };
  return block;
}

/** Blocks that are written as a list. */
function blocksOf(blocks: readonly Members[], made: (name: string) => Unknown): Space {
  const entries = blocks.map((block, index) => [index, blockOf(block, made)] as const);
  return { whole: blocks, entries, member: (name) => entries[Number(name)]?.[1] ?? made(name) };
}

/** A file with its names in place. */
export interface Evaluated {
  /** What its blocks make. */
  readonly instances: () => readonly Instance[];
  readonly output: (name: string) => Worth;
}

/** @param stateOf the file whose outputs a `terraform_remote_state` gives, where it is known */
export function evaluated(
  { blocks, locals, outputs, providers }: Program,
  stateOf: (block: Block) => Evaluated | undefined,
  nesting: Names["nesting"],
): Evaluated {
  const byAddress = new Map(blocks.map((block) => [block.address, block]));

  /** An attribute: what it is given, or where it is given nothing, what the provider makes of it. */
  const attributes = (block: Block, key: Key | undefined, names: Names): Space => {
    const address = `${block.address}${key === undefined ? "" : keyText(key)}`;
    const named = (attribute: string): Unknown =>
      new Unknown(
        [{ text: attribute === "" ? address : `${address}.${attribute}`, block, key, attribute }],
        key !== undefined && attribute !== "",
      );
    const member = once<Worth | Space>((attribute) => {
      const json = META.has(attribute) || !Object.hasOwn(block.body, attribute) ? null : (block.body[attribute] ?? null);
      const dynamic = dynamicOf(block.body).some(([label]) => label === attribute);
      if (json === null || dynamic || key === undefined) return named(attribute);
      const worth = worthOf(json, names);
      if (worth === null) return named(attribute);
      const made = (name: string): Unknown => named(`${attribute}.${name}`);
      if (isMembers(worth)) return blockOf(worth, made);
      return isList(worth) && worth.every(isMembers) ? blocksOf(worth, made) : worth;
    }, named(""));
    return { member, whole: named("") };
  };

  const keysByBlock = new Map<Block, Keys>();
  const keys = (block: Block): Keys => {
    const there = keysByBlock.get(block);
    if (there !== undefined) return there;
    // Whoever asks in a circle is told that it is not known.
    keysByBlock.set(block, { is: "unknown", by: new Unknown([]) });
    const made = keysOf(block, root);
    keysByBlock.set(block, made);
    return made;
  };

  const blockNamed = once<Worth | Space>((address) => {
    const block = byAddress.get(address);
    if (block === undefined) return outside(address);
    const repeated = keys(block);
    const state = stateOf(block);
    if (repeated.is === "one" && state !== undefined)
      return { member: (name) => (name === "outputs" ? { member: state.output } : named(name)) };
    if (repeated.is === "one") return attributes(block, null, root);
    if (repeated.is === "unknown") {
      // `[0]` and `["a"]` are as little known as the attributes of either.
      const any = attributes(block, undefined, root);
      return { ...any, member: (name) => (/^\d+$/.test(name) || !/^\w+$/.test(name) ? any : any.member(name)) };
    }
    const entries = repeated.names.map(([key, names]) => [key, attributes(block, key, names)] as const);
    const byKey = new Map(entries.map(([key, instance]) => [String(key), instance]));
    return {
      entries,
      whole: attributes(block, undefined, root).whole ?? new Unknown([]),
      member: (name) => byKey.get(name) ?? outside(`${address}[${name}]`),
    };
  }, new Unknown([]));

  const local = once<Worth>((name) => {
    const json = locals.get(name);
    return json === undefined ? outside(`local.${name}`) : worthOf(json, root);
  }, new Unknown([]));

  const typed = (prefix: string): Space => ({ member: (name) => blockNamed(`${prefix}.${name}`) });
  const named = (prefix: string): Space => ({ member: (name) => outside(`${prefix}.${name}`) });
  const root: Names = {
    nesting,
    of: (name) => {
      if (name === "local") return { member: local };
      if (name === "data") return { member: (type) => typed(`data.${type}`) };
      return ["var", "module", "path", "terraform", "each", "count", "self"].includes(name) ? named(name) : typed(name);
    },
  };

  const output = once<Worth>((name) => {
    const json = outputs.get(name);
    return json === undefined ? outside(`output.${name}`) : worthOf(json, root);
  }, new Unknown([]));

  /** What says no region of its own is in its provider's. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support */
  const regionOf = (block: Block): Members => {
    if (!block.type.startsWith("aws_")) return {};
    const region = worthOf(providers.get(providerOf(block))?.["region"] ?? null, root);
    return typeof region === "string" ? { region } : {};
  };

  const givenTo = (block: Block, names: Names): Members => ({ ...regionOf(block), ...argumentsOf(block, names) });

  const instances = (block: Block): readonly Instance[] => {
    nesting.steps = 0;
    const repeated = keys(block);
    if (repeated.is === "one") return [{ block, key: null, by: null, given: givenTo(block, root) }];
    if (repeated.is === "many") return repeated.names.map(([key, names]) => ({ block, key, by: null, given: givenTo(block, names) }));
    const attribute = block.body["count"] === undefined || block.body["count"] === null ? "for_each" : "count";
    const each = unknownOf(repeated.by);
    const names = attribute === "count" ? root : withNames(root, { each: { key: each, value: each } });
    return [{ block, key: null, by: { attribute, worth: repeated.by }, given: givenTo(block, names) }];
  };
  return { instances: () => blocks.flatMap(instances), output };
}
