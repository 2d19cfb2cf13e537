import type { Mask } from "../../model/value";

import type { JsonObject } from "../json";
import { keyText, moduleSteps, stepsOf, type ModuleStep } from "./address";
import type { Facts, Identity } from "./resource";
import { isAbsent, listOf, malformed, maskOf, member, objectOf, optionalText, textOf, type Piece } from "./shape";

/** What is to happen to a resource instance. */
export interface Change {
  readonly after: Facts | null;
  readonly before: Facts | null;
  readonly who: Identity;
  readonly created: boolean;
  /** It stays as it is, or is read. */
  readonly idle: boolean;
  /** It leaves Terraform's hands and goes on running. */
  readonly forgotten: boolean;
}

const KEEPS = new Set(["create", "update", "no-op", "read"]);
const ENDS = new Set(["delete", "forget"]);

const moduleText = (modules: readonly ModuleStep[]): string => modules.map(({ name, key }) => `module.${name}${keyText(key)}`).join(".");

/** Where `module_address` is left out, the address tells. */
function moduleOf(piece: Piece, address: string): string {
  const given = optionalText(member(piece, "module_address"));
  if (given !== null) return given;
  return address.startsWith("module.") ? moduleText(moduleSteps(stepsOf(address)).modules) : "";
}

/** What a resource was called before this plan: its state before goes by present addresses already. */
export function calledBefore(who: Identity): Identity {
  const [address] = who.previous ?? [];
  if (address === undefined) return who;
  const { modules, rest } = moduleSteps(stepsOf(address));
  const [type = who.type, name = who.name] = rest.map(String);
  return { type, name, mode: who.mode, address, module: moduleText(modules) };
}

/** Null: an ephemeral resource, or another that is never deployed. */
function identityOf(entry: Piece, address: string, module: string): Identity | null {
  const mode = textOf(member(entry, "mode"));
  const type = textOf(member(entry, "type"));
  const name = textOf(member(entry, "name"));
  return mode === "managed" || mode === "data" ? { address, type, name, mode, module } : null;
}

const valuesOf = (piece: Piece): JsonObject | null => (isAbsent(piece.json) ? null : objectOf(piece));

const isMarks = (mask: Mask): boolean => typeof mask === "object" && mask !== null && !Array.isArray(mask);

/**
 * The changes of a plan, but for deposed objects, which are on their way out.
 * https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 * @throws UnreadableInput
 */
export function changesOf(piece: Piece): readonly Change[] {
  return listOf(piece).flatMap((entry) => {
    objectOf(entry);
    const address = textOf(member(entry, "address"));
    const identity = identityOf(entry, address, moduleOf(entry, address));
    const moved = optionalText(member(entry, "previous_address"));
    const who = identity === null || moved === null ? identity : { ...identity, previous: [moved] };
    const change = member(entry, "change");
    objectOf(change);
    const actions = listOf(member(change, "actions")).map(textOf);
    if (actions.length === 0) throw malformed(member(change, "actions"), 'a list of actions, such as ["create"]');
    const after = valuesOf(member(change, "after"));
    const before = valuesOf(member(change, "before"));
    const unknown = maskOf(member(change, "after_unknown"));
    const known = actions.some((action) => KEEPS.has(action));
    const stays = known || (after !== null && !actions.every((action) => ENDS.has(action)));
    // What a change makes always comes with what of it is not known yet, be it nothing.
    const makes = actions.includes("create") || actions.includes("update");
    if (makes && unknown !== true && !isMarks(unknown)) throw malformed(member(change, "after_unknown"), "marks in the shape of the value");
    if (makes && after === null && unknown !== true) throw malformed(member(change, "after"), "an object");
    if (known && after === null && (unknown === undefined || unknown === false)) throw malformed(member(change, "after"), "an object");
    if (who === null || optionalText(member(entry, "deposed")) !== null) return [];
    return {
      who,
      created: before === null,
      idle: actions.every((action) => action === "no-op" || action === "read"),
      forgotten: !stays && actions.includes("forget"),
      after: stays ? { who, raw: after, unknown, sensitive: maskOf(member(change, "after_sensitive")) } : null,
      before: before === null ? null : { who, raw: before, unknown: undefined, sensitive: maskOf(member(change, "before_sensitive")) },
    };
  });
}

/**
 * The resources of `planned_values` or of a state, module by module.
 * https://developer.hashicorp.com/terraform/internals/json-format#values-representation
 * @throws UnreadableInput
 */
export function resourcesOf(values: Piece): readonly Facts[] {
  const found: Facts[] = [];
  if (isAbsent(values.json)) return found;
  objectOf(values);
  const root = member(values, "root_module");
  const rest: Piece[] = isAbsent(root.json) ? [] : [root];
  for (let module = rest.pop(); module !== undefined; module = rest.pop()) {
    objectOf(module);
    const within = optionalText(member(module, "address")) ?? "";
    for (const entry of listOf(member(module, "resources"))) {
      objectOf(entry);
      const written = textOf(member(entry, "address"));
      // 0.12 writes the address within the module.
      const address = within === "" || written.startsWith(`${within}.`) ? written : `${within}.${written}`;
      const who = identityOf(entry, address, within);
      const raw = valuesOf(member(entry, "values"));
      const sensitive = maskOf(member(entry, "sensitive_values"));
      const current = optionalText(member(entry, "deposed_key")) === null;
      if (who !== null && current) found.push({ who, raw, unknown: undefined, sensitive });
    }
    rest.push(...[...listOf(member(module, "child_modules"))].reverse());
  }
  return found;
}
