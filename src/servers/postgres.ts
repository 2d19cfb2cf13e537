import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { separate } from "./address-option";
import { includeFiles } from "./include";
import { parseIni, type Setting } from "./ini";
import { parseOptions } from "./options";
import { NOTHING, pair, serve } from "./served";
import { decide, fallback, gather, last, option, readFile, SILENT, variable, type Layer } from "./setting";

/** postgresql.conf.sample of its sources. */
const SHIPPED = "#listen_addresses = 'localhost'\t\t# what IP address(es) to listen on;\n";

/** An empty `listen_addresses` closes TCP. `pg_hba.conf` is another matter: it refuses logins, not connections. */
export const server: Server = {
  name: "postgres",
  programs: ["postgres", "postmaster"],
  manual: "https://www.postgresql.org/docs/current/runtime-config-connection.html",
  once: "-V --version -? --help --describe-config --single --boot --check",
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
  packaged: [
    {
      family: "deb",
      packages: ["postgresql", "postgresql-contrib"],
      units: ["postgresql"],
      service: [
        "ExecStart=/usr/lib/postgresql/16/bin/postgres -D /var/lib/postgresql/16/main " +
          "-c config_file=/etc/postgresql/16/main/postgresql.conf",
      ],
      files: {
        "/etc/postgresql/16/main/postgresql.conf": `${SHIPPED}port = 5432\t\t\t\t# (change requires restart)\ninclude_dir = 'conf.d'\n`,
        "/etc/postgresql/16/main/conf.d/README": "",
        "/var/lib/postgresql/16/main/postgresql.auto.conf": "",
      },
      names: { "/etc/postgresql/*/main": "/etc/postgresql/16/main", "/var/lib/postgresql/*/main": "/var/lib/postgresql/16/main" },
    },
    {
      family: "rpm",
      packages: ["postgresql-server"],
      units: ["postgresql"],
      service: ["Environment=PGDATA=/var/lib/pgsql/data", "ExecStart=/usr/bin/postgres -D ${PGDATA}"],
      files: {
        "/var/lib/pgsql/data/postgresql.conf": `${SHIPPED}#port = 5432\t\t\t\t# (change requires restart)\n`,
        "/var/lib/pgsql/data/postgresql.auto.conf": "",
      },
      names: { "/var/lib/pgsql/*/data": "/var/lib/pgsql/data" },
    },
  ],
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
    {
      argv: ["postgres", "-D", "/data"],
      files: { "/data/postgresql.conf": "port = 5436\ninclude_dir = 'conf.d'\n", "/data/conf.d/a.conf": "listen_addresses '10.0.0.9'\n" },
      listens: ["tcp 10.0.0.9 5436"],
    },
    { argv: ["postgres", "--describe-config"], listens: [] },
    { argv: ["postgres", "-V"], listens: [] },
  ],
};

/** The equals sign may be left out. */
const WITHOUT_SIGN = /^([ \t]*\w+)[ \t]+(?=[^=\s])/gm;

/** What a file includes stands in its place. https://www.postgresql.org/docs/current/config-setting.html#CONFIG-INCLUDES */
function settingsIn(
  invocation: Invocation,
  name: string,
  depth: number,
): { readonly settings: readonly Setting[]; readonly doubts: readonly LaunchUnknown[] } {
  const { path, text, doubts } = readFile(invocation, name);
  const base = path.slice(0, path.lastIndexOf("/"));
  const parts = parseIni((text ?? "").replace(WITHOUT_SIGN, "$1 = ")).map((setting) => {
    if (!/^include(_dir|_if_exists)?$/i.test(setting.key) || depth > 8) return { settings: [setting], doubts: [] };
    const pattern = /_dir$/i.test(setting.key) ? `${setting.value}/*.conf` : setting.value;
    const { files, doubts: more } = includeFiles(invocation, base, pattern);
    const inner = files.map((file) => settingsIn(invocation, file.path, depth + 1));
    return { settings: inner.flatMap((one) => one.settings), doubts: [...more, ...inner.flatMap((one) => one.doubts)] };
  });
  return { settings: parts.flatMap((part) => part.settings), doubts: [...doubts, ...parts.flatMap((part) => part.doubts)] };
}

/** `postgresql.auto.conf` in the data directory overrules the file. */
function configuration(invocation: Invocation, data: Layer, named: Layer): (key: string) => Layer {
  const directory = decide(last(data), variable(invocation.environment, "PGDATA"));
  const [where] = directory.said;
  const path = named.said[0]?.value ?? (where === undefined ? undefined : `${where.value}/postgresql.conf`);
  const files = [path, where === undefined ? undefined : `${where.value}/postgresql.auto.conf`]
    .filter((name) => name !== undefined)
    .map((name) => settingsIn(invocation, name, 0));
  const layer = { doubts: files.flatMap(({ doubts }) => doubts) };
  const settings = files.map((file) => file.settings);
  return (key) => {
    const found = settings.flat().findLast((setting) => setting.key.toLowerCase() === key);
    return {
      said: found === undefined ? [] : [{ value: found.value, says: found.says, from: "file" }],
      doubts: [...directory.doubts, ...layer.doubts],
    };
  };
}
