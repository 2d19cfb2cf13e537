import type { Json, Mask } from "../../model/value";

import { isObject, type JsonObject } from "../json";

/** A value with what of it is unknown and what is secret. */
export interface Marked {
  readonly raw: Json;
  readonly unknown: Mask;
  readonly sensitive: Mask;
}

/** What the engine writes where a value is not known yet: a boolean, a number, a text, a list, an asset, an archive, an object. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWN = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  UNKNOWN_TEXT,
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
] as const;

const SENTINEL = new RegExp(UNKNOWN.join("|"));

/** What `pulumi preview --json` writes in the place of a secret. */
const HIDDEN = "[secret]";

/** A member of this name makes an object one of the values below. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** An object that stands for a value of another kind. */
export const isSpecial = (object: JsonObject): boolean => Object.hasOwn(object, SIGNATURE);

/** Deeper than any resource; what lies below is unknown. */
const DEPTH = 100;

const NOT_KNOWN: Marked = { raw: null, unknown: true, sensitive: false };

const known = (raw: Json): Marked => ({ raw, unknown: false, sensitive: false });

/** A value as the engine marks what is secret and in the clear. https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
export const asSecret = <T>(value: T): { readonly [SIGNATURE]: typeof SECRET; readonly value: T } => ({ [SIGNATURE]: SECRET, value });

const secret = (value: Marked): Marked => ({ ...value, sensitive: true });

/** Whether a text stands for a value that is not known. */
export const isSentinel = (json: Json | undefined): boolean => typeof json === "string" && (json === HIDDEN || SENTINEL.test(json));

/** Whether a preview hides a secret among the values. */
export function holdsHidden(json: Json | undefined, depth = 0): boolean {
  if (typeof json !== "object" || json === null || depth > DEPTH) return json === HIDDEN;
  return Object.values<Json>(json).some((part) => holdsHidden(part, depth + 1));
}

/** Whether a secret is among the values that only the stack's key can read. */
export function holdsCiphertext(json: Json | undefined, depth = 0): boolean {
  if (typeof json !== "object" || json === null || depth > DEPTH) return false;
  if (!Array.isArray(json) && (json as JsonObject)[SIGNATURE] === SECRET) return typeof (json as JsonObject)["plaintext"] !== "string";
  return Object.values<Json>(json).some((part) => holdsCiphertext(part, depth + 1));
}

/** A secret that was exported in the clear is JSON in a text. */
function opened(plaintext: string): Json | undefined {
  try {
    return JSON.parse(plaintext) as Json;
  } catch {
    return undefined;
  }
}

/** https://github.com/pulumi/pulumi/blob/master/developer-docs/architecture/deployment-schema.md#property-values */
function special(object: JsonObject, depth: number): Marked {
  switch (object[SIGNATURE]) {
    case SECRET: {
      const { plaintext, value } = object;
      const clear = typeof plaintext === "string" ? opened(plaintext) : value;
      return secret(clear === undefined ? NOT_KNOWN : marked(clear, depth));
    }
    case ASSET:
      return typeof object["text"] === "string" ? marked(object["text"], depth) : NOT_KNOWN;
    case RESOURCE:
      return typeof object["id"] === "string" && object["id"] !== "" ? marked(object["id"], depth) : NOT_KNOWN;
    case OUTPUT: {
      const value = object["value"] === undefined ? NOT_KNOWN : marked(object["value"], depth);
      return object["secret"] === true ? secret(value) : value;
    }
    default:
      return NOT_KNOWN;
  }
}

/** Reads the engine's own spelling of what is unknown, secret, an asset or a reference, leaf by leaf. */
export function marked(json: Json, depth = 0): Marked {
  if (isSentinel(json)) return json === HIDDEN ? secret(NOT_KNOWN) : NOT_KNOWN;
  if (typeof json !== "object" || json === null) return known(json);
  if (depth > DEPTH) return NOT_KNOWN;
  if (isObject(json)) {
    if (isSpecial(json)) return special(json, depth + 1);
    const members = Object.entries(json).map(([name, value]) => [name, marked(value, depth + 1)] as const);
    return {
      raw: Object.fromEntries(members.map(([name, { raw }]) => [name, raw])),
      unknown: Object.fromEntries(members.map(([name, { unknown }]) => [name, unknown])),
      sensitive: Object.fromEntries(members.map(([name, { sensitive }]) => [name, sensitive])),
    };
  }
  const elements = json.map((element) => marked(element, depth + 1));
  return {
    raw: elements.map(({ raw }) => raw),
    unknown: elements.map(({ unknown }) => unknown),
    sensitive: elements.map(({ sensitive }) => sensitive),
  };
}
