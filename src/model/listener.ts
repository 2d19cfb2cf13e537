import type { Filter } from "./filter";

/** Whom a socket answers in one address family. */
export type Reach = "any" | "loopback" | "address" | "none" | "unknown";

/** Where the address of a bind was read. */
export type BindOrigin = "command" | "environment" | "file" | "source" | "image" | "default" | "machine-image" | "service" | "hint";

/** Ports from the first to the last, both included. */
export type PortRange = readonly [first: number, last: number];

export const ANY_PORT: PortRange = [0, 65535];

/** One socket that a process opens, in its own network namespace. */
export interface Listener {
  /** The program, as people name it: `gunicorn`. */
  process: string;
  protocol: "tcp" | "udp" | "unix";
  /** As written, or as the default is: `0.0.0.0`, `*`, `/run/app.sock`. HOLE stands for what nobody knows yet. */
  address: string;
  ipv4: Reach;
  ipv6: Reach;
  /** Null where the port is not known. */
  ports: readonly PortRange[] | null;
  /** Definite: it listens wherever this is started. Possible: it may. */
  certainty: "definite" | "possible";
  from: BindOrigin;
  /** Of the runtime, as a debugger: it says nothing of where the program listens that it runs. */
  ofRuntime?: true;
  /** The token that makes the bind and nothing else, since the rest of a command may hold secrets: `-b 0.0.0.0:5001`. */
  says: string;
}

/** Why nothing will listen. */
export interface FailsToStart {
  code: string;
  text: string;
  /** The program, where it is known. */
  process?: string;
}

/** What is not known about a launch, and why it matters. */
export interface LaunchUnknown {
  what: string;
  why: string;
}

/** A port that a container runtime publishes on its host. */
export interface Publish {
  /** Null: every address of the host, in both families. */
  hostAddress: string | null;
  /** Null: a port that the kernel chooses. Of a port that nobody knows, every one. */
  hostPorts: PortRange | null;
  containerPorts: PortRange;
  protocol: "tcp" | "udp";
  says: string;
  /** A swarm publishes it, on every address of every node. */
  swarm?: true;
}

/**
 * One of several ports of the host leads to a single one of the container's: docker takes a free one, or nobody knows which is meant.
 * https://docs.docker.com/reference/cli/docker/container/run/#publish
 */
export const isOneOf = ({ hostPorts, containerPorts }: Publish): boolean =>
  hostPorts === null || hostPorts[1] - hostPorts[0] !== containerPorts[1] - containerPorts[0];

const onlyPort = (ports: readonly PortRange[] | null): number | undefined => {
  const [[port, last] = [], ...more] = ports ?? [];
  return port !== undefined && port === last && more.length === 0 ? port : undefined;
};

/**
 * The port for which only one of two sockets of TCP can be bound: of one family, on the same address, or one of them on all of them.
 * https://man7.org/linux/man-pages/man7/socket.7.html (SO_REUSEADDR)
 */
export function contested(one: Listener, other: Listener): number | undefined {
  if (one.protocol !== "tcp" || other.protocol !== "tcp") return undefined;
  const port = onlyPort(one.ports);
  if (port === undefined || port !== onlyPort(other.ports)) return undefined;
  const isBound = (reach: Reach): boolean => reach === "any" || reach === "loopback" || reach === "address";
  const meets = (["ipv4", "ipv6"] as const).some(
    (name) =>
      isBound(one[name]) &&
      isBound(other[name]) &&
      (one[name] === "any" || other[name] === "any" || (one[name] === other[name] && one.address === other.address)),
  );
  return meets ? port : undefined;
}

/** Whether a socket answers nobody but its own namespace. */
export const isInward = ({ ipv4, ipv6 }: Pick<Listener, "ipv4" | "ipv6">): boolean =>
  [ipv4, ipv6].every((reach) => reach === "loopback" || reach === "none");

/**
 * What a program that calls out lets the world have, whatever filters what comes in: `ngrok http 5000`. Whether anybody really
 * comes is for its service to say.
 */
export interface Tunnel {
  /** The program, as people name it. */
  process: string;
  protocol: "tcp" | "udp";
  /** Whom it calls, as written: `localhost`, a container's name, an address. May hold HOLE. */
  host: string;
  /** Null where they are not known. */
  ports: readonly PortRange[] | null;
  /** The tokens that say so: `http 5000`. */
  says: string;
}

/**
 * Packets whose port the host changes before it looks for a socket: `iptables -t nat -A PREROUTING … -j REDIRECT`. Of several the first
 * that matches decides.
 */
export interface Redirect {
  /** The program that sets it. */
  process: string;
  protocol: "tcp" | "udp";
  family: 4 | 6;
  /** The client's networks as CIDRs; empty: everybody. May hold HOLE. */
  from: readonly string[];
  outer: PortRange;
  /** As long as the outer one: one to one; a single port: that; else one of them. */
  inner: PortRange;
  /** REDIRECT leads to the address of the interface that the packets come in by. "elsewhere": to another host. */
  to: "interface" | "loopback" | "elsewhere";
  /** False: whether it holds is open. */
  certain: boolean;
  /** The tokens that say so: `--dport 80 -j REDIRECT --to-ports 8080`. */
  says: string;
}

/** A container that a command starts on the host where it runs (`docker run`): a place within a place. */
export interface StartedContainer {
  /** Its name, else its image. */
  name: string;
  /** Of compose: the name of its project. */
  project?: string;
  image: string;
  /** `host`: it shares its host's namespace; `none`: loopback only; `bridge`: a namespace of its own, ports published. */
  network: "bridge" | "host" | "none" | "unknown";
  /** The container whose namespace it shares, of a project or of any; where that one is not there, `network` holds. */
  joins?: { readonly name: string; readonly project?: string };
  publishes: readonly Publish[];
  launched: Launched;
  /** False: whether it is started at all is open. */
  certain: boolean;
  /** True: its daemon starts it again when the machine comes up. */
  comesUp?: boolean;
  says: string;
}

/** What a launch leads to. Listeners are those of its own namespace. */
export interface Launched {
  listeners: readonly Listener[];
  containers: readonly StartedContainer[];
  tunnels: readonly Tunnel[];
  redirects: readonly Redirect[];
  /** What the host's own firewalls let in, of what comes to its sockets. A packet has to pass each. */
  filters: readonly Filter[];
  /** Set where the main process provably fails. */
  failsToStart: readonly FailsToStart[];
  unknowns: readonly LaunchUnknown[];
  /** True: nothing else listens as far as the launch can be read. False: there may be sockets that are not listed. */
  complete: boolean;
  /** Of a machine: what its image's own ssh server opens, where that is changed; absent where it stays as the image has it. */
  shell?: Launched;
  /** Of a container that is not read in full: by which ports its arguments and environment name loopback to listen on; null: by none. */
  loopback?: readonly (number | null)[];
}

/** What one program opens. */
export interface Served {
  readonly listeners: readonly Listener[];
  readonly failsToStart: readonly FailsToStart[];
  /** Absent: none. */
  readonly tunnels?: readonly Tunnel[];
  readonly unknowns: readonly LaunchUnknown[];
  /** False: it may open sockets that are not listed. */
  readonly complete: boolean;
  /** True: it comes up at the next boot, when what runs now is gone. */
  readonly later?: true;
  /** True: it may as well be a step that ends, since nobody knows this command of the program. */
  readonly mayEnd?: true;
}
