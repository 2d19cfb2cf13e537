import type { Invocation } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { unseen } from "../words/servers";
import { parseHcl, type Body } from "./hcl";
import { includeFiles } from "./include";
import type { Given } from "./options";
import { absolute, readFile } from "./setting";

/** Files by name, those of a folder by their endings, and texts of options. */
export function configured(
  invocation: Invocation,
  paths: readonly Given[],
  texts: readonly Given[],
): { readonly bodies: readonly Body[]; readonly doubts: readonly LaunchUnknown[] } {
  const doubts: LaunchUnknown[] = [];
  const files = paths.flatMap(({ value }) => {
    if (/\.(hcl|json)$/.test(value)) {
      const file = readFile(invocation, value);
      doubts.push(...file.doubts);
      return file.text === null ? [] : [{ path: value, text: file.text }];
    }
    const all = ["*.hcl", "*.json"].map((name) => includeFiles(invocation, absolute(invocation.cwd, value), name));
    const hidden = all.flatMap((one) => one.doubts)[0];
    if (hidden !== undefined || invocation.files.list === undefined) doubts.push(hidden ?? unseen.directory(value));
    return all.flatMap((one) => one.files);
  });
  const all = [...files, ...texts.map(({ value }) => ({ path: "-hcl", text: value }))];
  const bodies = all.flatMap(({ path, text }) => {
    const body = parseHcl(text);
    if (body === undefined) doubts.push(unseen.fileFormat(path));
    return body ?? [];
  });
  return { bodies, doubts };
}
