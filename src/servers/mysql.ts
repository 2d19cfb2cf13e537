import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { separate } from "./address-option";
import { onlyWith } from "./background";
import { includeFiles } from "./include";
import { parseIni, type Setting } from "./ini";
import { parseOptions } from "./options";
import { NOTHING, pair, serve } from "./served";
import { decide, fallback, last, option, readFile, type Layer } from "./setting";

const GROUPS = /^(mysqld(-\d.*)?|server|mariadbd?|mariadb-\d.*|mysqld_safe|mysqld\d+)$/;
const FILES = ["/etc/my.cnf", "/etc/mysql/my.cnf"];

/** Dashes and underscores are one in names; `*` is every address, `::` IPv6 alone. */
export const server: Server = {
  name: "mysql",
  programs: ["mysqld", "mysqld_safe", "mariadbd", "mariadbd-safe"],
  manual: "https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_bind_address",
  background: onlyWith("-D --daemonize"),
  listens: (invocation) => {
    const args = argumentsOf(invocation).map((argument) => argument.replace(/^--[^=]*/, (name) => name.replaceAll("_", "-")));
    const parsed = parseOptions(args, {
      options: {
        host: { names: ["--bind-address"] },
        port: { names: ["-P", "--port"] },
        skip: { names: ["--skip-networking"], takes: "none" },
        file: { names: ["--defaults-file"] },
        more: { names: ["--defaults-extra-file"] },
        none: { names: ["--no-defaults"], takes: "none" },
        once: { names: ["--initialize", "--initialize-insecure", "--help", "--version", "-V"], takes: "none" },
      },
      taking: "-h --datadir -u --user -S --socket --basedir -b --server-id --port-open-timeout --bind-interface",
    });
    if (parsed.given.once.length > 0) return NOTHING;
    const named = parsed.given.file.at(-1)?.value;
    const names =
      parsed.given.none.length > 0 ? [] : named === undefined ? [...FILES, ...parsed.given.more.map(({ value }) => value)] : [named];
    const { settings, doubts } = readAll(invocation, names);
    const file = (key: string): Layer => {
      const found = settings.findLast((setting) => setting.key.replaceAll("_", "-") === key && GROUPS.test(setting.section));
      return { said: found === undefined ? [] : [{ value: found.value, says: found.says, from: "file" }], doubts };
    };
    const skip = decide(last(option(parsed, "skip")), file("skip-networking"));
    if (skip.said.some(({ value }) => !/^(0|off|false)$/i.test(value))) return serve("mysql", PASSIVE, [], skip.doubts);
    const hosts = decide(last(option(parsed, "host")), file("bind-address"), fallback("*"));
    const ports = decide(last(option(parsed, "port")), file("port"), fallback("3306"));
    return serve("mysql", PASSIVE, pair(separate(hosts, /\s*,\s*/), ports), [...hosts.doubts, ...ports.doubts]);
  },
  packaged: [
    {
      family: "deb",
      packages: ["mysql-server"],
      units: ["mysql", "mysqld"],
      service: ["ExecStart=/usr/sbin/mysqld"],
      files: {
        "/etc/my.cnf": null,
        "/etc/mysql/my.cnf": "!includedir /etc/mysql/conf.d/\n!includedir /etc/mysql/mysql.conf.d/\n",
        "/etc/mysql/conf.d/mysql.cnf": "[mysql]\n",
        "/etc/mysql/mysql.conf.d/mysqld.cnf": "[mysqld]\n# port\t\t= 3306\nbind-address\t\t= 127.0.0.1\nmysqlx-bind-address\t= 127.0.0.1\n",
      },
      reads: ["/etc/mysql/mariadb.conf.d"],
    },
    {
      family: "deb",
      packages: ["mariadb-server", "default-mysql-server"],
      units: ["mariadb", "mysql", "mysqld"],
      service: ["ExecStart=/usr/sbin/mariadbd"],
      files: {
        "/etc/my.cnf": null,
        "/etc/mysql/mariadb.cnf":
          "[client-server]\n# port = 3306\n!includedir /etc/mysql/conf.d/\n!includedir /etc/mysql/mariadb.conf.d/\n",
        "/etc/mysql/conf.d/mysql.cnf": "[mysql]\n",
        "/etc/mysql/mariadb.conf.d/50-server.cnf": "[server]\n\n[mysqld]\nbind-address            = 127.0.0.1\n",
      },
      links: { "/etc/mysql/my.cnf": "/etc/mysql/mariadb.cnf" },
      // Where default-mysql-server is MySQL.
      reads: ["/etc/mysql/mysql.conf.d"],
    },
    {
      family: "rpm",
      packages: ["mariadb-server", "mysql-server"],
      units: ["mariadb", "mysql", "mysqld"],
      service: ["ExecStart=/usr/libexec/mysqld"],
      files: {
        "/etc/mysql/my.cnf": null,
        "/etc/my.cnf": "[mysqld]\n!includedir /etc/my.cnf.d\n",
        "/etc/my.cnf.d/mariadb-server.cnf": "[server]\n\n[mysqld]\n\n[galera]\n#bind-address=0.0.0.0\n",
      },
    },
    {
      packages: ["mysql-community-server"],
      units: ["mysqld", "mysql"],
      service: ["ExecStart=/usr/sbin/mysqld $MYSQLD_OPTS"],
      files: { "/etc/mysql/my.cnf": null, "/etc/my.cnf": "[mysqld]\ndatadir=/var/lib/mysql\nsocket=/var/lib/mysql/mysql.sock\n" },
    },
  ],
  examples: [
    { argv: ["mysqld"], listens: ["tcp * 3306"] },
    { argv: ["mariadbd", "--bind_address=127.0.0.1", "--port", "3307"], listens: ["tcp 127.0.0.1 3307"] },
    { argv: ["mysqld", "--bind-address=10.0.0.9,::1"], listens: ["tcp 10.0.0.9 3306", "tcp [::1] 3306"] },
    {
      argv: ["mysqld"],
      files: {
        "/etc/mysql/my.cnf": "[client]\nport = 1\n!includedir /etc/mysql/conf.d/\n",
        "/etc/mysql/conf.d/z.cnf": "[mysqld]\nbind-address = 0.0.0.0 # all\nport=3308\n",
      },
      listens: ["tcp 0.0.0.0 3308"],
    },
    { argv: ["mysqld", "--skip-networking"], listens: [] },
  ],
};

function readAll(
  invocation: Invocation,
  names: readonly string[],
  depth = 0,
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
