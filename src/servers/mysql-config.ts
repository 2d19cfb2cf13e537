import type { Invocation } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { includeFiles } from "./include";
import { parseIni, type Setting } from "./ini";
import { readFile, type Layer } from "./setting";

/** A server's own groups. https://dev.mysql.com/doc/refman/8.4/en/option-files.html */
const GROUPS = /^(mysqld(-\d.*)?|server|mariadbd?|mariadb-\d.*|mysqld_safe|mysqld\d+)$/;

/** A name with dashes; underscores are the same. */
export const dashed = (name: string): string => name.replaceAll("_", "-");

/** What option files say of a setting, the last of it alone. */
export function optionFiles(invocation: Invocation, names: readonly string[]): (key: string) => Layer {
  const { settings, doubts } = readAll(invocation, names, 0);
  return (key) => {
    const found = settings.findLast((setting) => dashed(setting.key) === key && GROUPS.test(setting.section));
    return { said: found === undefined ? [] : [{ value: found.value, says: found.says, from: "file" }], doubts };
  };
}

function readAll(
  invocation: Invocation,
  names: readonly string[],
  depth: number,
): { settings: readonly Setting[]; doubts: readonly LaunchUnknown[] } {
  const settings: Setting[] = [];
  const doubts: LaunchUnknown[] = [];
  for (const name of names) {
    const file = readFile(invocation, name);
    doubts.push(...file.doubts);
    let section = "";
    for (const line of (file.text ?? "").split("\n")) {
      const [, kind, path] = /^\s*!include(dir)?\s+(\S+)/.exec(line) ?? [];
      if (path === undefined) {
        section = /^\s*\[([^\]]*)\]/.exec(line)?.[1] ?? section;
        settings.push(...parseIni(line).map((setting) => ({ ...setting, section })));
      } else if (depth < 4) {
        const included =
          kind === undefined ? { files: [{ path }], doubts: [] } : includeFiles(invocation, "/", `${path.replace(/\/$/, "")}/*.cnf`);
        const inner = readAll(
          invocation,
          included.files.map((one) => one.path),
          depth + 1,
        );
        settings.push(...inner.settings);
        doubts.push(...included.doubts, ...inner.doubts);
      }
    }
  }
  return { settings, doubts };
}
