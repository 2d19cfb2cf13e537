import { HOLE } from "../../model/text";
import type { PyCall } from "./evaluate";

/** What a Python expression is worth. A text may hold HOLE; HOLE alone is a value that nobody can tell. */
export type PyValue = string | number | boolean | null | readonly PyValue[] | PyNamed;

/** Something that is known by where it comes from: `flask.Flask` is a name in a module, `flask.Flask()` what calling it makes. */
export interface PyNamed {
  readonly path: string;
  /** The call that made it. */
  readonly by?: PyCall;
}

export const isNamed = (value: PyValue | undefined): value is PyNamed => typeof value === "object" && value !== null && "path" in value;

/** As `str()` writes it. */
export function textOf(value: PyValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return value === true ? "True" : value === false ? "False" : value === null ? "None" : HOLE;
}

/** As `bool()` takes it; undefined where that is not known. */
export function truth(value: PyValue): boolean | undefined {
  if (typeof value === "string") return value === HOLE ? undefined : value !== "";
  if (isNamed(value)) return value.path.endsWith("()") ? undefined : true;
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
