// What the readers of the two packages have in common.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Property
 * @property {boolean} map
 * @property {string | null} shape
 * @property {boolean} [optional] of Pulumi's outputs: it may be undefined
 * @property {boolean} [kept] of Pulumi's arguments: optional and computed, so that the provider chooses where it is left out
 */
/** @typedef {Map<string, Property>} Shape members by name */
/** @typedef {{ shapes: Map<string, Shape>, types: Map<string, Shape> }} Sdk */

/** @param {string} path */
export const textOf = (path) => readFileSync(path, "utf8");

/** @param {string} folder @returns {string[]} */
export const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".js"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
