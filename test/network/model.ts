import { BlockList } from "node:net";

import { Later, type Block, type Program, type Written } from "../plans/plan";

/** A packet of the internet's to the machine. Of ICMP the port is type × 256 + code. */
export interface Sent {
  readonly from: string;
  readonly protocol: number;
  readonly port: number;
}

const TCP = 6;
const NUMBERS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58 };

const listOf = (written: Written | undefined): readonly Written[] => (Array.isArray(written) ? (written as readonly Written[]) : []);
const blocksOf = (written: Written | undefined): readonly Block[] => listOf(written) as readonly Block[];
const ofType = (program: Program, type: string): readonly Block[] =>
  Object.entries(program).flatMap(([address, block]) => (address.startsWith(`${type}.`) ? [block] : []));
const textOf = (written: Written | undefined): string => (typeof written === "string" ? written : "");
const lengthOf = (cidr: string): number => Number(cidr.split("/")[1]);

const familyOf = (address: string): "ipv4" | "ipv6" => (address.includes(":") ? "ipv6" : "ipv4");
const lists = new Map<string, BlockList>();

/** By Node's own matcher, which has nothing to do with quadzero's. */
function holds(cidr: string, address: string): boolean {
  const [network = "", prefix = ""] = cidr.split("/");
  if (cidr === "" || familyOf(network) !== familyOf(address)) return false;
  const list = lists.get(cidr) ?? new BlockList();
  if (!lists.has(cidr)) list.addSubnet(network, Number(prefix), familyOf(network));
  lists.set(cidr, list);
  return list.check(address, familyOf(address));
}

/** Protocol and ports of a rule or an entry. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function speaksOf(protocol: Written | undefined, first: Written | undefined, last: Written | undefined, sent: Sent): boolean {
  const name = textOf(protocol).toLowerCase();
  const number = NUMBERS[name] ?? Number(name);
  if (number === -1) return true;
  if (number !== sent.protocol || (number === 1 && sent.from.includes(":")) || (number === 58 && !sent.from.includes(":"))) return false;
  if (![1, 6, 17, 58].includes(number)) return true;
  const [low, high] = [Number(first), Number(last)];
  if (number === 1 || number === 58) return low === -1 || (low === sent.port >> 8 && (high === -1 || high === (sent.port & 255)));
  return low <= sent.port && sent.port <= high;
}

/** Any rule of any group. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
function groupsAllow(program: Program, sent: Sent): boolean {
  const inline = ofType(program, "aws_security_group").flatMap((group) => blocksOf(group["ingress"]));
  const old = ofType(program, "aws_security_group_rule").filter((rule) => rule["type"] === "ingress");
  const byList = [...inline, ...old].some(
    (rule) =>
      speaksOf(rule["protocol"], rule["from_port"], rule["to_port"], sent) &&
      [...listOf(rule["cidr_blocks"]), ...listOf(rule["ipv6_cidr_blocks"])].some((cidr) => holds(textOf(cidr), sent.from)),
  );
  const alone = ofType(program, "aws_vpc_security_group_ingress_rule").some(
    (rule) =>
      speaksOf(rule["ip_protocol"], rule["from_port"], rule["to_port"], sent) &&
      [rule["cidr_ipv4"], rule["cidr_ipv6"]].some((cidr) => holds(textOf(cidr), sent.from)),
  );
  return byList || alone;
}

/** The first entry by number that matches. https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html */
function entriesAllow(entries: readonly Block[], sent: Sent): boolean {
  const [first] = [...entries]
    .sort((a, b) => Number(a["rule_no"]) - Number(b["rule_no"]))
    .filter((entry) => {
      const icmp = ["1", "icmp", "58", "icmpv6"].includes(textOf(entry["protocol"]));
      const [from, to] = icmp ? [entry["icmp_type"], entry["icmp_code"]] : [entry["from_port"], entry["to_port"]];
      return (
        speaksOf(entry["protocol"], from, to, sent) &&
        [entry["cidr_block"], entry["ipv6_cidr_block"]].some((cidr) => holds(textOf(cidr), sent.from))
      );
    });
  return first?.["action"] === "allow";
}

/** The ports of a client's that an entry may be about: its edges. */
const edges = (entries: readonly Block[]): readonly number[] =>
  [
    0,
    65535,
    ...entries.flatMap((entry) => [
      Number(entry["from_port"]) - 1,
      Number(entry["from_port"]),
      Number(entry["to_port"]),
      Number(entry["to_port"]) + 1,
    ]),
  ].filter((port) => port >= 0 && port <= 65535);

function aclAllows(program: Program, sent: Sent): boolean {
  const [acl] = ofType(program, "aws_network_acl");
  if (acl === undefined) return true;
  const [ingress, egress] = [blocksOf(acl["ingress"]), blocksOf(acl["egress"])];
  if (!entriesAllow(ingress, sent)) return false;
  return sent.protocol !== TCP || edges(egress).some((port) => entriesAllow(egress, { ...sent, port }));
}

/** The longest prefix. https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html */
function routedBack(program: Program, { from }: Sent): boolean {
  const inline = ofType(program, "aws_route_table").flatMap((table) => blocksOf(table["route"]));
  const routes = [
    ...inline.map((route) => ({ cidr: textOf(route["cidr_block"]) || textOf(route["ipv6_cidr_block"]), to: route["gateway_id"] })),
    ...ofType(program, "aws_route").map((route) => ({ cidr: textOf(route["destination_cidr_block"]), to: route["gateway_id"] })),
  ];
  const [best] = routes.filter(({ cidr }) => holds(cidr, from)).sort((a, b) => lengthOf(b.cidr) - lengthOf(a.cidr));
  return best?.to instanceof Later;
}

/** Whether AWS lets a packet through to the machine, of a program in which everything is known. */
export function truth(program: Program, sent: Sent): boolean {
  const [machine = {}] = ofType(program, "aws_instance");
  const called = sent.from.includes(":") ? Number(machine["ipv6_address_count"]) > 0 : machine["associate_public_ip_address"] === true;
  return called && routedBack(program, sent) && aclAllows(program, sent) && groupsAllow(program, sent);
}
