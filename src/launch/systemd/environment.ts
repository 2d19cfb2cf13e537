import { UNSEEN } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { readAt } from "../files/tree";
import type { Process } from "../process";
import { asUser } from "../user";
import { environmentLines, last, managerEnvironment, splitWords, type Unit } from "./unit";

/** A line that may set any variable. */
const NAME_UNKNOWN = new RegExp(`^[^#;=\\n]*${HOLE}`, "m");

/** The variables of a service, as files are now. */
export function environmentOf(unit: Unit, process: Process): { values: Map<string, string>; complete: boolean } {
  const user = last(unit, "Service.User");
  const own = user === undefined ? managerEnvironment() : asUser(managerEnvironment(), user, process.world.files);
  const values = new Map(own.values);
  let complete = true;
  for (const line of unit.get("Service.Environment") ?? []) {
    for (const { text } of splitWords(line))
      if (text.includes("=")) values.set(text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1));
  }
  for (const path of unit.get("Service.EnvironmentFile") ?? []) {
    const name = path.replace(/^-/, "");
    const text = readAt(process.world.files, name, "/");
    const end = process.world.files.appended(name);
    const known = (text === UNSEEN ? (end?.certain === true ? end.text : null) : text) ?? "";
    const isKnown = !NAME_UNKNOWN.test(known);
    if (text === UNSEEN || !isKnown) {
      // It comes after `Environment=`, and may overwrite any of it.
      for (const variable of values.keys()) values.set(variable, HOLE);
      complete = false;
    }
    if (isKnown) for (const [variable, value] of environmentLines(known)) values.set(variable, value);
  }
  const passed = (unit.get("Service.PassEnvironment") ?? []).flatMap((line) => line.split(/\s+/));
  for (const variable of passed) values.set(variable, values.get(variable) ?? HOLE);
  unset(values, unit.get("Service.UnsetEnvironment") ?? []);
  return { values, complete };
}

/** By name, or by name and value. https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#UnsetEnvironment= */
function unset(values: Map<string, string>, lines: readonly string[]): void {
  for (const { text } of lines.flatMap(splitWords)) {
    const [, name = "", , value] = /^([^=]*)(=([^]*))?$/.exec(text) ?? [];
    const known = values.get(name);
    if (hasHole(text)) for (const variable of values.keys()) values.set(variable, HOLE);
    else if (value === undefined || known === value) values.delete(name);
    else if (known !== undefined && hasHole(known)) values.set(name, HOLE);
  }
}
