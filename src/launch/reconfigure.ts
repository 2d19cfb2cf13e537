import { UNSEEN } from "../model/launch";
import { unknowns } from "../words/launch";
import { notUnderstood, type Process } from "./process";

/** What changes the addresses of a running server, its service, and the file that stands for what it then says. */
interface Reconfigures {
  readonly asks: RegExp;
  readonly service: RegExp;
  readonly path: string;
}

const REDIS: Reconfigures = { asks: /\bconfig\s+set\s+(bind|port)\b/i, service: /^(redis|valkey)/, path: "/etc/redis/redis.conf" };
const RECONFIGURES: Readonly<Record<string, Reconfigures>> = {
  "redis-cli": REDIS,
  "valkey-cli": REDIS,
  psql: { asks: /\balter\s+system\b/i, service: /^postgresql/, path: "/var/lib/postgresql/main/postgresql.auto.conf" },
};

/** The service may listen elsewhere from now on. */
export function reconfigure(process: Process, name: string): void {
  const change = Object.hasOwn(RECONFIGURES, name) ? RECONFIGURES[name] : undefined;
  if (change?.asks.test(process.argv.join(" ")) !== true) return;
  const { world } = process;
  world.files.write(change.path, UNSEEN);
  for (const [unit, services] of world.services) {
    if (!change.service.test(unit)) continue;
    world.services.set(
      unit,
      services.map((service) => ({ ...service, certain: false })),
    );
    notUnderstood(process, unknowns.unitKey(unit, name));
  }
}

/** Programs that filter packets on the host. What only lists their rules does not. */
const FILTERS = new Set(["iptables", "ip6tables", "nft", "firewall-cmd"]);
const LISTS = /^(-L|-S|--list.*|list)$/;

const filters = (name: string, args: readonly string[]): boolean =>
  name === "ufw" ? args.includes("enable") : FILTERS.has(name) && args.length > 0 && !args.some((arg) => LISTS.test(arg));

/** The host's own filter may shut what a process answers from now on, and opens nothing. */
export function filter(process: Process, name: string): void {
  if (!filters(name, process.argv.slice(1))) return;
  const { tally } = process.world;
  tally.filtered = true;
  tally.unknowns.push(unknowns.firewall(name));
}
