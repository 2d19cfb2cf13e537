import type { Filter } from "../model/filter";
import {
  contested,
  type FailsToStart,
  type LaunchUnknown,
  type Launched,
  type Listener,
  type Redirect,
  type Served,
  type StartedContainer,
} from "../model/listener";
import { failures } from "../words/launch";
import { possibleLaunch } from "./commands/started-container";
import { asWritten } from "./commands/ufw";
import { joinedContainers } from "./joined";
import { filterOf, noFilter, type HostFilters } from "./netfilter/host-filter";
import { inputChains } from "./netfilter/nft-ruleset";
import { PUBLIC } from "./netfilter/zones";
import type { Tally, World } from "./process";

export const emptyFilters = (): HostFilters => ({
  ufw: noFilter(),
  firewalld: noFilter(PUBLIC),
  iptables: noFilter([], "allow"),
  ip6tables: noFilter([], "allow"),
  nft: new Map(),
});

export const emptyTally = (): Tally => ({
  served: [],
  containers: [],
  redirects: [],
  images: new Map(),
  volumes: [],
  unknowns: [],
  loopback: [],
  complete: true,
  filtered: false,
  filteredForward: false,
  rebooted: false,
  filters: emptyFilters(),
  budget: 10_000,
});

const key = ({ process, protocol, address, ipv4, ipv6, ports, says }: Listener): string =>
  JSON.stringify([process, protocol, address, ipv4, ipv6, ports, says]);

const bound = ({ process, protocol, address, ipv4, ipv6, ports }: Listener): string =>
  JSON.stringify([process, protocol, ipv4 === "any" || ipv6 === "any" ? "" : address, ipv4, ipv6, ports]);

/** Sockets without those that are there twice, however they are spelled; of a possible and a definite one the definite stays. */
function unique(listeners: readonly Listener[]): readonly Listener[] {
  const found = new Map<string, Listener>();
  for (const listener of listeners) {
    const before = found.get(bound(listener));
    if (before === undefined || (before.certainty === "possible" && listener.certainty === "definite"))
      found.set(bound(listener), listener);
  }
  return [...found.values()];
}

/** What was started, one after the other: who comes to a port that is taken, fails. */
function settle(served: readonly Served[]): { listeners: readonly Listener[]; failsToStart: readonly FailsToStart[] } {
  const listeners: Listener[] = [];
  const failsToStart: FailsToStart[] = [];
  for (const process of served) {
    const held = listeners.filter(({ certainty }) => certainty === "definite");
    const fails: FailsToStart[] = [];
    for (const listener of process.listeners) {
      if (listener.certainty === "possible") continue;
      for (const holder of held) {
        const port = holder.process === listener.process && key(holder) === key(listener) ? undefined : contested(listener, holder);
        if (port !== undefined && fails.length === 0) fails.push(failures.taken(listener.process, port, holder.process));
      }
    }
    failsToStart.push(...process.failsToStart, ...fails);
    if (fails.length === 0) listeners.push(...process.listeners);
  }
  // One that has failed may come first at the next boot: then the same port answers, by another process.
  const failed = new Set(failsToStart.map(({ process }) => process));
  const held = listeners.filter(({ certainty }) => certainty === "definite");
  const isHeld = (one: Listener, family: "ipv4" | "ipv6"): boolean =>
    one[family] === "none" ||
    held.some(
      (holder) =>
        (one[family] !== "any" || holder[family] === "any") &&
        contested({ ...one, ipv4: "none", ipv6: "none", [family]: one[family] }, holder) !== undefined,
    );
  const isTaken = (one: Listener): boolean =>
    one.certainty === "possible" && failed.has(one.process) && isHeld(one, "ipv4") && isHeld(one, "ipv6");
  return { listeners: unique(listeners.filter((one) => !isTaken(one))), failsToStart: uniqueBy(failsToStart) };
}

const uniqueBy = <T>(list: readonly T[]): readonly T[] => [...new Map(list.map((entry) => [JSON.stringify(entry), entry])).values()];

/** A packet to loopback that comes from outside is dropped unless this says otherwise. https://docs.kernel.org/networking/ip-sysctl.html */
const ROUTE_LOCALNET = "/proc/sys/net/ipv4/conf/all/route_localnet";

function routed({ tally, files }: Pick<World, "tally" | "files">): readonly Redirect[] {
  const setting = files.read(ROUTE_LOCALNET);
  const isRouted = typeof setting === "string" && setting.trim() === "1";
  return tally.redirects.map((redirect) => (redirect.to === "loopback" && !isRouted ? { ...redirect, certain: false } : redirect));
}

/** The host's own filters that may be in force. */
function filtersOf({ tally, files }: Pick<World, "tally" | "files">): readonly Filter[] {
  const told: HostFilters = { ...tally.filters, ufw: asWritten(files, tally.filters.ufw) };
  const own = ([["ufw"], ["firewalld"], ["iptables", 4], ["ip6tables", 6]] as const).map(
    ([name, ...families]) => [name, told[name], families.length === 0 ? ([4, 6] as const) : families] as const,
  );
  const chains = inputChains(told.nft).map(({ filter, families }) => ["nft", filter, families] as const);
  return [...own, ...chains].flatMap(([name, filter, families]) => (filter.active === "no" ? [] : [filterOf(name, filter, families)]));
}

/** A container whose ports may be kept from the world. */
const behindFilter = (container: StartedContainer): StartedContainer =>
  container.publishes.length === 0 ? container : { ...container, launched: possibleLaunch(container.launched), certain: false };

export function launchedOf({ tally, files }: Pick<World, "tally" | "files">): Launched {
  const { listeners: now, failsToStart } = settle(tally.served.filter(({ later }) => later !== true));
  const next = settle(tally.served.filter(({ later }) => later === true));
  const listeners = unique([...now, ...next.listeners]);
  const unknowns: readonly LaunchUnknown[] = uniqueBy([...tally.unknowns, ...tally.served.flatMap((served) => served.unknowns)]);
  return {
    // What a container publishes passes by the host's own filters. https://docs.docker.com/engine/network/packet-filtering-firewalls/
    listeners: tally.filtered ? listeners.map((listener) => ({ ...listener, certainty: "possible" })) : listeners,
    containers: joinedContainers(tally.filteredForward ? tally.containers.map(behindFilter) : tally.containers),
    redirects: routed({ tally, files }),
    filters: filtersOf({ tally, files }),
    tunnels: uniqueBy(tally.served.flatMap(({ tunnels = [] }) => tunnels)),
    failsToStart,
    unknowns,
    complete: tally.complete && tally.served.every((served) => served.complete),
  };
}
