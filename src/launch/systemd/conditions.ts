import { UNSEEN } from "../../model/launch";
import { HOLE, IF_ANY } from "../../model/text";
import type { Unit } from "./unit";
import type { Tree } from "../files/tree";

type Asks = "PathExists" | "FileNotEmpty" | "FileIsExecutable";

/** Programs that a unit runs: without them it would start nothing, so that they are taken to be there. */
const programsOf = (unit: Unit): readonly string[] =>
  (unit.get("Service.ExecStart") ?? []).map((line) => line.replace(/^[-@:+!]*/, "").split(/\s/)[0] ?? "");

/** Whether a path is there; null: nobody knows. */
function isThere(files: Tree, path: string, asks: Asks): boolean | null {
  const text = files.read(path);
  if (asks === "FileIsExecutable") return null;
  if (asks === "FileNotEmpty" && text !== null) {
    const known = text !== UNSEEN && text.replaceAll(IF_ANY, "").replaceAll(HOLE, "") !== "";
    return known || (text === "" ? false : null);
  }
  if (text !== null && text !== UNSEEN) return true;
  if (files.find(path).length > 0) return true;
  return text === null ? false : null;
}

/** A path that has to be there, or with `!` has not. A leading `|` makes it one of several, of which one is enough. */
function holds(value: string, files: Tree, asks: Asks, programs: readonly string[]): boolean | null {
  const [, alternative = "", negated = "", path = ""] = /^\s*(\|?)\s*(!?)\s*(.*)$/.exec(value) ?? [];
  const there = alternative === "" && path.startsWith("/") ? (isThere(files, path, asks) ?? (programs.includes(path) ? true : null)) : null;
  return there === null ? null : there !== (negated !== "");
}

/**
 * Whether what a unit asks for before it starts is so; null: nobody knows.
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Conditions%20and%20Asserts
 */
export function conditionsHold(unit: Unit, files: Tree): boolean | null {
  const results = [...unit].flatMap(([key, values]): readonly (boolean | null)[] => {
    const asks = /^Unit\.(?:Condition|Assert)(PathExists|FileNotEmpty|FileIsExecutable)$/.exec(key)?.[1] as Asks | undefined;
    if (asks !== undefined) return values.map((value) => holds(value, files, asks, programsOf(unit)));
    if (key === "Service.ExecCondition")
      return values.map((command) => (/(^|\/)(true|false)$/.test(command) ? command.endsWith("true") : null));
    return /^Unit\.(Condition|Assert)/.test(key) ? values.map(() => null) : [];
  });
  if (results.includes(false)) return false;
  return results.includes(null) ? null : true;
}
