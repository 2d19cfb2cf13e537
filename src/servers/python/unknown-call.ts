import { HOLE } from "../../model/text";
import { KEEPS, type PyCall } from "./call";
import { forgetAll, forgetNamed, lose } from "./forget";
import { assignAttribute, isTable } from "./assign";
import type { Run } from "./program";
import type { Frame } from "./scope";
import { isNamed, itemsOf } from "./value";

/** They run a text, which may do anything. */
const RUNS = /^(exec|eval|execfile|runpy\.run_(path|module))$/;

/** Methods of a dictionary that leave it as it is. */
const READS = /\.(get|items|keys|values|copy)$/;

/** What a call of code that nobody has shown may change. */
export function afterUnknown(run: Run, call: PyCall, frame: Frame): void {
  const values = [...call.positional, ...call.named.values()].map(({ value }) => value);
  if (!KEEPS.test(call.path) || call.named.size > 0) lose(...values);
  const attribute = call.path.replace(/\.[^.]*$/, "");
  if (itemsOf(run.attributes.get(attribute)) !== null) run.attributes.set(attribute, HOLE);
  if (RUNS.test(call.path)) run.complete = false;
  if (RUNS.test(call.path) || values.some(isTable) || (isTable(call.receiver ?? undefined) && !READS.test(call.path))) forgetAll(frame);
  if (!/^(setattr|delattr)$/.test(call.path)) return;
  const [object, name] = values;
  if (typeof name === "string" && !name.includes(HOLE)) {
    if (isNamed(object)) assignAttribute(run, object, name, HOLE, frame);
    else forgetNamed(frame, name);
  } else if (!isNamed(object)) forgetAll(frame);
  else for (const known of object.names?.keys() ?? []) object.names?.set(known, HOLE);
}
