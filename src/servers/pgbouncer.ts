import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { onlyWith } from "./background";
import { fromFile } from "./from-file";
import { lastOf, parseIni, tokens } from "./ini";

/** Without `listen_addr` it has a unix socket alone. */
export const server: Server = {
  name: "pgbouncer",
  programs: ["pgbouncer"],
  manual: "https://www.pgbouncer.org/config.html#listen_addr",
  background: onlyWith("-d --daemon", "Rqv"),
  listens: fromFile({
    name: "pgbouncer",
    resolver: PASSIVE,
    file: [],
    usual: [],
    once: "-V --version -h --help",
    taking: "-u --user",
    flags: "dRqv",
    binds: (text) => {
      const settings = parseIni(text).filter(({ section }) => section === "pgbouncer");
      const [hosts, port] = [lastOf(settings, "listen_addr"), lastOf(settings, "listen_port")];
      const says = tokens(hosts, port);
      return (hosts?.value ?? "")
        .split(/[\s,]+/)
        .filter((host) => host !== "")
        .map((host) => ({ host, port: port?.value ?? "6432", says, from: "file" as const }));
    },
  }),
  packaged: [
    {
      packages: ["pgbouncer"],
      units: ["pgbouncer"],
      service: ["ExecStart=/usr/sbin/pgbouncer /etc/pgbouncer/pgbouncer.ini"],
      files: { "/etc/pgbouncer/pgbouncer.ini": "[databases]\n[pgbouncer]\nlisten_addr = localhost\nlisten_port = 6432\n" },
    },
  ],
  examples: [
    {
      argv: ["pgbouncer", "-d", "p.ini"],
      files: { "p.ini": "[databases]\n[pgbouncer]\nlisten_addr = 127.0.0.1,10.0.0.9\nlisten_port = 6433\n" },
      listens: ["tcp 127.0.0.1 6433", "tcp 10.0.0.9 6433"],
    },
    { argv: ["pgbouncer", "p.ini"], files: { "p.ini": "[pgbouncer]\nlisten_addr = *\n" }, listens: ["tcp * 6432"] },
    { argv: ["pgbouncer", "p.ini"], files: { "p.ini": "[pgbouncer]\nunix_socket_dir = /tmp\n;listen_addr = *\n" }, listens: [] },
  ],
};
