import { UNSEEN } from "../model/launch";
import { unknowns } from "../words/launch";
import { basename, notUnderstood, type Process } from "./process";

/** Commands that change what a running server binds, its service, and the file that stands for what it then says. */
const RECONFIGURES: readonly (readonly [command: RegExp, service: RegExp, path: string])[] = [
  [/^(\S*\/)?(redis|valkey)-cli\b.*\bconfig\s+set\s+(bind|port)\b/is, /^(redis|valkey)/, "/etc/redis/redis.conf"],
  [/^(\S*\/)?psql\b.*\balter\s+system\b/is, /^postgresql/, "/var/lib/postgresql/main/postgresql.auto.conf"],
];

/** Commands that filter packets on the host; those that only list its rules do not. */
const FILTERS = /^(\S*\/)?(ufw\s+(--force\s+)?enable|ip6?tables|nft|firewall-cmd)\b(?!.*\s(-L|-S|--list\S*|list)\b)/s;

/** The service may listen elsewhere from now on. */
export function reconfigure(process: Process): void {
  const { world, argv } = process;
  for (const [command, unit, path] of RECONFIGURES) {
    if (!command.test(argv.join(" "))) continue;
    world.files.write(path, UNSEEN);
    for (const [name, services] of world.services) {
      if (!unit.test(name)) continue;
      world.services.set(
        name,
        services.map((service) => ({ ...service, certain: false })),
      );
      notUnderstood(process, unknowns.unitKey(name, basename(argv[0] ?? "")));
    }
  }
}

/** The host's own filter may shut what a process answers from now on, and opens nothing. */
export function filter(process: Process, name: string): void {
  if (!FILTERS.test(process.argv.join(" "))) return;
  const { tally } = process.world;
  tally.filtered = true;
  tally.unknowns.push(unknowns.firewall(name));
}
