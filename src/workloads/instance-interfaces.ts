import { pointer, type Graph, type Pointer } from "../model/graph";
import type { Interface } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { INSTANCE, INTERFACE } from "../model/wanted";
import { at, given, isUnknown, items, string, type Value } from "../model/value";

import { fixedAddresses, madeInterface, namedInterfaces, opaqueInterface, primaryBy } from "./interfaces";
import { launchedInterfaces } from "./launched-interfaces";
import type { Layers } from "./launch-template";

const ATTACHED = pointer("aws_network_interface_attachment", "instance_id", INSTANCE);
const ATTACHES: Pointer = {
  type: "aws_network_interface",
  pointing: "many",
  values: (eni) => items(at(eni.values, "attachment")).known.map((attachment) => at(attachment, "instance")),
  wanted: INSTANCE,
};

/** Interfaces that are attached to the instance by resources of their own. */
function attached(graph: Graph, owner: Resource): readonly Interface[] {
  const { known: attachments, maybe } = graph.referrers(owner, ATTACHED);
  const separate = [...attachments, ...maybe].flatMap((attachment): readonly Interface[] => {
    const which = graph.one(at(attachment.values, "network_interface_id"), INTERFACE);
    const open = [...which.unknowns, ...(attachments.includes(attachment) ? [] : [unknownAt(at(attachment.values, "instance_id"))])];
    return [...which.known, ...which.maybe].map((eni) => {
      const made = madeInterface(graph, owner, eni, false);
      return { ...made, via: [...made.via, attachment], ...(open.length === 0 ? {} : { perhaps: open }) };
    });
  });
  return [...separate, ...graph.referrers(owner, ATTACHES).known.map((eni) => madeInterface(graph, owner, eni, false))];
}

/**
 * The subnet that its author names. Where none is named AWS takes one of the default VPC, whose id stands in the state afterwards; that
 * tells no more than before, unless something here knows the id.
 */
function subnetOf(graph: Graph, own: Resource): Value | null {
  const value = given(at(own.values, "subnet_id"));
  const id = value === null ? null : string(value);
  if (value === null || id?.is !== "known" || own.written("subnet_id") !== "no") return value;
  return graph.known.has(id.value) || graph.byId(id.value) !== undefined ? value : null;
}

/** The interfaces of an instance: what it says itself, and what its launch template says beneath. */
export function interfacesOf(graph: Graph, layers: Layers): readonly Interface[] {
  const { own, template } = layers;
  const blocks = [...items(at(own.values, "primary_network_interface")).known, ...items(at(own.values, "network_interface")).known].filter(
    (named) => given(at(named, "network_interface_id")) !== null && own.written(named.path.replace(/\[\d+\]$/, "")) !== "no",
  );
  const listAt = at(own.values, "network_interface");
  if (isUnknown(listAt) && own.written("network_interface") === "yes") return [opaqueInterface(own, listAt, true)];
  if (blocks.length > 0) return [...namedInterfaces(graph, own, blocks), ...attached(graph, own)];
  const launched = launchedInterfaces(graph, {
    maker: own,
    above: (name) => (name === "subnet_id" ? subnetOf(graph, own) : given(at(own.values, name))),
    blocks: template === null ? null : given(at(template.values, "network_interfaces")),
    beneath: layers.beneath,
    placed: null,
    attachable: [own],
    addresses: fixedAddresses([
      given(at(own.values, "private_ip")),
      given(at(own.values, "secondary_private_ips")),
      given(at(own.values, "ipv6_addresses")),
    ]),
    ...primaryBy([given(at(own.values, "private_ip"))]),
    via: layers.via,
  });
  return [...launched, ...attached(graph, own)];
}
