import { NO_DOUBTS, type Doubts } from "../model/fact";
import { literally } from "../model/glob";
import type { Graph } from "../model/graph";
import type { Booted, Launcher } from "../model/launch";
import type { Launched } from "../model/listener";
import type { Choice, Interface, Place, Registration, Socket } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { cases, isSensitive, type Leaf, type Value } from "../model/value";

import { documentsOn } from "./documents";
import { agentOf } from "./ecs-agent";
import { machineImageOf, type MachineImage } from "./machine-image";
import { provisionersOn } from "./provisioners";
import { remoteShell } from "./remote-shell";
import { containersOn, namespaceOf, socketsOf, type Origin } from "./sockets";
import { textOf, type UserData } from "./user-data";

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
  filters: [],
  failsToStart: [],
  unknowns: [],
  complete: true,
};
const IDLE: Booted = { ...NOTHING_STARTED, understood: true, leaves: () => null };
const OPAQUE: Booted = { ...IDLE, complete: false, understood: false };

/** What cloud-init is handed. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
function scriptOf({ userData, hidden }: Machine): Leaf<string> {
  if (userData === null) return { is: hidden === null ? "omitted" : "unknown" };
  return textOf(userData);
}

function startedBy(
  { userData, hidden }: Machine,
  script: Leaf<string>,
  launcher: Launcher,
  { distribution }: MachineImage,
): { launched: Booted; doubts: Doubts } {
  return cases(script, {
    known: (text) => ({ launched: launcher.userData(text, distribution), doubts: NO_DOUBTS }),
    omitted: () => ({ launched: IDLE, doubts: NO_DOUBTS }),
    unknown: () => ({
      launched: OPAQUE,
      doubts: userData === null ? (hidden ?? NO_DOUBTS) : { unknowns: [unknownAt(userData.at)], assumes: [] },
    }),
  });
}

/** What the user says that the image answers by itself: that, and nothing else. Null where nothing is said. */
function said(launcher: Launcher, { names, via }: MachineImage, { image }: Machine): readonly Socket[] | null {
  const listeners = names.length === 0 ? null : launcher.machineImage(names);
  if (listeners === null) return null;
  return socketsOf({ resource: image.resource, at: image, container: null, via }, { ...NOTHING_STARTED, listeners });
}

/** An image of which nobody tells what it starts. */
function notSeen({ names }: MachineImage, { image }: Machine): Unknown {
  const [name] = names;
  const unknown = unknownAt(image, "not-seen");
  return name === undefined || isSensitive(image) ? unknown : { ...unknown, sayable: { what: "image", name: literally(name) } };
}

/** A machine as a place, and the containers that it starts as places within it. */
export function hostOf(graph: Graph, launcher: Launcher, machine: Machine): readonly Place[] {
  const { resource, image: imageAt, userData } = machine;
  const image = machineImageOf(graph, imageAt);
  const script = scriptOf(machine);
  const { launched, doubts } = startedBy(machine, script, launcher, image);
  const agent = agentOf(machine, image, script, launched);
  const at = userData?.at ?? resource.values;
  const origin: Origin = { resource, at, container: null, via: at.resource === resource ? [] : [resource] };
  const inside = namespaceOf(origin, launched);
  const hinted = said(launcher, image, machine);
  const shell = { image, at: imageAt, windows: machine.windows, script, changed: launched.shell, beside: inside.sockets, origin };
  const answers = hinted ?? remoteShell(graph, shell);
  // A template that cannot be followed hides the image with the rest.
  const told = doubts.unknowns.some((unknown) => unknown.resource === imageAt.resource && unknown.attribute === imageAt.path);
  const stock = hinted === null && image.stock && graph.assumptions.has("stock-image");
  const seen = hinted !== null || stock;
  const besides = [...provisionersOn(graph, resource), ...documentsOn(graph, resource)];
  const others = [...machine.guests, ...besides];
  const host: Place = {
    resource,
    kind: "host",
    container: null,
    interfaces: machine.interfaces,
    sockets: [...inside.sockets, ...answers],
    socketsComplete: inside.complete && seen && others.length === 0,
    unseenIn: null,
    doubts: {
      unknowns: [
        // Of a script that is not there to be read its own value tells.
        ...(doubts.unknowns.length > 0 ? doubts : inside.doubts).unknowns,
        ...others,
        ...(seen || told ? [] : [notSeen(image, machine)]),
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
    filters: inside.filters,
    registrations: machine.registrations,
    unfollowed: [],
    ...(agent === undefined ? {} : { agent }),
    ...(machine.choice === undefined ? {} : { choice: machine.choice }),
    via: [...machine.via, ...image.via],
  };
  return [host, ...containersOn(graph, host, origin, launched)];
}
