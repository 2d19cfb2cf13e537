import { packetApprox } from "../net/approx";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import type { Door } from "../model/hop";
import type { Interface } from "../model/place";
import { unknownAt } from "../model/unknown";
import { at, string } from "../model/value";
import { SUBNET, VPC } from "../model/wanted";

import type { Site } from "./site";

const EXCLUSION = "aws_vpc_block_public_access_exclusion";
const BY_VPC = pointer(EXCLUSION, "vpc_id", VPC);
const BY_SUBNET = pointer(EXCLUSION, "subnet_id", SUBNET);

/**
 * VPC Block Public Access, which no plan shows unless it manages it: off, by assumption. Either blocking mode stops what the
 * internet begins, but in VPCs and subnets that are excluded in both directions.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export function accountDoor(graph: Graph, of: Interface, site: Site): Door {
  const options = graph.ofType("aws_vpc_block_public_access_options").find(({ mode }) => mode === "managed");
  const door = (admits: Door["admits"], doubts: Doubts): Door => ({
    role: "account",
    admits,
    clauses: [],
    shut: { code: "account-block", resource: options ?? null, says: "VPC Block Public Access is on", via: [] },
    doubts,
  });
  const open = packetApprox.exactly(packetApprox.all);
  const shut = packetApprox.exactly(packetApprox.none);
  if (options === undefined) {
    const taken = graph.assumptions.has("no-account-block");
    return taken
      ? door(open, { unknowns: [], assumes: [{ name: "no-account-block", resource: of.resource, attribute: null }] })
      : door(packetApprox.unknown, {
          unknowns: [{ resource: of.resource, attribute: "", dependsOn: [], why: "account-setting", detail: "VPC Block Public Access" }],
          assumes: [],
        });
  }
  const modeAt = at(options.values, "internet_gateway_block_mode");
  const mode = string(modeAt);
  if (mode.is === "unknown") return door(packetApprox.unknown, { unknowns: [unknownAt(modeAt)], assumes: [] });
  if (mode.is === "omitted" || mode.value === "off") return door(open, NO_DOUBTS);
  const exclusions = [
    ...site.vpc.known.map((vpc) => graph.referrers(vpc, BY_VPC)),
    ...(site.subnet === null ? [] : [graph.referrers(site.subnet, BY_SUBNET)]),
  ];
  const modes = exclusions.flatMap(({ known }) => known).map((exclusion) => at(exclusion.values, "internet_gateway_exclusion_mode"));
  if (modes.some((value) => string(value).is === "known" && value.raw === "allow-bidirectional")) return door(open, NO_DOUBTS);
  const perhaps = [...modes.filter((value) => string(value).is === "unknown")];
  const unsure = exclusions.some(({ maybe }) => maybe.length > 0) || !site.vpc.complete || perhaps.length > 0;
  return unsure
    ? door(packetApprox.unknown, joinDoubts([{ unknowns: perhaps.map((value) => unknownAt(value)), assumes: [] }, site]))
    : door(shut, NO_DOUBTS);
}
