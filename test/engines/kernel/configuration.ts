import { ref, type Block, type Program } from "../../plans/plan";
import { STOCK } from "../../plans/vpc";

/** TCP ports from the first to the last of clients in a CIDR; protocol as AWS spells it. */
interface Traffic {
  readonly protocol: string;
  readonly cidr: string;
  readonly first: number;
  readonly last: number;
}

export interface Rule extends Traffic {
  readonly spelling: "inline" | "rule" | "ingress rule";
}

export interface Entry extends Traffic {
  readonly number: number;
  readonly action: "allow" | "deny";
}

export interface Route {
  readonly cidr: string;
  /** Else it leads to something that lets nobody in. */
  readonly toGateway: boolean;
}

/** A client, a port, and the client's own ports to try. */
export type Probe = readonly [client: string, port: number, sourcePorts: readonly number[]];

/** What stands between the internet and the machine. */
export interface Configuration {
  readonly rules: readonly Rule[];
  /** Null: the default one. */
  readonly acl: { readonly ingress: readonly Entry[]; readonly egress: readonly Entry[] } | null;
  readonly routes: readonly Route[];
  readonly public4: boolean;
  readonly probes: readonly Probe[];
}

const BINDS: readonly string[] = [
  '8000, "0.0.0.0"',
  '8001, "127.0.0.1"',
  '8002, "10.0.1.10"',
  "8003",
  '8004, "::"',
  '8005, "::1"',
  '8006, "2001:db8:2::10"',
  '8007, "::ffff:10.0.1.10"',
  '8008, "::ffff:127.0.0.1"',
  '{ port: 8009, host: "127.0.0.53" }',
  '{ port: 8010, host: "::", ipv6Only: true }',
];

/** What the machine runs at its first boot, and what runs in the namespace: the same text. */
export const SCRIPT = `#!/bin/bash
exec node -e '
const { createServer } = require("net");
${BINDS.map((bind) => `createServer((socket) => socket.destroy()).listen(${bind});`).join("\n")}
'
`;

export const LISTENERS = BINDS.length;
/** One of them has no listener. */
const PORTS = Array.from({ length: BINDS.length + 1 }, (_, index) => 8000 + index);

/** Ports that answer one family or other, tried more often than the rest. */
const LIKELY = { 4: [8000, 8002, 8003, 8004, 8007], 6: [8003, 8004, 8006, 8010] } as const satisfies Record<4 | 6, readonly number[]>;

const CLIENTS = ["192.0.2.2", "203.0.113.10", "198.51.100.7", "2001:db8:1::2", "2001:db8:f::10"];
const CIDRS4 = [
  "0.0.0.0/0",
  "0.0.0.0/1",
  "128.0.0.0/1",
  "203.0.113.0/24",
  "203.0.113.10/32",
  "198.51.100.0/24",
  "192.0.0.0/8",
  "198.0.0.0/7",
  "10.0.0.0/8",
  "192.0.2.2/31",
];
const CIDRS6 = ["::/0", "::/1", "8000::/1", "2000::/3", "2001:db8:f::/64", "2001:db8:1::/64", "fc00::/7", "2001:db8:f::10/128"];
/** Of the client's ports: the four kinds that the ranges below tell apart. */
const CLIENT_RANGES = [
  [0, 65535],
  [0, 65535],
  [1024, 65535],
  [0, 1023],
  [1024, 32767],
  [32768, 60999],
  [61000, 65535],
] as const;

/** The same numbers for the same seed. https://en.wikipedia.org/wiki/Linear_congruential_generator */
export function randomOf(seed: number): () => number {
  let state = BigInt(seed) + 0x9e3779b97f4a7c15n;
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 33n) / 2 ** 31;
  };
}

/** Balanced, so that a good part of what is tried gets through. */
export function configurationOf(random: () => number, index: number): Configuration {
  const below = (count: number): number => Math.floor(random() * count);
  const pick = <T>(first: T, ...others: readonly T[]): T => others[below(others.length + 1) - 1] ?? first;
  const chance = (share: number): boolean => random() < share;
  const several = <T>(most: number, make: () => T): readonly T[] => Array.from({ length: below(most + 1) }, make);
  const cidr = (): string => (chance(0.5) ? pick("0.0.0.0/0", ...CIDRS4) : pick("::/0", ...CIDRS6));
  const range = (): { first: number; last: number } => {
    const first = 8000 + below(PORTS.length);
    return chance(0.4) ? { first: 0, last: 65535 } : { first, last: first + pick(0, 1, 4, 9) };
  };
  const everybody = (make: (cidr: string) => Traffic): readonly Traffic[] => ["0.0.0.0/0", "::/0"].map(make);
  const wide = everybody((all) => ({ protocol: pick("tcp", "-1"), cidr: all, first: 8000, last: 8000 + PORTS.length }));
  const rules: readonly Rule[] = [
    ...several(4, () => ({ protocol: pick("tcp", "6", "udp", "-1"), cidr: cidr(), ...range() })),
    ...(chance(0.85) ? wide : []),
  ].map((traffic) => ({ ...traffic, spelling: pick("inline", "rule", "ingress rule") }));

  const entries = (client: boolean): readonly Entry[] => {
    const ports = (): { first: number; last: number } => {
      const [first, last] = pick<readonly [number, number]>([0, 65535], ...CLIENT_RANGES);
      return client ? { first, last } : range();
    };
    const some = several(4, () => ({
      number: 1 + below(30_000),
      action: pick<"allow" | "deny">("allow", "deny"),
      protocol: pick("6", "tcp", "-1", "17"),
      cidr: cidr(),
      ...ports(),
    }));
    const rest = everybody((all) => ({ protocol: "-1", cidr: all, first: 0, last: 0 })).map((traffic, at): Entry => ({
      ...traffic,
      number: 32_000 + at,
      action: "allow",
    }));
    const all = [...some, ...(chance(0.9) ? rest : [])];
    return [...new Map(all.map((entry) => [entry.number, entry])).values()];
  };
  const routes = [
    ...(chance(0.95) ? [{ cidr: "0.0.0.0/0", toGateway: chance(0.95) }] : []),
    ...(chance(0.95) ? [{ cidr: "::/0", toGateway: chance(0.95) }] : []),
    ...several(2, () => ({ cidr: cidr(), toGateway: chance(0.7) })),
  ];
  const portsOf = (client: string): readonly number[] => {
    const likely: readonly number[] = LIKELY[client.includes(":") ? 6 : 4];
    const others = PORTS.filter((port) => !likely.includes(port));
    return [...likely, ...others.filter(() => chance(0.3))];
  };
  const slot = index % 800;
  const sourcePorts = [100 + slot, 2000 + slot, 33_000 + slot, 61_000 + slot];
  return {
    rules,
    acl: chance(0.4) ? { ingress: entries(false), egress: entries(true) } : null,
    routes: [...new Map(routes.map((route) => [route.cidr, route])).values()],
    public4: chance(0.95),
    probes: CLIENTS.flatMap((client) => portsOf(client).map((port): Probe => [client, port, sourcePorts])),
  };
}

const listed = (cidr: string): Block => (cidr.includes(":") ? { ipv6_cidr_blocks: [cidr] } : { cidr_blocks: [cidr] });

function ruleOf({ spelling, protocol, cidr, first, last }: Rule): Block {
  const ports = { from_port: first, to_port: last };
  if (spelling !== "ingress rule") return { protocol, ...ports, ...listed(cidr) };
  return { ip_protocol: protocol, ...(protocol === "-1" ? {} : ports), [cidr.includes(":") ? "cidr_ipv6" : "cidr_ipv4"]: cidr };
}

const entryOf = ({ number, action, protocol, cidr, first, last }: Entry): Block => ({
  rule_no: number,
  action,
  protocol,
  from_port: first,
  to_port: last,
  [cidr.includes(":") ? "ipv6_cidr_block" : "cidr_block"]: cidr,
});

/** The configuration as somebody would write it for AWS. */
export function programOf({ rules, acl, routes, public4 }: Configuration): Program {
  const group = ref("aws_security_group.web.id");
  const inline = rules.filter(({ spelling }) => spelling === "inline").map(ruleOf);
  const separate = rules.flatMap((rule, index): (readonly [string, Block])[] => {
    if (rule.spelling === "inline") return [];
    const type = rule.spelling === "rule" ? "aws_security_group_rule" : "aws_vpc_security_group_ingress_rule";
    const way = rule.spelling === "rule" ? { type: "ingress" } : {};
    return [[`${type}.r${String(index)}`, { security_group_id: group, ...way, ...ruleOf(rule) }]];
  });
  const to = (toGateway: boolean, six: boolean): Block =>
    toGateway
      ? { gateway_id: ref("aws_internet_gateway.net.id") }
      : six
        ? { egress_only_gateway_id: "eigw-0123456789abcdef0" }
        : { nat_gateway_id: "nat-0123456789abcdef0" };
  return {
    ...STOCK,
    "aws_vpc.net": { cidr_block: "10.0.0.0/16" },
    "aws_internet_gateway.net": { vpc_id: ref("aws_vpc.net.id") },
    "aws_subnet.a": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.0.1.0/24", ipv6_cidr_block: "2001:db8:2::/64" },
    "aws_route_table.a": {
      vpc_id: ref("aws_vpc.net.id"),
      route: routes.map(({ cidr, toGateway }) => ({
        [cidr.includes(":") ? "ipv6_cidr_block" : "cidr_block"]: cidr,
        ...to(toGateway, cidr.includes(":")),
      })),
    },
    "aws_route_table_association.a": { subnet_id: ref("aws_subnet.a.id"), route_table_id: ref("aws_route_table.a.id") },
    "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ...(inline.length > 0 ? { ingress: inline } : {}) },
    ...Object.fromEntries(separate),
    ...(acl === null
      ? {}
      : {
          "aws_network_acl.a": {
            vpc_id: ref("aws_vpc.net.id"),
            subnet_ids: [ref("aws_subnet.a.id")],
            ingress: acl.ingress.map(entryOf),
            egress: acl.egress.map(entryOf),
          },
        }),
    "aws_instance.web": {
      ami: "ami-0c0ffee5700000001",
      subnet_id: ref("aws_subnet.a.id"),
      private_ip: "10.0.1.10",
      ipv6_addresses: ["2001:db8:2::10"],
      associate_public_ip_address: public4,
      vpc_security_group_ids: [group],
      user_data: SCRIPT,
    },
  };
}
