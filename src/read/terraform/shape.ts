import type { Json, Mask } from "../../model/value";

import { isObject, type JsonObject } from "../json";
import { unreadable } from "../unreadable";

/** A piece of the input and the way to it, so that what is malformed can be named. */
export interface Piece {
  readonly file: string;
  /** Null: the whole input. */
  readonly parent: Piece | null;
  readonly name: string | number;
  readonly json: Json | undefined;
  /** What writes such inputs, where that is not Terraform. */
  readonly command?: string | undefined;
}

export const whole = (file: string, json: Json, command?: string): Piece => ({ file, parent: null, name: "", json, command });

export const member = (parent: Piece, name: string | number): Piece => {
  const { file, json, command } = parent;
  const part = typeof json === "object" && json !== null ? (json as Readonly<Record<string | number, Json>>)[name] : undefined;
  return { file, parent, name, json: part, command };
};

/** `resource_changes[0].change.after` */
function pathOf(piece: Piece): string {
  const names: string[] = [];
  for (let at = piece; at.parent !== null; at = at.parent) names.push(typeof at.name === "number" ? `[${String(at.name)}]` : `.${at.name}`);
  return names.reverse().join("").replace(/^\./, "");
}

export const malformed = (piece: Piece, wanted: string): Error => unreadable(piece.file, "malformed", pathOf(piece), wanted, piece.command);

export const isAbsent = (json: Json | undefined): json is null | undefined => json === undefined || json === null;

export function objectOf(piece: Piece): JsonObject {
  if (!isObject(piece.json)) throw malformed(piece, "an object");
  return piece.json;
}

/** The members of an object that may be absent. */
export const optionalObject = (piece: Piece): JsonObject => (isAbsent(piece.json) ? {} : objectOf(piece));

/** The elements of a list that may be absent. */
export function listOf(piece: Piece): readonly Piece[] {
  const { json } = piece;
  if (isAbsent(json)) return [];
  if (!Array.isArray(json)) throw malformed(piece, "a list");
  return json.map((_, index) => member(piece, index));
}

/** The members of an object that may be absent, by name. */
export const membersOf = (piece: Piece): readonly (readonly [string, Piece])[] =>
  Object.keys(optionalObject(piece)).map((name) => [name, member(piece, name)] as const);

export function textOf(piece: Piece): string {
  if (typeof piece.json !== "string") throw malformed(piece, "a text");
  return piece.json;
}

export function optionalText(piece: Piece): string | null {
  return isAbsent(piece.json) ? null : textOf(piece);
}

/** A mask of marks: a boolean, or a list or object of masks. What is inside is looked at when a value is. */
export function maskOf(piece: Piece): Mask {
  const { json } = piece;
  if (isAbsent(json)) return undefined;
  if (typeof json !== "boolean" && typeof json !== "object") throw malformed(piece, "true, false, or marks in the shape of the value");
  return json as Mask;
}
