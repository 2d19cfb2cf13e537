import type { JsonObject } from "../json";
import {
  isAbsent,
  listOf,
  malformed,
  member,
  membersOf,
  objectOf,
  optionalObject,
  optionalText,
  textOf,
  type Piece,
} from "../terraform/shape";
import type { Registered } from "./registered";

/** A registration, and what a state says of it besides. */
export interface Stated extends Registered {
  /** It was replaced, and is on its way out. */
  readonly leaving: boolean;
}

function flagOf(piece: Piece): boolean {
  if (typeof piece.json !== "boolean") throw malformed(piece, "true or false");
  return piece.json;
}

const optionalFlag = (piece: Piece): boolean => !isAbsent(piece.json) && flagOf(piece);

const propertiesOf = (piece: Piece): JsonObject | null => (isAbsent(piece.json) ? null : objectOf(piece));

/** Where the program makes it: the nearest of its own files, since a class of a library makes for others. */
function sourceOf(piece: Piece): string | null {
  const positions = [piece, ...listOf(member(piece, "stackTrace"))].map((frame) => optionalText(member(frame, "sourcePosition")));
  return positions.find((position) => position !== null && /^project:\/\/\/(?!\.\.\/)(?!.*node_modules\/)/.test(position)) ?? null;
}

/**
 * A resource as states and previews hold it.
 * https://github.com/pulumi/pulumi/blob/master/developer-docs/architecture/deployment-schema.md
 * @throws UnreadableInput
 */
export function statedOf(piece: Piece): Stated {
  objectOf(piece);
  const inputs = propertiesOf(member(piece, "inputs"));
  const custom = flagOf(member(piece, "custom"));
  const external = optionalFlag(member(piece, "external"));
  const id = optionalText(member(piece, "id"));
  const dependencies = membersOf(member(piece, "propertyDependencies"));
  optionalObject(member(piece, "propertyDependencies"));
  return {
    urn: textOf(member(piece, "urn")),
    type: textOf(member(piece, "type")),
    id: id === "" ? null : id,
    custom,
    // Empty maps are left out: of what is not read, the inputs are told in any case.
    inputs: inputs ?? (custom && !external ? {} : null),
    outputs: propertiesOf(member(piece, "outputs")),
    propertyDependencies: Object.fromEntries(dependencies.map(([name, urns]) => [name, listOf(urns).map(textOf)])),
    dependencies: listOf(member(piece, "dependencies")).map(textOf),
    parent: optionalText(member(piece, "parent")),
    // With its id at the end, which the next deployment may change.
    provider: optionalText(member(piece, "provider"))?.replace(/::[^:]*$/, "") ?? null,
    aliases: listOf(member(piece, "aliases")).map(textOf),
    external,
    source: sourceOf(piece),
    leaving: optionalFlag(member(piece, "delete")) || optionalFlag(member(piece, "pendingReplacement")),
  };
}
