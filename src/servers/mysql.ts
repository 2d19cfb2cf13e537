import type { Invocation, Server } from "../model/launch";
import { PASSIVE, type Resolver } from "./address";
import { argumentsOf, basename } from "./arguments";
import { separate } from "./address-option";
import { onlyWith } from "./background";
import { dashed, optionFiles } from "./mysql-config";
import { mysqlx, X_OPTIONS } from "./mysqlx";
import { parseOptions } from "./options";
import { NOTHING, pair, serve } from "./served";
import { decide, fallback, last, option } from "./setting";

const FILES = ["/etc/my.cnf", "/etc/mysql/my.cnf"];

/** MySQL clears IPV6_V6ONLY, MariaDB sets it. `sql/conn_handler/socket_connection.cc`, `sql/mysqld.cc` */
const DUAL: Resolver = { ...PASSIVE, ipv6Any: ["any", "any"] };

/** By its program; the official image has `mysqld` as another name for it. https://hub.docker.com/_/mariadb */
const isMariaDb = ({ argv, environment }: Invocation): boolean =>
  /mariadbd/.test(basename(argv[0] ?? "")) || environment.values.has("MARIADB_VERSION");

/** Dashes and underscores are one in names; `*` is every address. */
export const server: Server = {
  name: "mysql",
  programs: ["mysqld", "mysqld_safe", "mariadbd", "mariadbd-safe"],
  manual: "https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_bind_address",
  background: onlyWith("-D --daemonize"),
  listens: (invocation) => {
    const args = argumentsOf(invocation).map((argument) => argument.replace(/^--[^=]*/, dashed));
    const parsed = parseOptions(args, {
      options: {
        host: { names: ["--bind-address"] },
        port: { names: ["-P", "--port"] },
        admin: { names: ["--admin-address"] },
        adminPort: { names: ["--admin-port"] },
        extra: { names: ["--extra-port"] },
        skip: { names: ["--skip-networking"], takes: "none" },
        file: { names: ["--defaults-file"] },
        more: { names: ["--defaults-extra-file"] },
        none: { names: ["--no-defaults"], takes: "none" },
        once: {
          names: ["--initialize", "--initialize-insecure", "--validate-config", "--print-defaults", "--help", "--version", "-V", "-?"],
          takes: "none",
        },
        ...X_OPTIONS,
      },
      taking: "-h --datadir -u --user -S --socket --basedir -b --server-id --port-open-timeout --bind-interface",
    });
    if (parsed.given.once.length > 0) return NOTHING;
    const named = parsed.given.file.at(-1)?.value;
    const names =
      parsed.given.none.length > 0 ? [] : named === undefined ? [...FILES, ...parsed.given.more.map(({ value }) => value)] : [named];
    const file = optionFiles(invocation, names);
    const resolver = isMariaDb(invocation) ? PASSIVE : DUAL;
    const skip = decide(last(option(parsed, "skip")), file("skip-networking"));
    if (skip.said.some(({ value }) => !/^(0|off|false)$/i.test(value))) return serve("mysql", resolver, [], skip.doubts);
    const hosts = decide(last(option(parsed, "host")), file("bind-address"), fallback("*"));
    const ports = decide(last(option(parsed, "port")), file("port"), fallback("3306"));
    const x = isMariaDb(invocation) ? { binds: [], doubts: [] } : mysqlx(invocation.environment, parsed, file);
    // Of MySQL, and of MariaDB, each of which the other does not know.
    const admin = decide(last(option(parsed, "admin")), file("admin-address"));
    const adminPort = decide(last(option(parsed, "adminPort")), file("admin-port"), fallback("33062"));
    const extra = decide(last(option(parsed, "extra")), file("extra-port"));
    const more = [...pair(admin, adminPort), ...pair(separate(hosts, /\s*,\s*/), extra).filter(({ port }) => port !== "0")];
    const binds = [...pair(separate(hosts, /\s*,\s*/), ports), ...more, ...x.binds];
    return serve("mysql", resolver, binds, [...hosts.doubts, ...ports.doubts, ...x.doubts]);
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
      packages: ["mariadb-server"],
      units: ["mariadb", "mysql", "mysqld"],
      service: ["ExecStart=/usr/libexec/mariadbd"],
      files: {
        "/etc/mysql/my.cnf": null,
        "/etc/my.cnf": "[mysqld]\n!includedir /etc/my.cnf.d\n",
        "/etc/my.cnf.d/mariadb-server.cnf": "[server]\n\n[mysqld]\n\n[galera]\n#bind-address=0.0.0.0\n",
      },
    },
    {
      family: "rpm",
      packages: ["mysql-server"],
      units: ["mysqld"],
      service: ["ExecStart=/usr/libexec/mysqld"],
      files: {
        "/etc/mysql/my.cnf": null,
        "/etc/my.cnf": "!includedir /etc/my.cnf.d\n",
        "/etc/my.cnf.d/mysql-server.cnf": "[mysqld]\ndatadir=/var/lib/mysql\n",
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
    { argv: ["mysqld"], listens: ["tcp * 3306", "? tcp * 33060"] },
    { argv: ["mysqld", "--bind-address=127.0.0.1"], env: { MYSQL_MAJOR: "8.4" }, listens: ["tcp 127.0.0.1 3306", "tcp * 33060"] },
    { argv: ["mysqld", "--bind-address=127.0.0.1"], env: { MYSQL_MAJOR: "5.7" }, listens: ["tcp 127.0.0.1 3306"] },
    { argv: ["mysqld", "--bind-address=127.0.0.1", "--mysqlx=OFF"], env: { MYSQL_MAJOR: "8.4" }, listens: ["tcp 127.0.0.1 3306"] },
    { argv: ["mysqld", "--bind-address=127.0.0.1", "--skip_mysqlx"], listens: ["tcp 127.0.0.1 3306"] },
    { argv: ["mysqld", "--loose-mysqlx-port=33070"], listens: ["tcp * 3306", "? tcp * 33070"] },
    {
      argv: ["mysqld", "--no-defaults", "--bind-address=::", "--mysqlx-bind-address=10.0.0.9,::1", "--mysqlx-port=33070"],
      listens: ["tcp * 3306", "tcp 10.0.0.9 33070", "tcp [::1] 33070"],
    },
    { argv: ["mariadbd", "--bind-address=::", "--port=3309"], listens: ["tcp [::] 3309"] },
    { argv: ["mysqld", "--bind-address=::"], env: { MARIADB_VERSION: "1:11.8.2+maria~ubu2404" }, listens: ["tcp [::] 3306"] },
    { argv: ["mariadbd", "--bind_address=127.0.0.1", "--port", "3307"], listens: ["tcp 127.0.0.1 3307"] },
    { argv: ["mysqld", "--bind-address=10.0.0.9,::1", "--mysqlx=0"], listens: ["tcp 10.0.0.9 3306", "tcp [::1] 3306"] },
    {
      argv: ["mysqld"],
      files: {
        "/etc/mysql/my.cnf": "[client]\nport = 1\n!includedir /etc/mysql/conf.d/\n",
        "/etc/mysql/conf.d/z.cnf": "[mysqld]\nbind-address = 0.0.0.0 # all\nport=3308\nmysqlx_bind_address = 127.0.0.1\n",
      },
      listens: ["tcp 0.0.0.0 3308", "tcp 127.0.0.1 33060"],
    },
    {
      argv: ["mysqld", "--bind-address=127.0.0.1", "--mysqlx=OFF", "--admin-address=0.0.0.0"],
      listens: ["tcp 127.0.0.1 3306", "tcp 0.0.0.0 33062"],
    },
    { argv: ["mariadbd", "--bind-address=0.0.0.0", "--extra-port=3310"], listens: ["tcp 0.0.0.0 3306", "tcp 0.0.0.0 3310"] },
    { argv: ["mysqld", "--skip-networking"], listens: [] },
    { argv: ["mysqld", "--validate-config"], listens: [] },
    { argv: ["mysqld", "-?"], listens: [] },
  ],
};
