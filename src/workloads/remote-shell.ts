import type { Graph } from "../model/graph";
import type { Launched, Listener } from "../model/listener";
import type { Socket } from "../model/place";
import type { Leaf, Value } from "../model/value";

import type { MachineImage } from "./machine-image";
import { assumedListener, socketsOf, type Origin } from "./sockets";
import { startsAdmin, systemOf, type System } from "./system";

/** What a machine's remote shell hangs on. */
interface Shell {
  readonly image: MachineImage;
  /** The argument that names the image. */
  readonly at: Value;
  /** Its own words say that it runs Windows. */
  readonly windows: boolean;
  readonly script: Leaf<string>;
  /** What its ssh server opens, where the script changes that. */
  readonly changed: Launched | undefined;
  /** What the script opens besides. */
  readonly beside: readonly Socket[];
  /** Where the script is written. */
  readonly origin: Origin;
}

const SSH = ["sshd", 22] as const;

function system({ image, windows, script }: Shell): System {
  const written = script.is === "known" ? systemOf(script.value) : null;
  return windows ? "windows" : (written ?? image.platform);
}

/** sshd, RDP, or what Bottlerocket's admin container answers where it is started. */
function shellOf(runs: System, script: Leaf<string>): readonly [process: string, port: number] | null {
  if (runs === "windows") return ["rdp", 3389];
  return runs === "linux" || (script.is === "known" && startsAdmin(script.value)) ? SSH : null;
}

/** The image's ssh server as the script leaves it. Where systemd may open its port, that goes on. */
function changedShell(changed: Launched, { image, at, origin }: Shell, stock: boolean): readonly Socket[] {
  const [process, port] = SSH;
  const goesOn = ({ ports, ipv4, certainty }: Listener): boolean => certainty === "definite" && ipv4 === "any" && ports?.[0]?.[0] === port;
  const sure = stock && image.opensShell;
  const own = changed.listeners.some(goesOn) || sure || !stock ? [] : [assumedListener(process, port)];
  const listeners = [...own, ...changed.listeners].map((listener) =>
    sure || (stock && goesOn(listener) && own.length === 0) ? listener : { ...listener, certainty: "possible" as const },
  );
  const assumes = stock ? [{ name: "stock-image" as const, resource: at.resource, attribute: at.path }] : [];
  return socketsOf(origin, { ...changed, listeners }).map((socket) => ({
    ...socket,
    knowledge: "assumed",
    doubts: { unknowns: socket.doubts.unknowns, assumes },
  }));
}

/**
 * A stock Linux image answers ssh, a stock Windows image RDP. An image that nobody has shown is taken to answer it too, and may
 * answer anything else; of one's own image it is not taken.
 */
export function remoteShell(graph: Graph, shell: Shell): readonly Socket[] {
  const { image, at, changed, script, beside } = shell;
  const runs = system(shell);
  const stock = graph.assumptions.has("stock-image") && !image.own;
  if (changed !== undefined && runs === "linux") return changedShell(changed, shell, stock);
  const answers = shellOf(runs, script);
  if (!stock || answers === null) return [];
  const [process, port] = answers;
  // A script that starts its own says itself where it listens.
  if (beside.some(({ listener }) => listener.process === process)) return [];
  return [
    {
      listener: assumedListener(process, port),
      knowledge: "assumed",
      container: null,
      evidence: { resource: at.resource, attribute: at.path, says: `${process} on ${String(port)}`, via: image.via },
      doubts: { unknowns: [], assumes: [{ name: "stock-image", resource: at.resource, attribute: at.path }] },
    },
  ];
}
