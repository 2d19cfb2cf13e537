import type { Invocation, Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { parseIni } from "./ini";
import { parseOptions } from "./options";
import { decide, last, option, readFile, SILENT, variable, type Layer } from "./setting";

const running = addressOptions({
  name: "influxdb",
  resolver: GO,
  style: "plain",
  addresses: [
    {
      option: { names: ["--http-bind-address"] },
      env: ["INFLUXD_HTTP_BIND_ADDRESS", "INFLUXDB_HTTP_BIND_ADDRESS"],
      configured: inFile,
      default: [":8086"],
    },
  ],
});

/** `bind-address` of `[http]` before version 2, `http-bind-address` since. */
function inFile(invocation: Invocation): Layer {
  const parsed = parseOptions(argumentsOf(invocation), { style: "plain", options: { file: { names: ["-config", "--config"] } } });
  const named = decide(last(option(parsed, "file")), variable(invocation.environment, "INFLUXD_CONFIG_PATH", "INFLUXDB_CONFIG_PATH"));
  const [path] = named.said;
  if (path === undefined) return SILENT;
  const { text, doubts } = readFile(invocation, path.value);
  const found = parseIni(text ?? "").findLast(({ section, key }) => key === (section === "http" ? "bind-address" : "http-bind-address"));
  return { said: found === undefined ? [] : [{ value: found.value, says: found.says, from: "file" }], doubts };
}

export const server: Server = {
  name: "influxdb",
  programs: ["influxd"],
  manual: "https://docs.influxdata.com/influxdb/v2/reference/config-options/",
  background: false,
  listens: (invocation) => {
    const [first = "run"] = argumentsOf(invocation);
    return first === "run" || first.startsWith("-")
      ? running(invocation)
      : idle("influxdb", [first], "backup, downgrade, inspect, print-config, recovery, restore, upgrade");
  },
  packaged: [
    {
      packages: ["influxdb"],
      // Its post-install enables the unit, that of version 2 starts it besides.
      preset: true,
      units: ["influxdb", "influxd"],
      service: ["EnvironmentFile=-/etc/default/influxdb", "ExecStart=/usr/bin/influxd -config /etc/influxdb/influxdb.conf $INFLUXD_OPTS"],
      files: {
        "/etc/default/influxdb": "",
        "/etc/influxdb/influxdb.conf": '# bind-address = "127.0.0.1:8088"\n\n[http]\n  # enabled = true\n  # bind-address = ":8086"\n',
      },
    },
    {
      packages: ["influxdb2"],
      starts: true,
      units: ["influxdb", "influxd"],
      service: ["EnvironmentFile=-/etc/default/influxdb2", "ExecStart=/usr/bin/influxd"],
      files: {
        "/etc/default/influxdb2": "INFLUXD_CONFIG_PATH=/etc/influxdb/config.toml\n",
        "/etc/influxdb/config.toml": 'bolt-path = "/var/lib/influxdb/influxd.bolt"\nengine-path = "/var/lib/influxdb/engine"\n',
      },
    },
  ],
  examples: [
    { argv: ["influxd"], listens: ["tcp * 8086"] },
    {
      argv: ["influxd", "-config", "/etc/i.conf"],
      files: { "/etc/i.conf": '[meta]\n  bind-address = "10.0.0.9:1"\n[http]\n  bind-address = "127.0.0.1:8088"\n' },
      listens: ["tcp 127.0.0.1 8088"],
    },
    {
      argv: ["influxd"],
      env: { INFLUXD_CONFIG_PATH: "/etc/i.toml" },
      files: { "/etc/i.toml": 'http-bind-address = "10.0.0.9:8089"\n' },
      listens: ["tcp 10.0.0.9 8089"],
    },
    { argv: ["influxd", "upgrade"], listens: [] },
    { argv: ["influxd", "--http-bind-address", "127.0.0.1:8087"], listens: ["tcp 127.0.0.1 8087"] },
  ],
};
