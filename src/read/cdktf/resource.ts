import { NO_REFERENCES, type Location, type Reference, type References, type Resource } from "../../model/resource";
import type { Mask, Value } from "../../model/value";

import type { JsonObject } from "../json";
import { keyText, stepsOf } from "../terraform/address";
import { providerOf, type Block } from "./blocks";
import { metadataOf } from "./metadata";
import type { Instance } from "./instances";
import { isList, isMembers, maskOf, rawOf, Unknown, unknowns, type Key, type Named, type Worth } from "./worth";

export type Made = ReadonlyMap<Block, readonly SynthResource[]>;

/** `at new Vpc (/src/main.ts:12:5)`, or the same without brackets. */
const CALL = /\(?((?:[A-Za-z]:)?[^():]+):(\d+):(\d+)\)?\s*$/;

/** The first place of a stack trace that is no library's. CDKTF keeps traces where its node metadata holds them. */
function locationOf(metadata: JsonObject): Location | null {
  const trace = metadata["stackTrace"];
  for (const call of Array.isArray(trace) ? trace : []) {
    const [, file, line, column] = typeof call === "string" && !/node_modules|node:/.test(call) ? (CALL.exec(call) ?? []) : [];
    if (file !== undefined)
      return { uri: file.replace(/^.*?(?:at|new)\s+\S*\s*\(?/, "").trim(), line: Number(line), column: Number(column) };
  }
  return null;
}

/** Undefined: there is nothing at the path; unknown: it lies within what is not known. */
function worthAt(given: Worth, path: string): Worth | undefined {
  let at: Worth = given;
  for (const step of stepsOf(path)) {
    const name = typeof step === "object" ? step.key : step;
    if (at instanceof Unknown) return at;
    // A block that may be there once is written as an object, or as a list of one.
    if (isMembers(at) && name === 0) continue;
    const next: Worth | undefined = isList(at) ? at[Number(name)] : isMembers(at) && Object.hasOwn(at, name) ? at[name] : undefined;
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

const textsOf = (found: readonly Unknown[]): readonly string[] =>
  [...new Set(found.flatMap(({ names }) => names.map(({ text }) => text)))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

export class SynthResource implements Resource {
  readonly address: string;
  readonly type: string;
  /** The construct's path where the file tells it: `shop/api/service`. */
  readonly name: string;
  readonly mode: Resource["mode"];
  readonly module: string;
  readonly location: Location | null;
  readonly values: Value;
  readonly key: Key;
  readonly from?: string;
  readonly provider: string;
  readonly isWhole?: true;
  readonly perhaps?: NonNullable<Resource["perhaps"]>;
  readonly #instance: Instance;
  readonly #made: Made;

  /**
   * @param from the file of another stack, of which this one knows; null: it is of this stack
   * @param ofSameApp all stacks of its program are known
   */
  constructor(instance: Instance, made: Made, from: string | null, ofSameApp: boolean) {
    const { block, key, given, by } = instance;
    const metadata = metadataOf(block.body);
    const path = metadata["path"];
    const elsewhere = from === null ? "" : `${from}#`;
    this.address = elsewhere + block.address + keyText(key);
    this.module = elsewhere;
    if (from !== null) this.from = from;
    this.provider = providerOf(block);
    if (from !== null && ofSameApp) this.isWhole = true;
    this.type = block.type;
    this.name = typeof path === "string" && path !== "" ? path + keyText(key) : block.name;
    this.mode = block.mode;
    this.location = locationOf(metadata);
    this.key = key;
    const masks = maskOf(given) as Readonly<Record<string, Mask>>;
    // What a data source finds is not known.
    const unknown = block.mode === "data" ? { ...masks, "*": true } : masks;
    if (by !== null) this.perhaps = { attribute: by.attribute, dependsOn: textsOf(unknowns(by.worth)) };
    this.values = { resource: this, path: "", raw: rawOf(given), unknown, sensitive: undefined };
    this.#instance = instance;
    this.#made = made;
  }

  written(path: string): ReturnType<Resource["written"]> {
    const worth = worthAt(this.#instance.given, path);
    if (worth === undefined || worth === null) return "no";
    return worth instanceof Unknown && !worth.plain ? "cannot tell" : "yes";
  }

  partly(path: string): string | undefined {
    const worth = worthAt(this.#instance.given, path);
    return worth instanceof Unknown ? worth.text : undefined;
  }

  references(path: string): References {
    if (path === "depends_on") return { ...NO_REFERENCES, ends: this.#waitsFor() };
    const worth = worthAt(this.#instance.given, path);
    if (worth === undefined) return NO_REFERENCES;
    const found = unknowns(worth);
    const named = found.flatMap(({ names }) => names);
    const traced = found.every(({ plain }) => plain) && named.every((name) => this.#ends(name).length > 0);
    const ends = new Map(named.flatMap((name) => this.#ends(name)).map((end) => [`${end.resource.address} ${end.attribute}`, end]));
    return {
      ends: [...ends.values()],
      names: textsOf(found),
      traced,
      exact: traced,
      blocks: 0,
    };
  }

  #waitsFor(): readonly Reference[] {
    const named = this.#instance.block.body["depends_on"];
    const blocks = [...this.#made.keys()].filter(({ address }) => Array.isArray(named) && named.includes(address));
    return blocks.flatMap((block) => this.#ends({ text: block.address, block, key: undefined, attribute: "" }));
  }

  #ends({ block, key, attribute }: Named): readonly Reference[] {
    const all = block === null ? [] : (this.#made.get(block) ?? []);
    const meant = key === undefined ? all : all.filter((resource) => resource.key === key);
    return meant.map((resource) => ({ resource, attribute, pick: "all" }));
  }
}
