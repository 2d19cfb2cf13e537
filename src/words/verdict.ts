import type { Certainty, Entry, Rule } from "../model/report";
import type { UnknownReason } from "../model/unknown";

export interface Titled {
  readonly rule: Rule;
  readonly certainty: Certainty;
  readonly entry: Entry | null;
  readonly partner: boolean;
  /** The workload by its name; a container within it. */
  readonly name: string;
  readonly container: string | null;
  readonly process: string | null;
  readonly ports: string;
  readonly detail: string | null;
}

/** One line that says what is found. */
export function title({ rule, certainty, entry, partner, name, container, process, ports, detail }: Titled): string {
  const what = container === null ? name : `${container} in ${name}`;
  switch (rule) {
    case "world-open-listener": {
      if (certainty === "none") return `${what} is shut on ${ports}`;
      const whom = partner ? "anybody behind a shared service" : "the world";
      const through = entry === "terminated" ? ", through an HTTP proxy" : "";
      return `${what} ${certainty === "definite" ? "answers" : "may answer"} ${whom} on ${ports}${through}`;
    }
    case "world-open-idle":
      return `${what} ${certainty === "definite" ? "lets" : "may let"} the world in on ${ports}, where nothing listens`;
    case "deaf-listener":
      return `${what} cannot be reached on ${ports}: ${process ?? "its process"} answers loopback only`;
    case "bind-is-not-a-filter":
      return `${what} mixes up where to listen and whom to let in${detail === null ? "" : `: ${detail}`}`;
    case "will-not-start":
      return `${process ?? what} in ${name} will not start${detail === null ? "" : `: ${detail}`}`;
  }
}

export const UNKNOWN_WHY: Readonly<Record<UnknownReason, string>> = {
  "after-apply": "known after the deployment",
  hidden: "a secret, which this input does not show",
  "outside-plan": "lives outside this plan",
  replaced: "one of before: what it refers to is made by this deployment",
  unreadable: "cannot be read as what belongs here",
  "not-seen": "nobody has shown what it starts",
  "not-modelled": "not modelled yet",
  "account-setting": "a setting of the account, which no plan shows",
};

/** Of an empty list of another stack's. */
export const MADE_BY_A_THIRD = "there are none in this file, and a third stack may have made some";

/** Of another stack's subnet. */
export const GIVEN_BY_A_THIRD = "no route table is associated with it in this file, and a third stack may have given it one";

/** Of a route in a table that `aws_default_route_table` has as well. */
export const TAKEN_AWAY = "aws_default_route_table takes away the routes that are not its own, unless this one is made after it";

/** Where a host deploys stacks, and not plans. */
export const OUTSIDE_STACK = "lives outside this stack";

/** Of a rule that changes ports. */
export const notReadToTheEnd = (rule: string): string => `${rule}: which packets it changes is not read to the end`;

/** Of a host's own firewall. */
export const rulesNotRead = (program: string): string =>
  `what ${program} lets in: its rules are not read to the end, or something else may change them`;

/** Of a subnet of this plan, what its VPC decides. */
export const OF_ITS_VPC = {
  acl: "lives outside this plan, and with it the network ACL of its subnets, which may keep the world out",
  table: "lives outside this plan, and with it the route table of its subnets, which may lead to no gateway",
} as const;

/** Of Block Public Access, which each region has for itself. */
export const WHICH_REGION_BLOCKS = "in which region it blocks public access";

/** Of what lives in a default VPC, where there are several. */
export const WHICH_REGION = "in which region it is, and so in which default VPC";

/** Of tasks on the bridge of a machine. */
export const WHICH_MACHINES = "which machines host its tasks";

/** Of machines that are the capacity of a cluster. */
export const OTHER_TASKS = "which other tasks its cluster puts on these machines is not known";

/** Of what a container is started with. */
export const inKeptRevision = (says: string): string =>
  `${says}${says === "" ? "" : ", "}in the revision of before, which its service keeps`;

/** Of a container's port that is published on one of several of its host. */
export const PORT_CHOSEN = "which port of the host it is, is chosen when the container starts";

/** Of a container's port that is published on some address of its host. */
export const ADDRESS_CHOSEN = "on which address of the host it is, hangs on a value that is not known";

/** Of an internet gateway with a route table of its own. */
export const EDGE_ROUTES = "where the gateway's own route table leads what comes in";

/** Of a process of which it cannot be told where it listens, though nothing about its launch was left out. */
export const WHERE_IT_LISTENS = "where it listens hangs on a value that is not known";

/** Of a balancer that calls its targets. */
export const AS_ITSELF = "from the balancer's own address";

/** Of a target that is an address. */
export const WHOSE_ADDRESS = "which of those in its subnet has this address is not known";

/** Of a fleet, or a group of mixed instances. */
export const oneOfKinds = (count: number): string => `AWS chooses which of ${String(count)} kinds of machines it makes`;

/** Of a service that names its task definition without a revision. */
export const REVISION_KEPT =
  "names no revision: the service goes on with the one that it runs, and takes the new one when it is told to (by its arn, with the revision)";

/** Of user data. */
export const CHANGED_IN_PLACE =
  "changed in place: the machine goes on with what the user data of before have made of it, and runs these when it is replaced";

/** Of the template of an Auto Scaling group. */
export const TEMPLATE_CHANGED =
  "its template is changed, and no instance refresh is sure to replace what runs: these machines may stay as the template of before has made them";

export const ASSUMED_WHY: Readonly<Record<string, string>> = {
  "default-vpc": "the default VPC is as AWS makes it, public and open",
  "default-group": "a new VPC's default security group admits itself only",
  "no-account-block": "VPC Block Public Access is off",
  "stock-image": "a stock image answers ssh on 22 (Windows: RDP on 3389)",
  "declared-port": "a container answers the port that it declares",
  "no-other-sockets": "a process opens the sockets that it tells of, no others",
  "as-referenced": "unknown lists hold what they refer to",
  "lone-candidate": "a resource of the right type that is there is meant",
  "ephemeral-ports": "a dynamic host port lies in 32768-60999",
  "own-id": "a group id that no known resource has is that of the one group still without",
};

/** Of a family in which the world may come in, beside one in which it does. */
export const PERHAPS = (world: string): string => `perhaps ${world}`;

/** Of the world that comes in, what allowances take off. @param at where these are written */
export const EXCEPT = (at: readonly string[]): string => `less what is allowed (${at.join(", ")})`;

/** The code of the note that a rule opens a group which nobody has shown. */
export const OPENS_ELSEWHERE = "opens-elsewhere";

export const NOTES = {
  openOnNothing: (group: string): string => `${group} is open to the world and on nothing in this plan`,
  opensElsewhere: (rule: string, group: string, withOption: string): string =>
    `${rule} lets the world into ${group}, which this plan does not hold: what stands behind it is not judged; ${withOption} shows its stack`,
  opensShown: (rule: string, group: string, withOption: string): string =>
    `${rule} lets the world into ${group}, which nothing that is shown carries: what stands behind it is not judged; ${withOption} shows more stacks`,
  bothKinds: (group: string): string => `${group} has rules of its own and separate ones: each apply undoes the other's`,
} as const;
