import { firewalld } from "../netfilter/firewalld";
import { turn, type Chain } from "../netfilter/host-filter";
import { rulesText, shut, translate, unread } from "../netfilter/nat";
import { inputChains, tellNft } from "../netfilter/nft-ruleset";
import { enterRules } from "../netfilter/nftables";
import { readZone } from "../netfilter/zone-file";
import { startZones, tellZones } from "../netfilter/zones";
import { emptyFilters } from "../launched";
import { ASKS, PREPARES, instead, type Command, type Process, type Tally } from "../process";
import { UNSEEN } from "../../model/launch";
import { mayBring, readAt } from "../files/tree";
import { IPTABLES_COMMANDS, saveTo } from "./iptables";
import { ufw } from "./ufw";

/** https://www.netfilter.org/projects/nftables/manpage.html */
const nft: Command = (process) => {
  const args = process.argv.slice(1);
  const at = args.findIndex((arg) => /^(-[a-z]*f|--file(=|$))/.test(arg));
  const [, attached] = /^(?:-[a-z]*?f|--file=)(.+)$/.exec(args[at] ?? "") ?? [];
  const text = at < 0 ? args.filter((arg) => !arg.startsWith("-")).join(" ") : rulesText(process, attached ?? args[at + 1]);
  if (args.some((arg) => /^(-[a-z]*c[a-z]*|--check)$/.test(arg))) return ASKS;
  if (text === null) {
    unread(process, "nft");
    shut(process, "nft");
    return PREPARES;
  }
  const read = told(text, process);
  // All of a text takes place or, where something in it fails, nothing.
  const perhaps: Process = { ...process, certain: false };
  const [now, reading] = process.certain && read.mayFail ? [perhaps, told(text, perhaps)] : [process, read];
  enterRules(text, now);
  if (filters(text, now, reading)) shut(process, "nft");
  return /^list\b/.test(text) ? ASKS : PREPARES;
};

/** Whether it may keep the world out in a way that is not followed: of what is told perhaps, any. */
function filters(text: string, process: Process, { hides, ruleset }: ReturnType<typeof told>): boolean {
  const { nft: before } = process.world.tally.filters;
  if (!process.certain) return hides || /\b(flush|delete|destroy|replace)\b/.test(text) || inputChains(ruleset).length > 0;
  before.clear();
  for (const [key, chain] of ruleset) before.set(key, chain);
  return hides;
}

const told = (text: string, { world, cwd, certain }: Process): ReturnType<typeof tellNft> =>
  tellNft(certain ? world.tally.filters.nft : new Map<string, Chain>(), text, (path) => {
    const included = readAt(world.files, path, cwd);
    return included === UNSEEN ? null : included;
  });

const firewallCmd: Command = (process) => {
  if (!firewalld(process)) return ASKS;
  const { firewalld: filter } = process.world.tally.filters;
  readZone(filter, process.world.files, process.certain);
  tellZones(filter, process.argv.slice(1), process.certain);
  return PREPARES;
};

/** https://firewalld.org/documentation/man-pages/firewall-offline-cmd.html */
const firewallOffline: Command = ({ argv, certain, world }) => {
  readZone(world.tally.filters.firewalld, world.files, certain);
  tellZones(world.tally.filters.firewalld, argv.slice(1), certain, true);
  return PREPARES;
};

/** A service that sets the host's rules when it starts. */
interface Setting {
  /** What it runs, over a file of its own. Absent: it filters by files that are not read. */
  readonly runs?: readonly [file: string, ...argv: readonly string[]];
  /** True: so does what is installed with it. */
  readonly shuts?: true;
}

const RESTORE = ["iptables-restore", "ip6tables-restore"] as const;
const SAVED: readonly Setting[] = [
  { runs: ["/etc/iptables/rules.v4", RESTORE[0], "/etc/iptables/rules.v4"] },
  { runs: ["/etc/iptables/rules.v6", RESTORE[1], "/etc/iptables/rules.v6"] },
];
const SETTINGS: Readonly<Record<string, readonly Setting[]>> = {
  // https://manpages.debian.org/nftables, and the package of Red Hat.
  nftables: ["/etc/nftables.conf", "/etc/sysconfig/nftables.conf"].map((file) => ({ runs: [file, "nft", "-f", file] })),
  // What iptables-services of Red Hat and Amazon is installed with lets in ssh alone.
  iptables: [{ runs: ["/etc/sysconfig/iptables", RESTORE[0], "/etc/sysconfig/iptables"], shuts: true }],
  ip6tables: [{ runs: ["/etc/sysconfig/ip6tables", RESTORE[1], "/etc/sysconfig/ip6tables"], shuts: true }],
  "netfilter-persistent": SAVED,
  "iptables-persistent": SAVED,
  ufw: [{ runs: ["/etc/ufw/before.rules", "ufw", "reload"] }],
};

/**
 * What a service of the host's rules does when it starts; others do nothing here.
 * @param again it is stopped before
 */
export function setRules(process: Process, unit: string, again = false): void {
  const { files, tally } = process.world;
  if (again && unit === "nftables") unsetRules(process, unit);
  if (unit === "firewalld") {
    readZone(tally.filters.firewalld, files, process.certain);
    startZones(tally.filters.firewalld, process.certain);
  }
  for (const { runs, shuts } of Object.hasOwn(SETTINGS, unit) ? (SETTINGS[unit] ?? []) : []) {
    const [file = "", ...argv] = runs ?? [];
    if (runs !== undefined && (mayBring(files, file) || (typeof files.read(file) === "string" && files.has(file))))
      process.world.start(instead(process, argv, { input: null }));
    else if (shuts === true) shut(process, unit);
  }
}

/** Such a service keeps the rules that hold, for its next start. */
export function saveRules(process: Process, unit: string): void {
  for (const { runs: [file, program] = [] } of Object.hasOwn(SETTINGS, unit) ? (SETTINGS[unit] ?? []) : [])
    if (file !== undefined && RESTORE.some((one) => one === program)) saveTo(process, file, program ?? "");
}

/** One that is stopped filters no more. */
export function unsetRules(process: Process, unit: string): void {
  const { world, certain } = process;
  if (unit === "firewalld" || unit === "ufw") turn(world.tally.filters[unit], "no", certain);
  if (unit === "nftables") world.start(instead(process, ["nft", "flush", "ruleset"], { input: null }));
}

/** What the next boot sets, in addition to what is set now. */
export function setRulesAtBoot(process: Process, unit: string): void {
  const { world } = process;
  const tally: Tally = { ...world.tally, served: [], redirects: [], unknowns: [], filters: emptyFilters() };
  setRules({ ...process, certain: false, world: { ...world, tally } }, unit);
  translate(process, "append", tally.redirects);
  if (!tally.complete) world.tally.unknowns.push(...tally.unknowns);
  world.tally.complete &&= tally.complete;
}

const netfilterPersistent: Command = (process) => {
  const [, verb = ""] = process.argv;
  if (/^(start|restart|reload|force-reload)$/.test(verb)) setRules(process, "netfilter-persistent");
  if (verb === "save") saveRules(process, "netfilter-persistent");
  return PREPARES;
};

/** Programs that filter and translate packets on the host. */
export const FIREWALL_COMMANDS: Readonly<Record<string, Command>> = {
  ...IPTABLES_COMMANDS,
  nft,
  ufw,
  "firewall-cmd": firewallCmd,
  "firewall-offline-cmd": firewallOffline,
  "netfilter-persistent": netfilterPersistent,
};
