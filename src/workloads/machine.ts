import { NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Booted, Launcher } from "../model/launch";
import type { Launched } from "../model/listener";
import type { Choice, Interface, Place, Registration, Socket } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { cases, string, type Leaf, type Value } from "../model/value";

import { agentOf } from "./ecs-agent";
import { machineImageOf, type MachineImage } from "./machine-image";
import { assumedListener, containersOn, namespaceOf, socketsOf, type Origin } from "./sockets";
import { startsAdmin, systemOf, type System } from "./system";

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
const IDLE: Booted = { ...NOTHING_STARTED, understood: true, leaves: () => null };
const OPAQUE: Booted = { ...IDLE, complete: false, understood: false };

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

function startedBy({ userData, hidden }: Machine, script: Leaf<string>, launcher: Launcher): { launched: Booted; doubts: Doubts } {
  return cases(script, {
    known: (text) => ({ launched: launcher.userData(text), doubts: NO_DOUBTS }),
    omitted: () => ({ launched: IDLE, doubts: NO_DOUBTS }),
    unknown: () => ({
      launched: OPAQUE,
      doubts: userData === null ? (hidden ?? NO_DOUBTS) : { unknowns: [unknownAt(userData.at)], assumes: [] },
    }),
  });
}

/** The remote shell of a system: sshd, RDP, or what Bottlerocket's admin container answers where it is started. */
function shellOf(system: System, script: Leaf<string>): readonly [string, number] | null {
  if (system === "windows") return ["rdp", 3389];
  return system === "linux" || (script.is === "known" && startsAdmin(script.value)) ? ["sshd", 22] : null;
}

/**
 * A stock Linux image answers ssh, a stock Windows image RDP. An image that nobody has shown is taken to answer it too, and may
 * answer anything else; of one's own image it is not taken.
 */
function remoteShell(
  graph: Graph,
  { platform, own, via }: MachineImage,
  { image, windows }: Machine,
  script: Leaf<string>,
): readonly Socket[] {
  if (!graph.assumptions.has("stock-image") || own) return [];
  const written = script.is === "known" ? systemOf(script.value) : null;
  const shell = shellOf(windows ? "windows" : (written ?? platform), script);
  if (shell === null) return [];
  const [process, port] = shell;
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

/** What the user says that the image answers by itself: that, and nothing else. Null where nothing is said. */
function said(launcher: Launcher, { names, via }: MachineImage, { image }: Machine): readonly Socket[] | null {
  const listeners = names.length === 0 ? null : launcher.machineImage(names);
  if (listeners === null) return null;
  return socketsOf({ resource: image.resource, at: image, container: null, via }, { ...NOTHING_STARTED, listeners });
}

/** A machine as a place, and the containers that it starts as places within it. */
export function hostOf(graph: Graph, launcher: Launcher, machine: Machine): readonly Place[] {
  const { resource, image: imageAt, userData } = machine;
  const image = machineImageOf(graph, imageAt);
  const script = scriptOf(machine);
  const { launched, doubts } = startedBy(machine, script, launcher);
  const agent = agentOf(machine, image, script, launched);
  const at = userData?.at ?? resource.values;
  const origin: Origin = { resource, at, container: null, via: at.resource === resource ? [] : [resource] };
  const inside = namespaceOf(origin, launched);
  // A script that starts its own says itself where it listens.
  const hinted = said(launcher, image, machine);
  const answers = (hinted ?? remoteShell(graph, image, machine, script)).filter(
    (socket) => !inside.sockets.some(({ listener }) => listener.process === socket.listener.process),
  );
  // A template that cannot be followed hides the image with the rest.
  const told = doubts.unknowns.some((unknown) => unknown.resource === imageAt.resource && unknown.attribute === imageAt.path);
  const stock = hinted === null && image.stock && graph.assumptions.has("stock-image");
  const seen = hinted !== null || stock;
  const host: Place = {
    resource,
    kind: "host",
    container: null,
    interfaces: machine.interfaces,
    sockets: [...inside.sockets, ...answers],
    socketsComplete: inside.complete && seen && machine.guests.length === 0,
    unseenIn: null,
    doubts: {
      unknowns: [
        // Of a script that is not there to be read its own value tells.
        ...(doubts.unknowns.length > 0 ? doubts : inside.doubts).unknowns,
        ...machine.guests,
        ...(seen || told ? [] : [unknownAt(imageAt, "not-seen")]),
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
