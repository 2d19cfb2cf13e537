import { UNSEEN, type FileText } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { quadletUnit } from "./quadlet";
import { parseUnit, resolveSpecifiers, type Unit } from "./unit";
import type { Tree } from "../files/tree";
import { basename } from "../process";

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Unit%20File%20Load%20Path */
export const UNIT_FOLDERS = [
  "/etc/systemd/system",
  "/run/systemd/system",
  "/usr/local/lib/systemd/system",
  "/usr/lib/systemd/system",
  "/lib/systemd/system",
] as const;

/** Of `systemctl --user`. */
const USER_FOLDERS = ["/etc/systemd/user", "/home/*/.config/systemd/user", "/root/.config/systemd/user"];

const templateOf = (name: string): string => name.replace(/@.*(?=\.\w+$)/, "@");

/** Where the script wrote a unit, or the template that it is an instance of. */
export function unitPath(files: Tree, name: string): string | undefined {
  const names = [name, templateOf(name)].flatMap((unit) => UNIT_FOLDERS.map((folder) => `${folder}/${unit}`));
  const written = [...names, ...USER_FOLDERS.flatMap((folder) => files.find(`${folder}/${name}`))];
  return written.find((candidate) => files.has(candidate)) ?? written.find((candidate) => files.state.entries.get(candidate) === UNSEEN);
}

/** Files in a folder that belongs to a unit (`a.service.d`, `a.service.wants`), or to its template. */
export const besideUnit = (files: Tree, name: string, suffix: string): readonly string[] =>
  [...new Set([templateOf(name), name])].flatMap((unit) => UNIT_FOLDERS.flatMap((folder) => files.find(`${folder}/${unit}.${suffix}`)));

/** A unit's names for its drop-ins, the nearest first: its own, its template's, those up to each of its dashes, and its type. */
function dropInNames(name: string): readonly string[] {
  const [, plain = name, type = ""] = /^(.*)(\.\w+)$/.exec(name) ?? [];
  const dashes = [...plain.matchAll(/-/g)].map(({ index }) => plain.slice(0, index + 1) + type);
  return [...new Set([name, templateOf(name), ...dashes.reverse(), type.slice(1)])].filter((one) => one !== "");
}

/**
 * Drop-ins in the order of their names, wherever they lie; of two with one name the nearer counts.
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Description
 */
function dropInsOf(files: Tree, name: string): readonly string[] {
  const byName = new Map<string, string>();
  for (const path of dropInNames(name).flatMap((unit) => UNIT_FOLDERS.flatMap((folder) => files.find(`${folder}/${unit}.d`)))) {
    const own = basename(path);
    if (own.endsWith(".conf") && !byName.has(own)) byName.set(own, path);
  }
  return [...byName].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, path]) => path);
}

const AMONG_UNITS = /^\uFFFC?\/(etc|run)\/systemd(\/|$)/;

/**
 * Whether a unit, or a file beside it, may have come from where nobody has shown. Of a package's folder only the unit's own name counts:
 * much that has nothing to do with units is unpacked above it (`tar -C /usr/local`). So it is with drop-ins and what is unpacked in `/`,
 * where user data start; and a unit that was written hides those of folders that come after its own.
 * @param unitAt where the script wrote the unit
 */
function isBrought(files: Tree, name: string, unitAt: string | undefined): boolean {
  const blurred = files.state.blurred.filter(({ path }) => path !== HOLE);
  if (blurred.length === 0) return false;
  const places = [name, templateOf(name)].flatMap((unit) =>
    UNIT_FOLDERS.map((folder, index) => ({ path: `${folder}/${unit}`, own: index < 2 })),
  );
  const written = places.findIndex(({ path }) => path === unitAt);
  const nearer = new Set(written < 0 ? places : places.slice(0, written));
  return blurred.some((blur) =>
    places.some((place) => {
      const { path, own } = place;
      const unit = nearer.has(place) && (own ? blur.pattern.test(path) : blur.path === path);
      const beside = blur.path.startsWith(`${path}.d/`) || (own && AMONG_UNITS.test(blur.path) && blur.pattern.test(`${path}.d/${HOLE}`));
      return beside || (unit && files.read(path) === UNSEEN);
    }),
  );
}

/** The text of a unit that the script wrote, or that podman makes of what it wrote, with its drop-ins; UNSEEN for what nobody has shown, null where there is none. */
export function writtenUnit(files: Tree, name: string): readonly FileText[] | null {
  const path = unitPath(files, name);
  const dropIns = dropInsOf(files, name);
  const made = path === undefined ? quadletUnit(files, name) : null;
  const brought = isBrought(files, name, path) ? UNSEEN : null;
  const texts = [made, brought, ...[...(path === undefined ? [] : [path]), ...dropIns].map((file) => files.read(file))];
  const there = texts.filter((text): text is FileText => text !== null);
  return there.length === 0 ? null : there;
}

/** Units that the script put where others start them. */
export const linkedUnits = (files: Tree): readonly string[] =>
  UNIT_FOLDERS.flatMap((folder) => ["wants", "requires", "upholds"].flatMap((suffix) => files.find(`${folder}/*.${suffix}`)));

/** What is known of a unit that the script wrote; empty where it wrote none. */
export function unitOf(files: Tree, name: string): Unit {
  const texts = (writtenUnit(files, name) ?? []).filter((text) => text !== UNSEEN);
  return resolveSpecifiers(parseUnit(texts), name);
}

/** The units that a setting names; those whose name is not known are left out. */
export const namesIn = (unit: Unit, key: string): readonly string[] =>
  (unit.get(key) ?? []).flatMap((value) => value.split(/\s+/)).filter((name) => name !== "" && !hasHole(name));
