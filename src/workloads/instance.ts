import { NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Launcher } from "../model/launch";
import type { Launched } from "../model/listener";
import type { Interface, Place, Socket } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean, given, string, type Value } from "../model/value";

import { interfacesOf } from "./instance-interfaces";
import { layersOf, type Layers } from "./launch-template";
import { machineImageOf, type MachineImage } from "./machine-image";
import { assumedListener, containersOn, namespaceOf, type Origin } from "./sockets";
import type { Workload } from "./workload";

const NOTHING_STARTED: Launched = { listeners: [], containers: [], failsToStart: [], unknowns: [], complete: true };
const OPAQUE: Launched = { ...NOTHING_STARTED, complete: false };

/** Providers keep a hash in place of the script from before version 4: nothing can be read in it. */
const decoded = (text: string): string => Buffer.from(text, "base64").toString("latin1");

interface Started {
  readonly launched: Launched;
  readonly at: Value;
  readonly doubts: Doubts;
}

/**
 * What cloud-init is handed. A template's user data is base64; an instance's is plain, or base64 in an argument of its own.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
function startedBy(layers: Layers, launcher: Launcher): Started {
  const plain = given(at(layers.own.values, "user_data"));
  const encoded = given(at(layers.own.values, "user_data_base64"));
  const template = layers.template === null ? null : given(at(layers.template.values, "user_data"));
  const found = encoded ?? plain ?? template;
  const text = found === null ? null : string(found);
  if (found === null || text === null || text.is === "omitted") {
    const at_ = at(layers.own.values, "user_data");
    return layers.complete ? { launched: NOTHING_STARTED, at: at_, doubts: NO_DOUBTS } : { launched: OPAQUE, at: at_, doubts: layers };
  }
  if (text.is === "unknown") return { launched: OPAQUE, at: found, doubts: { unknowns: [unknownAt(found)], assumes: [] } };
  return { launched: launcher.userData(found === plain ? text.value : decoded(text.value)), at: found, doubts: NO_DOUBTS };
}

/**
 * A stock Linux image answers ssh, a stock Windows image RDP. An image that nobody has shown is taken to answer it too, and may
 * answer anything else.
 */
function remoteShell(graph: Graph, image: MachineImage, ami: Value): readonly Socket[] {
  if (!graph.assumptions.has("stock-image")) return [];
  const [process, port] = image.platform === "windows" ? (["rdp", 3389] as const) : (["sshd", 22] as const);
  return [
    {
      listener: assumedListener(process, port),
      knowledge: "assumed",
      container: null,
      evidence: { resource: ami.resource, attribute: "ami", says: `${process} on ${String(port)}`, via: image.via },
      doubts: { unknowns: [], assumes: [{ name: "stock-image", resource: ami.resource, attribute: "ami" }] },
    },
  ];
}

/** Whether a process that the user data shows takes the remote shell's port. */
const takes = (sockets: readonly Socket[], shell: Socket): boolean =>
  sockets.some(({ listener }) => listener.process === shell.listener.process);

function place(resource: Resource, graph: Graph, launcher: Launcher): readonly Place[] {
  const layers = layersOf(graph, resource);
  const ami = layers.argument("ami", "image_id");
  const image = machineImageOf(graph, ami ?? at(resource.values, "ami"));
  const { launched, at: startedAt, doubts } = startedBy(layers, launcher);
  const origin: Origin = { resource, at: startedAt, container: null, via: startedAt.resource === resource ? [] : [resource] };
  const inside = namespaceOf(origin, launched);
  const shell = remoteShell(graph, image, ami ?? at(resource.values, "ami")).filter((socket) => !takes(inside.sockets, socket));
  const stock = image.stock && graph.assumptions.has("stock-image");
  const windows = boolean(at(resource.values, "get_password_data"));
  const interfaces: readonly Interface[] = interfacesOf(graph, layers);
  const host: Place = {
    resource,
    kind: "host",
    container: null,
    interfaces,
    sockets: [...inside.sockets, ...(windows.is === "known" && windows.value ? shell.map(asWindows) : shell)],
    socketsComplete: inside.complete && stock,
    doubts: {
      unknowns: [
        ...inside.doubts.unknowns,
        ...doubts.unknowns,
        ...(stock ? [] : [unknownAt(ami ?? at(resource.values, "ami"), "not-seen")]),
      ],
      assumes: [...doubts.assumes, ...(stock ? [{ name: "stock-image" as const, resource, attribute: "ami" }] : [])],
    },
    mappings: [],
    failures: inside.failures,
    within: null,
    registrations: [],
    unfollowed: [],
    via: [...layers.via, ...image.via],
  };
  return [host, ...containersOn(host, origin, launched)];
}

/** Only a Windows instance has password data to get. */
const asWindows = (socket: Socket): Socket => ({
  ...socket,
  listener: assumedListener("rdp", 3389),
  evidence: { ...socket.evidence, attribute: "get_password_data", says: "rdp on 3389" },
});

/** An EC2 instance. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance */
export const instance: Workload = {
  types: ["aws_instance"],
  reads: ["aws_launch_template", "aws_network_interface", "aws_network_interface_attachment", "aws_ami", "aws_ssm_parameter"],
  places: place,
};
