import { packetApprox } from "../net/approx";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import type { Door } from "../model/hop";
import type { Interface } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt, whetherThere, type Unknown } from "../model/unknown";
import { sameRegion } from "../model/region";
import { at, string, type Value } from "../model/value";
import { SUBNET, VPC } from "../model/wanted";
import { WHICH_REGION_BLOCKS } from "../words/verdict";

import type { Site } from "./site";

const EXCLUSION = "aws_vpc_block_public_access_exclusion";
const BY_VPC = pointer(EXCLUSION, "vpc_id", VPC);
const BY_SUBNET = pointer(EXCLUSION, "subnet_id", SUBNET);

/**
 * VPC Block Public Access, which no plan shows unless it manages it: off, by assumption. Each region has its own. Either blocking mode stops
 * what the internet begins, but in VPCs and subnets that are excluded in both directions.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export function accountDoor(graph: Graph, of: Interface, site: Site): Door {
  const elsewhere = (options: Resource): boolean => sameRegion(options, of.resource) === false;
  const found = graph.ofType("aws_vpc_block_public_access_options").filter((options) => options.mode === "managed" && !elsewhere(options));
  const [options] = found;
  const door = (admits: Door["admits"], doubts: Doubts): Door => ({
    role: "account",
    admits,
    clauses: [],
    shut: { code: "account-block", resource: options ?? null, says: "VPC Block Public Access is on", via: [] },
    doubts,
  });
  const open = packetApprox.exactly(packetApprox.all);
  const shut = packetApprox.exactly(packetApprox.none);
  const unsure = (...unknowns: readonly Unknown[]): Door => door(packetApprox.unknown, { unknowns, assumes: [] });
  if (options === undefined) {
    if (graph.assumptions.has("no-account-block"))
      return door(open, { unknowns: [], assumes: [{ name: "no-account-block", resource: of.resource, attribute: null }] });
    return unsure({ resource: of.resource, attribute: "", dependsOn: [], why: "account-setting", detail: "VPC Block Public Access" });
  }
  const modeAt = ({ values }: Resource): Value => at(values, "internet_gateway_block_mode");
  const isOff = (value: Value): boolean => {
    const mode = string(value);
    return mode.is === "omitted" || (mode.is === "known" && mode.value === "off");
  };
  if (found.every((one) => isOff(modeAt(one)))) return door(open, NO_DOUBTS);
  if (found.some(({ perhaps }) => perhaps !== undefined)) return unsure(...found.flatMap(whetherThere));
  if (found.length > 1 || sameRegion(options, of.resource) === undefined)
    return unsure(...found.map(({ values }): Unknown => ({ ...unknownAt(at(values, "region")), detail: WHICH_REGION_BLOCKS })));
  if (string(modeAt(options)).is === "unknown") return unsure(unknownAt(modeAt(options)));
  const exclusions = [
    ...site.vpc.known.map((vpc) => graph.referrers(vpc, BY_VPC)),
    ...(site.subnet === null ? [] : [graph.referrers(site.subnet, BY_SUBNET)]),
  ];
  const modes = exclusions.flatMap(({ known }) => known).map((exclusion) => at(exclusion.values, "internet_gateway_exclusion_mode"));
  if (modes.some((value) => string(value).is === "known" && value.raw === "allow-bidirectional")) return door(open, NO_DOUBTS);
  const perhaps = modes.filter((value) => string(value).is === "unknown");
  const perhapsExcluded = exclusions.some(({ maybe }) => maybe.length > 0) || !site.vpc.complete || perhaps.length > 0;
  return perhapsExcluded
    ? door(packetApprox.unknown, joinDoubts([{ unknowns: perhaps.map((value) => unknownAt(value)), assumes: [] }, site]))
    : door(shut, NO_DOUBTS);
}
