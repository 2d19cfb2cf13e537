import type { AddressSet } from "../net/address-set";
import { addressApprox, type Approx } from "../net/approx";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, items, string, type Value } from "../model/value";
import { PREFIX_LIST } from "../model/wanted";

import { sourceOf } from "./cidr";

/** The addresses of a prefix list. */
export interface ListedAddresses extends Doubts {
  readonly addresses: Approx<AddressSet>;
  readonly via: readonly Resource[];
  /** Anyone can stand behind it: CloudFront's origin-facing servers fetch for every customer's distribution. */
  readonly partner: boolean;
}

const ENTRY = pointer("aws_ec2_managed_prefix_list_entry", "prefix_list_id", PREFIX_LIST);

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html */
const ORIGIN_FACING = /^com\.amazonaws\.global\.(ipv6\.)?cloudfront\.origin-facing$/;

const entriesOf = (list: Resource): readonly Value[] =>
  list.mode === "data" ? [at(list.values, "entries"), at(list.values, "cidr_blocks")] : [at(list.values, "entry")];

/**
 * A list's entries: its own blocks, and `aws_ec2_managed_prefix_list_entry` resources.
 * https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
 */
export function addressesOfList(graph: Graph, list: Resource): ListedAddresses {
  const name = string(at(list.values, "name"));
  const partner = name.is === "known" && ORIGIN_FACING.test(name.value);
  const blocks = entriesOf(list).map((value) => ({ value, ...items(value) }));
  const separate = graph.referrers(list, ENTRY);
  const cidrs = [
    ...blocks.flatMap(({ known }) => known.map((entry) => (typeof entry.raw === "object" ? at(entry, "cidr") : entry))),
    ...separate.known.map((entry) => at(entry.values, "cidr")),
  ].map((value) => sourceOf(graph, value, "either"));
  const perhaps = separate.maybe.map((entry) => sourceOf(graph, at(entry.values, "cidr"), "either"));
  const complete = blocks.every((block) => block.complete) && !(list.mode === "data" && cidrs.length === 0);
  const sure = addressApprox.items(
    cidrs.map((cidr) => cidr.addresses),
    complete,
  );
  return {
    addresses: addressApprox.union(sure, ...perhaps.map((cidr) => addressApprox.atMost(cidr.addresses.may))),
    via: [list, ...separate.known],
    partner,
    ...joinDoubts([
      ...cidrs,
      complete
        ? NO_DOUBTS
        : { unknowns: [unknownAt(at(list.values, "entry"), list.mode === "data" ? "outside-plan" : "after-apply")], assumes: [] },
    ]),
  };
}
