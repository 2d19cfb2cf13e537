import { ref, type Block, type Program } from "./plan";

/** A network with a public subnet: gateway, route, and nothing in it. */
export const VPC: Program = {
  "aws_vpc.net": { cidr_block: "10.44.0.0/16" },
  "aws_internet_gateway.net": { vpc_id: ref("aws_vpc.net.id") },
  "aws_subnet.a": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.7.0/24", ipv6_cidr_block: "2001:db8:44:7::/64" },
  "aws_route_table.public": {
    vpc_id: ref("aws_vpc.net.id"),
    route: [
      { cidr_block: "0.0.0.0/0", gateway_id: ref("aws_internet_gateway.net.id") },
      { ipv6_cidr_block: "::/0", gateway_id: ref("aws_internet_gateway.net.id") },
    ],
  },
  "aws_route_table_association.a": { subnet_id: ref("aws_subnet.a.id"), route_table_id: ref("aws_route_table.public.id") },
};

/** A vendor's own machine image, which runs ssh and nothing else. */
export const STOCK: Program = { "data.aws_ami.stock": { id: "ami-0c0ffee5700000001", owners: ["amazon"], name: "al2023-ami-2023.5" } };

/** A machine in the public subnet with public addresses in both families. */
export const machine = (more: Block = {}): Block => ({
  ami: "ami-0c0ffee5700000001",
  instance_type: "t3.nano",
  subnet_id: ref("aws_subnet.a.id"),
  vpc_security_group_ids: [ref("aws_security_group.web.id")],
  associate_public_ip_address: true,
  ipv6_address_count: 1,
  ...more,
});

/** The network with that machine, whose group holds these inline rules. */
export const withRules = (...ingress: readonly Block[]): Program => ({
  ...VPC,
  ...STOCK,
  "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ...(ingress.length > 0 ? { ingress } : {}) },
  "aws_instance.web": machine(),
});

export const open = (port: number): Block => ({
  protocol: "tcp",
  from_port: port,
  to_port: port,
  cidr_blocks: ["0.0.0.0/0"],
  ipv6_cidr_blocks: ["::/0"],
});

/** Without these resources. */
export const without = (program: Program, ...addresses: readonly string[]): Program =>
  Object.fromEntries(Object.entries(program).filter(([address]) => !addresses.includes(address)));
