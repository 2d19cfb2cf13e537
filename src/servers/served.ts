import { isInward, type FailsToStart, type LaunchUnknown, type Listener, type PortRange, type Served } from "../model/listener";
import { hasHole, HOLE } from "../model/text";
import { failure, unseen } from "../words/servers";
import { addressOf, isLiteralVariable, LIBC, type Resolver } from "./address";
import { mayExpand } from "./expand";
import type { Layer, Said } from "./setting";

/** A socket that a program asks for, in its own words. */
export interface Bind {
  readonly protocol?: Listener["protocol"];
  /** Of a unix socket: its path. */
  readonly host: string;
  /** Null: whatever the kernel chooses. Empty for a unix socket. */
  readonly port: string | number | null;
  readonly says: string;
  readonly from: Listener["from"];
  /** Where it differs from the program's own. */
  readonly resolver?: Resolver;
  /** Who answers there, where it is another program. */
  readonly process?: string;
  readonly ofRuntime?: true;
  /** Possible: whether this one is opened at all is open. */
  readonly certainty?: Listener["certainty"];
}

export const NOTHING: Served = { listeners: [], failsToStart: [], unknowns: [], complete: true };

/** Nobody can tell what it opens. */
export const unknown = (...unknowns: readonly LaunchUnknown[]): Served => ({ ...NOTHING, unknowns, complete: false });

export const fails = (...failsToStart: readonly FailsToStart[]): Served => ({ ...NOTHING, failsToStart });

export const unix = (path: string, { says, from }: Pick<Said, "says" | "from">): Bind => ({
  protocol: "unix",
  host: path,
  port: "",
  says,
  from,
});

/**
 * What a program opens: all of its binds, or none where one provably fails. A doubt makes them possible, leaves room for others, and
 * takes the certainty from a failure.
 */
export function serve(process: string, resolver: Resolver, binds: readonly Bind[], doubts: readonly LaunchUnknown[] = []): Served {
  const made = binds.map((bind) => listenerOf(process, resolver, bind, doubts.length > 0));
  const failsToStart = made.filter(isFailure);
  const listeners = made.filter((one): one is Listener => !isFailure(one));
  const sure = doubts.length === 0;
  if (failsToStart.length > 0 && sure && binds.every(({ certainty }) => certainty !== "possible")) return fails(...failsToStart);
  return { listeners, failsToStart: [], unknowns: unique(doubts), complete: sure && failsToStart.length === 0 };
}

/** What one program opens in several ways. */
export function together(...all: readonly Served[]): Served {
  const failsToStart = all.flatMap((served) => served.failsToStart);
  if (failsToStart.length > 0) return fails(...failsToStart);
  return {
    listeners: all.flatMap(({ listeners }) => listeners),
    failsToStart,
    unknowns: unique(all.flatMap(({ unknowns }) => unknowns)),
    complete: all.every(({ complete }) => complete),
  };
}

/** What a process opens that may not be started at all is possible; that it fails is then no fact. */
export const possibly = <S extends Served>(served: S): S => ({
  ...served,
  listeners: served.listeners.map((listener) => ({ ...listener, certainty: "possible" })),
  failsToStart: [],
});

const isFailure = (one: Listener | FailsToStart): one is FailsToStart => "code" in one;

const unique = (unknowns: readonly LaunchUnknown[]): readonly LaunchUnknown[] => [
  ...new Map(unknowns.map((unknown) => [`${unknown.what}\n${unknown.why}`, unknown])).values(),
];

function listenerOf(program: string, resolver: Resolver, bind: Bind, doubtful: boolean): Listener | FailsToStart {
  const { protocol = "tcp", process = program, host, says, from } = bind;
  const certainty = doubtful ? "possible" : (bind.certainty ?? "definite");
  const shown = says === "" ? "default" : says;
  if (protocol === "unix") {
    return { process, protocol, address: host, ipv4: "none", ipv6: "none", ports: [], certainty, from, says: shown };
  }
  const open = (text: string): boolean => from === "file" && resolver.verbatim !== true && mayExpand(text);
  const read = addressOf(host, bind.resolver ?? resolver);
  const address = typeof read === "string" && open(host) ? addressOf(HOLE, resolver) : read;
  if (typeof address === "string") return failure(address, shown);
  const number = portsOf(bind.port);
  const ports = typeof number === "string" && open(String(bind.port)) ? null : number;
  if (typeof ports === "string") return failure(ports, shown);
  const isOpen = address.ipv4 === "unknown" && hasHole(address.address);
  const runtime = bind.ofRuntime === undefined ? {} : { ofRuntime: bind.ofRuntime };
  return { process, protocol, ...address, ports, certainty: isOpen ? "possible" : certainty, from, says: shown, ...runtime };
}

/** A port or a range of them (`8080-8090`); null where nobody knows it, or the kernel chooses (0). */
export function portsOf(port: string | number | null): readonly PortRange[] | null | "not-a-port" | "literal-variable" {
  if (port === null || (typeof port === "string" && hasHole(port))) return null;
  const text = String(port);
  if (isLiteralVariable(text)) return "literal-variable";
  const [, first = "", end] = /^\s*\+?(\d{1,9})(?:-(\d{1,9}))?\s*$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(end ?? first)];
  if (first === "" || from > 65535 || to > 65535 || from > to) return "not-a-port";
  return from === 0 ? null : [[from, to]];
}

/** One socket for each host, on each port, as two settings give them. */
export function pair(hosts: Layer, ports: Layer): readonly Bind[] {
  return hosts.said.flatMap((host) =>
    ports.said.map((port) => ({
      host: host.value,
      port: port.value,
      says: [...new Set([host.says, port.says])].filter((text) => text !== "").join(" "),
      from: host.from === "default" ? port.from : host.from,
    })),
  );
}

/**
 * What a program opens that is told host and port apart. Of a host that is known and loopback for sure, the port may be in doubt: whatever
 * it is, that is all.
 */
export function serveApart(process: string, resolver: Resolver, host: Layer, port: Layer, others: readonly LaunchUnknown[] = []): Served {
  const served = serve(process, resolver, pair(host, port), [...host.doubts, ...port.doubts, ...others]);
  const isInwardForSure = host.doubts.length + others.length === 0 && served.listeners.length > 0 && served.listeners.every(isInward);
  if (served.complete || !isInwardForSure) return served;
  return serve(process, resolver, pair(host, { said: [{ value: HOLE, says: "", from: "default" }], doubts: [] }));
}

/** A socket that a program's source asks for, and the program as people name it. */
export interface Sourced {
  readonly process: string;
  readonly bind: Bind;
}

/** What a source opens, one socket each; sure where it is followed to the end and surely opens one. */
export function serveSource(name: string, sockets: readonly Sourced[], complete: boolean): Served {
  if (sockets.length === 0) return unknown(unseen.computed(name));
  const served = sockets.map(({ process, bind }) => serve(process, LIBC, [bind]));
  const listeners = served.flatMap((one) => one.listeners);
  const key = ({ certainty: _certainty, ...listener }: Listener): string => JSON.stringify(listener);
  const definite = new Set(listeners.filter(({ certainty }) => certainty === "definite").map(key));
  const sure = complete && sockets.some(({ bind }) => bind.certainty !== "possible");
  return {
    listeners: listeners.filter((one, index) =>
      one.certainty === "definite"
        ? listeners.findIndex((other) => other.certainty === "definite" && key(other) === key(one)) === index
        : !definite.has(key(one)),
    ),
    failsToStart: served.flatMap((one) => one.failsToStart),
    unknowns: sure ? [] : [unseen.computed(name)],
    complete: sure,
  };
}
