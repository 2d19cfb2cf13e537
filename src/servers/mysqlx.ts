import type { Environment } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { HOLE, hasHole } from "../model/text";
import { separate } from "./address-option";
import type { Option, Parsed } from "./options";
import { pair, type Bind } from "./served";
import { decide, fallback, last, option, type Layer } from "./setting";

/** `loose-` before a name: a server that does not know it goes on. */
const spelled = (name: string): Pick<Option, "names"> => ({ names: [`--${name}`, `--loose-${name}`] });

/** The X Plugin's own options. https://dev.mysql.com/doc/refman/8.4/en/x-plugin-options-system-variables.html */
export const X_OPTIONS = {
  x: { ...spelled("mysqlx"), takes: "none" },
  xSkip: { names: ["skip-mysqlx", "disable-mysqlx"].flatMap((name) => spelled(name).names), takes: "none" },
  xHost: spelled("mysqlx-bind-address"),
  xPort: spelled("mysqlx-port"),
} as const satisfies Readonly<Record<string, Option>>;

const OFF = /^(0|off|false)$/i;

/**
 * Sockets of the X Plugin, which MySQL has on from 8.0 and MariaDB does not know. Which of them `mysqld` is, the official image's variable
 * tells, or a setting that only a server with the plugin starts with; else they are possible.
 */
export function mysqlx(
  { values }: Environment,
  parsed: Parsed<keyof typeof X_OPTIONS>,
  file: (key: string) => Layer,
): { readonly binds: readonly Bind[]; readonly doubts: readonly LaunchUnknown[] } {
  const inFile = (key: string): Layer => decide(file(key), file(`loose-${key}`));
  const skip = decide(last(option(parsed, "xSkip")), inFile("skip-mysqlx"));
  const on = decide(last(option(parsed, "x")), inFile("mysqlx"));
  if (skip.said.some(({ value }) => !OFF.test(value) && !hasHole(value)) || on.said.some(({ value }) => OFF.test(value)))
    return { binds: [], doubts: [...skip.doubts, ...on.doubts] };
  const hosts = decide(last(option(parsed, "xHost")), inFile("mysqlx-bind-address"), fallback("*"));
  const ports = decide(last(option(parsed, "xPort")), inFile("mysqlx-port"), fallback("33060"));
  const said = [...hosts.said, ...ports.said].some(({ says }) => says !== "" && !says.includes("loose"));
  const major = values.get("MYSQL_MAJOR") ?? HOLE;
  if (Number.parseInt(major, 10) < 8 && !said) return { binds: [], doubts: [] };
  const open = [...skip.said, ...on.said].some(({ value }) => hasHole(value));
  const certainty = !open && (said || !hasHole(major)) ? "definite" : "possible";
  return {
    binds: pair(separate(hosts, /\s*,\s*/), ports).map((bind) => ({ ...bind, certainty })),
    doubts: [...skip.doubts, ...on.doubts, ...hosts.doubts, ...ports.doubts],
  };
}
