import type { Invocation, Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { separate } from "./address-option";
import { parseIni } from "./ini";
import { parseOptions } from "./options";
import { NOTHING, pair, serve } from "./served";
import { decide, fallback, gather, last, option, readFile, SILENT, variable, type Layer } from "./setting";

/** An empty `listen_addresses` closes TCP. `pg_hba.conf` is another matter: it refuses logins, not connections. */
export const server: Server = {
  name: "postgres",
  programs: ["postgres", "postmaster"],
  manual: "https://www.postgresql.org/docs/current/runtime-config-connection.html",
  background: false,
  listens: (invocation) => {
    const { environment } = invocation;
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {
        host: { names: ["-h"] },
        all: { names: ["-i"], takes: "none" },
        port: { names: ["-p"] },
        set: { names: ["-c", "--set"] },
        data: { names: ["-D"] },
        once: { names: ["-C"] },
      },
      taking: "-B -d -f -k -N -o -S -t -W",
      flags: "EFjlnOPsTV",
    });
    if (parsed.given.once.length > 0) return NOTHING;
    const commanded = (name: string, short: Layer): Layer => {
      const long = new RegExp(`^--${name.replace("_", "[-_]")}=([^]*)$`);
      const set = option(parsed, "set").said.flatMap((said) =>
        said.value.split("=")[0]?.trim() === name ? [{ ...said, value: said.value.slice(said.value.indexOf("=") + 1) }] : [],
      );
      const spelled = invocation.argv.flatMap((argument) => {
        const value = long.exec(argument)?.[1];
        return value === undefined ? [] : [{ value, says: argument, from: "command" as const }];
      });
      return last(gather(short, { said: [...set, ...spelled], doubts: [] }));
    };
    const unread = parsed.given.set.some(({ value }) => hasHole(value.split("=")[0] ?? "")) ? [unseen.argument("postgres")] : [];
    const all: Layer = { said: option(parsed, "all").said.map((said) => ({ ...said, value: "*" })), doubts: [] };
    const file = configuration(invocation, option(parsed, "data"), commanded("config_file", SILENT));
    const hosts = decide(
      commanded("listen_addresses", gather(option(parsed, "host"), all)),
      file("listen_addresses"),
      fallback("localhost"),
    );
    const ports = decide(commanded("port", option(parsed, "port")), file("port"), variable(environment, "PGPORT"), fallback("5432"));
    return serve("postgres", PASSIVE, pair(separate(hosts, /[\s,]+/), ports), [...hosts.doubts, ...ports.doubts, ...unread]);
  },
  packaged: {
    packages: ["postgresql", "postgresql-server"],
    units: ["postgresql"],
    argv: ["postgres", "-D", "/var/lib/postgresql/main", "-c", "config_file=/etc/postgresql/main/postgresql.conf"],
    files: { "/etc/postgresql/main/postgresql.conf": "port = 5432\n", "/var/lib/postgresql/main/postgresql.auto.conf": "" },
    reads: ["/etc/postgresql", "/etc/postgresql-common", "/var/lib/pgsql"],
  },
  examples: [
    { argv: ["postgres", "-D", "/data"], files: { "/data/postgresql.conf": "#listen_addresses = 'x'\n" }, listens: ["tcp localhost 5432"] },
    { argv: ["postgres", "-D", "/data", "-h", "10.0.0.9, ::", "-p", "5433"], listens: ["tcp 10.0.0.9 5433", "tcp [::] 5433"] },
    { argv: ["postgres", "-c", "listen_addresses=*", "-D", "/data"], env: { PGPORT: "5434", PGHOST: "10.1.1.1" }, listens: ["tcp * 5434"] },
    { argv: ["postgres", "--listen_addresses=", "-D/data"], listens: [] },
    {
      argv: ["postgres"],
      env: { PGDATA: "/data" },
      files: { "/data/postgresql.conf": "listen_addresses = '0.0.0.0'\t# all\nport = 5435\n" },
      listens: ["tcp 0.0.0.0 5435"],
    },
    {
      argv: ["postgres", "-D", "/data"],
      files: { "/data/postgresql.conf": "listen_addresses = '*'\n", "/data/postgresql.auto.conf": "listen_addresses = 'localhost'\n" },
      listens: ["tcp localhost 5432"],
    },
  ],
};

/** `postgresql.auto.conf` in the data directory overrules the file. */
function configuration(invocation: Invocation, data: Layer, named: Layer): (key: string) => Layer {
  const directory = decide(last(data), variable(invocation.environment, "PGDATA"));
  const [where] = directory.said;
  const path = named.said[0]?.value ?? (where === undefined ? undefined : `${where.value}/postgresql.conf`);
  const files = [path, where === undefined ? undefined : `${where.value}/postgresql.auto.conf`]
    .filter((name) => name !== undefined)
    .map((name) => readFile(invocation, name));
  const layer = gather(
    ...files.map((file) => ({
      said: parseIni(file.text ?? "").map((setting) => ({ ...setting, from: "file" as const })),
      doubts: file.doubts,
    })),
  );
  const settings = files.map((file) => parseIni(file.text ?? ""));
  return (key) => {
    const found = settings.flat().findLast((setting) => setting.key.toLowerCase() === key);
    return {
      said: found === undefined ? [] : [{ value: found.value, says: found.says, from: "file" }],
      doubts: [...directory.doubts, ...layer.doubts],
    };
  };
}
