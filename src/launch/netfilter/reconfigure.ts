import { UNSEEN } from "../../model/launch";
import { unknowns } from "../../words/launch";
import { notUnderstood, type Process } from "../process";

/** What changes the addresses of a running server, its service, and the files of which one stands for what it then says. */
interface Reconfigures {
  readonly asks: RegExp;
  readonly service: RegExp;
  readonly paths: readonly string[];
}

const REDIS: Reconfigures = {
  asks: /\bconfig\s+set\s+(bind|port)\b/i,
  service: /^(redis|valkey)/,
  paths: ["/etc/redis*/redis*.conf", "/etc/valkey/valkey.conf"],
};
const RECONFIGURES: Readonly<Record<string, Reconfigures>> = {
  "redis-cli": REDIS,
  "valkey-cli": REDIS,
  psql: {
    asks: /\balter\s+system\b/i,
    service: /^postgresql/,
    paths: ["/var/lib/postgresql/*/main/postgresql.auto.conf", "/var/lib/pgsql/data/postgresql.auto.conf"],
  },
  // https://docs.couchdb.org/en/stable/api/server/configuration.html
  curl: {
    asks: /\bPUT\b.*\/_config\/chttpd\/(bind_address|port)\b/,
    service: /^couchdb/,
    paths: ["/opt/couchdb/etc/local.d/*.ini"],
  },
  // https://manpages.debian.org/pg_conftool
  pg_conftool: {
    asks: /\bset\s+(listen_addresses|port)\b/,
    service: /^postgresql/,
    paths: ["/etc/postgresql/*/main/postgresql.conf"],
  },
};

/** The service may listen elsewhere from now on. */
export function reconfigure(process: Process, name: string): void {
  const change = Object.hasOwn(RECONFIGURES, name) ? RECONFIGURES[name] : undefined;
  if (change?.asks.test(process.argv.join(" ")) !== true) return;
  const { world } = process;
  for (const path of change.paths) world.files.write(path, UNSEEN);
  for (const [unit, services] of world.services) {
    if (!change.service.test(unit)) continue;
    world.services.set(
      unit,
      services.map((service) => ({ ...service, certain: false })),
    );
    notUnderstood(process, unknowns.reconfigured(unit, name));
  }
}

/** A kernel's setting is a file. https://man7.org/linux/man-pages/man8/sysctl.8.html */
export function set(process: Process, name: string): void {
  if (name !== "sysctl") return;
  for (const [, key = "", value = ""] of process.argv.map((arg) => /^([\w./-]+)\s*=\s*(\S+)$/.exec(arg) ?? [])) {
    if (key !== "") process.world.files.write(`/proc/sys/${key.replaceAll(".", "/")}`, process.certain ? value : UNSEEN);
  }
}
