import type { Invocation } from "../model/launch";
import { endpoint } from "./endpoint";
import { rubyCalls } from "./ruby-calls";
import type { Bind } from "./served";
import { firstFile, type Layer, type Said } from "./setting";

export interface PumaConfig {
  readonly binds: readonly Bind[];
  readonly doubts: Layer["doubts"];
}

/** What opens or takes over sockets otherwise, and plug-ins that are not puma's own. https://puma.io/puma/Puma/DSL.html */
const OTHERS =
  /\b(?:ssl_bind|clear_binds!|bind_to_activated_sockets|activate_control_app|set_default_host)|\bplugin\b(?!.*:(?:tmp_restart|systemd|solid_queue|tailwindcss)\b)/;

const withoutQuery = (port: string | number | null): string | number | null =>
  typeof port === "string" ? port.replace(/[?/].*$/, "") : port;

/** `tcp://0.0.0.0:9292`, `ssl://[::]:9293?key=k`, `unix:///run/puma.sock`. */
export function pumaUrl(said: Said, port: string): Bind {
  const bind = endpoint(said, { host: "0.0.0.0", port, bare: "host", schemes: ["tcp://", "ssl://"], unix: ["unix://"] });
  return { ...bind, port: withoutQuery(bind.port) };
}

/** What the file binds that is named, else the usual ones; `host` is where a port alone is. lib/puma/dsl.rb */
export function pumaConfig(invocation: Invocation, named: string | undefined, mode: string, host: string): PumaConfig {
  if (named === "-") return { binds: [], doubts: [] };
  const file = firstFile(invocation, named === undefined ? [`config/puma/${mode}.rb`, "config/puma.rb"] : [named]);
  if (file === undefined) return { binds: [], doubts: [] };
  const { calls, doubts } = rubyCalls(file, invocation.environment, ["bind", "port"], OTHERS);
  const binds = calls.map(({ name, args: [first = "", second = host], says }): Bind => {
    const from = "file";
    return name === "port" ? { host: second, port: first, says, from } : pumaUrl({ value: first, says, from }, "9292");
  });
  return { binds, doubts };
}

/** The environment that its own file is for, as far as anybody says: `config/puma/production.rb`. */
export const modeOf = ({ environment }: Invocation, named: string | undefined): string =>
  named ??
  ["APP_ENV", "RACK_ENV", "RAILS_ENV"].map((name) => environment.values.get(name) ?? "").find((value) => value !== "") ??
  "development";
