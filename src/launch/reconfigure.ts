import { UNSEEN } from "../model/launch";
import { unknowns } from "../words/launch";
import { firewalld } from "./firewalld";
import { iptables, iptablesRestore, isTranslation, restored } from "./iptables";
import { nft } from "./nftables";
import { notUnderstood, type Process } from "./process";

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

/** Programs that filter and translate packets on the host. What only lists their rules does neither. */
const FILTERS = /^(ip6?tables(-legacy|-nft)?(-restore)?|nft|firewall-cmd)$/;
const LISTS = /^(-L|-S|--list.*|list)$/;

/** ufw reads these before its own rules. https://manpages.ubuntu.com/manpages/noble/man8/ufw-framework.8.html */
export const UFW_RULES = "/etc/ufw/before.rules";

const filters = (name: string, args: readonly string[]): boolean =>
  name === "ufw"
    ? args.includes("enable")
    : FILTERS.test(name) && (args.length > 0 || name.endsWith("-restore")) && !args.some((arg) => LISTS.test(arg));

/** Packets may find another port from now on. True: that is all that changes. */
function translates(process: Process, name: string): boolean {
  if (name.endsWith("-restore")) return iptablesRestore(process, name);
  if (name === "nft") nft(process);
  else if (name === "firewall-cmd") firewalld(process);
  else if (name === "ufw") {
    const rules = process.world.files.read(UFW_RULES);
    if (typeof rules === "string") restored(rules, process, "ufw");
  } else iptables(process, name);
  return name.startsWith("ip") && isTranslation(process.argv.slice(1));
}

/** The host's own filter may shut what a process answers from now on; what translates ports alone shuts nothing. */
export function filter(process: Process, name: string): void {
  if (!filters(name, process.argv.slice(1)) || translates(process, name)) return;
  const { tally } = process.world;
  tally.filtered = true;
  tally.unknowns.push(unknowns.firewall(name));
}

/** A kernel's setting is a file. https://man7.org/linux/man-pages/man8/sysctl.8.html */
export function set(process: Process, name: string): void {
  if (name !== "sysctl") return;
  for (const [, key = "", value = ""] of process.argv.map((arg) => /^([\w./-]+)\s*=\s*(\S+)$/.exec(arg) ?? [])) {
    if (key !== "") process.world.files.write(`/proc/sys/${key.replaceAll(".", "/")}`, process.certain ? value : UNSEEN);
  }
}
