import { NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Launcher } from "../model/launch";
import type { Launched, Listener } from "../model/listener";
import type { Choice, Interface, Place, Registration, Socket } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { cases, string, type Leaf, type Value } from "../model/value";

import { agentOf } from "./ecs-agent";
import { machineImageOf, type MachineImage } from "./machine-image";
import { assumedListener, containersOn, namespaceOf, socketsOf, type Origin } from "./sockets";

/** A script that a machine is handed at its first boot, and whether it is written in base64. */
export interface UserData {
  readonly at: Value;
  readonly encoded: boolean;
}

/** What boots: an instance, or each instance of a group. */
export interface Machine {
  readonly resource: Resource;
  readonly image: Value;
  /** Null: it is handed nothing. */
  readonly userData: UserData | null;
  /** What may be hidden in a template that cannot be followed. */
  readonly hidden: Doubts | null;
  readonly interfaces: readonly Interface[];
  readonly registrations: readonly Registration[];
  /** Its own words say that it runs Windows: only then is there a password to get. */
  readonly windows: boolean;
  /** What others may start on it: a cluster's tasks. */
  readonly guests: readonly Unknown[];
  /** Absent: its maker makes no others. */
  readonly choice?: Choice;
  readonly via: readonly Resource[];
}

const NOTHING_STARTED: Launched = {
  listeners: [],
  containers: [],
  tunnels: [],
  redirects: [],
  failsToStart: [],
  unknowns: [],
  complete: true,
};
const OPAQUE: Launched = { ...NOTHING_STARTED, complete: false };

/** What is compressed stays as it is: cloud-init unpacks it. */
function decoded(text: string): string {
  const bytes = Buffer.from(text, "base64");
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? text : bytes.toString("utf8");
}

/** What cloud-init is handed. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
function scriptOf({ userData, hidden }: Machine): Leaf<string> {
  if (userData === null) return { is: hidden === null ? "omitted" : "unknown" };
  const text = string(userData.at);
  return text.is === "known" && userData.encoded ? { is: "known", value: decoded(text.value) } : text;
}

function startedBy({ userData, hidden }: Machine, script: Leaf<string>, launcher: Launcher): { launched: Launched; doubts: Doubts } {
  return cases(script, {
    known: (text) => ({ launched: launcher.userData(text), doubts: NO_DOUBTS }),
    omitted: () => ({ launched: NOTHING_STARTED, doubts: NO_DOUBTS }),
    unknown: () => ({
      launched: OPAQUE,
      doubts: userData === null ? (hidden ?? NO_DOUBTS) : { unknowns: [unknownAt(userData.at)], assumes: [] },
    }),
  });
}

const LINUX = ["sshd", 22] as const;
const WINDOWS = ["rdp", 3389] as const;

/**
 * A stock Linux image answers ssh, a stock Windows image RDP. An image that nobody has shown is taken to answer it too, and may
 * answer anything else.
 */
function remoteShell(graph: Graph, { platform, via }: MachineImage, { image, windows }: Machine): readonly Socket[] {
  if (!graph.assumptions.has("stock-image")) return [];
  const [process, port] = windows || platform === "windows" ? WINDOWS : LINUX;
  return [
    {
      listener: assumedListener(process, port),
      knowledge: "assumed",
      container: null,
      evidence: { resource: image.resource, attribute: image.path, says: `${process} on ${String(port)}`, via },
      doubts: { unknowns: [], assumes: [{ name: "stock-image", resource: image.resource, attribute: image.path }] },
    },
  ];
}

/** The image's ssh server as the script leaves it. Where systemd may open its port, that goes on. */
function changedShell(graph: Graph, image: MachineImage, { image: at }: Machine, origin: Origin, shell: Launched): readonly Socket[] {
  const [process, port] = LINUX;
  const stock = graph.assumptions.has("stock-image");
  const goesOn = ({ ports, ipv4, certainty }: Listener): boolean => certainty === "definite" && ipv4 === "any" && ports?.[0]?.[0] === port;
  const sure = stock && image.opensShell;
  const own = shell.listeners.some(goesOn) || sure || !stock ? [] : [assumedListener(process, port)];
  const listeners = [...own, ...shell.listeners].map((listener) =>
    sure || (stock && goesOn(listener) && own.length === 0) ? listener : { ...listener, certainty: "possible" as const },
  );
  const assumes = stock ? [{ name: "stock-image" as const, resource: at.resource, attribute: at.path }] : [];
  return socketsOf(origin, { ...shell, listeners }).map((socket) => ({
    ...socket,
    knowledge: "assumed",
    doubts: { unknowns: socket.doubts.unknowns, assumes },
  }));
}

/** A machine as a place, and the containers that it starts as places within it. */
export function hostOf(graph: Graph, launcher: Launcher, machine: Machine): readonly Place[] {
  const { resource, image: imageAt, userData } = machine;
  const image = machineImageOf(graph, imageAt);
  const script = scriptOf(machine);
  const { launched, doubts } = startedBy(machine, script, launcher);
  const agent = agentOf(machine, image, script);
  const at = userData?.at ?? resource.values;
  const origin: Origin = { resource, at, container: null, via: at.resource === resource ? [] : [resource] };
  const inside = namespaceOf(origin, launched);
  // A script that starts its own says itself where it listens.
  const shell =
    launched.shell === undefined || machine.windows || image.platform === "windows"
      ? remoteShell(graph, image, machine).filter(
          (socket) => !inside.sockets.some(({ listener }) => listener.process === socket.listener.process),
        )
      : changedShell(graph, image, machine, origin, launched.shell);
  // A template that cannot be followed hides the image with the rest.
  const told = doubts.unknowns.some((unknown) => unknown.resource === imageAt.resource && unknown.attribute === imageAt.path);
  const stock = image.stock && graph.assumptions.has("stock-image");
  const host: Place = {
    resource,
    kind: "host",
    container: null,
    interfaces: machine.interfaces,
    sockets: [...inside.sockets, ...shell],
    socketsComplete: inside.complete && stock && machine.guests.length === 0,
    unseenIn: null,
    doubts: {
      unknowns: [
        // Of a script that is not there to be read its own value tells.
        ...(doubts.unknowns.length > 0 ? doubts : inside.doubts).unknowns,
        ...machine.guests,
        ...(stock || told ? [] : [unknownAt(imageAt, "not-seen")]),
      ],
      assumes: [
        ...doubts.assumes,
        ...(stock ? [{ name: "stock-image" as const, resource: imageAt.resource, attribute: imageAt.path }] : []),
      ],
    },
    mappings: [],
    failures: inside.failures,
    within: null,
    tunnels: inside.tunnels,
    redirects: inside.redirects,
    registrations: machine.registrations,
    unfollowed: [],
    ...(agent === undefined ? {} : { agent }),
    ...(machine.choice === undefined ? {} : { choice: machine.choice }),
    via: [...machine.via, ...image.via],
  };
  return [host, ...containersOn(graph, host, origin, launched)];
}
