import { ASSUMPTIONS, type Assumption } from "../../../src/model/assumption";
import { graphOf } from "../../../src/model/graph";
import type { Joined, Wanted } from "../../../src/model/join";
import { at, type Json } from "../../../src/model/value";
import { GROUP, SUBNET, VPC } from "../../../src/model/wanted";
import type { Registered } from "../../../src/read/pulumi";

import { find, planOf, registered, UNKNOWN, urnOf } from "./told";

const group = (name: string, about: Partial<Registered> = {}): Registered => registered("aws:ec2/securityGroup:SecurityGroup", name, about);
const subnet = (name: string, about: Partial<Registered> = {}): Registered => registered("aws:ec2/subnet:Subnet", name, about);
const vpc = registered("aws:ec2/vpc:Vpc", "grove", { inputs: { cidrBlock: "10.41.0.0/16" } });
const cluster = registered("aws:eks/cluster:Cluster", "cluster");

/** Whom an argument points at, where it was made of these. */
function joined(
  property: string,
  value: Json,
  of: readonly Registered[],
  wanted: Wanted,
  path: readonly (string | number)[],
  options: { one?: boolean; others?: readonly Registered[]; assumptions?: readonly Assumption[] } = {},
): { known: string[]; maybe: string[]; foreign: readonly string[]; complete: boolean } {
  const { one = false, others = [], assumptions = ASSUMPTIONS } = options;
  const at_ = registered("aws:ecs/service:Service", "asks", {
    inputs: { [property]: value },
    propertyDependencies: { [property]: of.map(({ urn }) => urn) },
  });
  const plan = planOf([...of, ...others, at_]);
  const graph = graphOf(plan, new Set(assumptions));
  const asked = at(find(plan, "asks").values, ...path);
  const { known, maybe, foreign, complete }: Joined = one ? graph.one(asked, wanted) : graph.many(asked, wanted);
  const names = (list: Joined["known"]): string[] => list.map(({ name }) => name).sort();
  return { known: names(known), maybe: names(maybe), foreign, complete };
}

const NETWORK = "networkConfiguration";
const GROUPS = ["network_configuration", "security_groups"];
const SUBNETS = ["network_configuration", "subnets"];
const network = (groups: Json, subnets: Json): Json => ({ assignPublicIp: true, securityGroups: groups, subnets });

describe("an argument of its own", () => {
  test("one edge is it", () => {
    expect(joined("vpcId", UNKNOWN, [vpc], VPC, ["vpc_id"], { one: true })).toMatchObject({ known: ["grove"], maybe: [], complete: true });
  });

  test("a list is what it was made of, where it comes out even", () => {
    const two = [group("a"), group("b")];
    expect(joined("securityGroups", [UNKNOWN, UNKNOWN], two, GROUP, ["security_groups"])).toMatchObject({
      known: ["a", "b"],
      complete: true,
    });
    expect(joined("securityGroups", UNKNOWN, two, GROUP, ["security_groups"])).toMatchObject({ known: ["a", "b"], complete: true });
  });

  test("without as-referenced nothing is sure", () => {
    const found = joined("securityGroups", [UNKNOWN], [group("a")], GROUP, ["security_groups"], { assumptions: [] });
    expect(found).toMatchObject({ known: [], maybe: ["a"], complete: false });
  });

  test("one value of two groups is one of them", () => {
    const found = joined("securityGroups", [UNKNOWN], [group("a"), group("b")], GROUP, ["security_groups"]);
    expect(found).toMatchObject({ known: [], maybe: ["a", "b"], complete: true });
  });

  test("more values than groups: another comes from elsewhere", () => {
    const found = joined("securityGroups", [UNKNOWN, UNKNOWN], [group("a"), cluster], GROUP, ["security_groups"]);
    expect(found).toMatchObject({ known: [], maybe: ["a"], complete: false });
  });

  test("what exists is named by its id, and what is unknown is the rest", () => {
    const old = group("old", { id: "sg-0aa", inputs: {}, outputs: { id: "sg-0aa" } });
    const found = joined("securityGroups", ["sg-0aa", UNKNOWN, "sg-0foreign"], [old, group("new")], GROUP, ["security_groups"]);
    expect(found).toMatchObject({ known: ["new", "old"], maybe: [], foreign: ["sg-0foreign"], complete: true });
  });

  test("an edge to what nobody knows, or no edge at all, explains nothing", () => {
    const gone = registered("pulumi:pulumi:StackReference", "acme/network/prod");
    expect(joined("securityGroups", UNKNOWN, [group("a"), gone], GROUP, ["security_groups"])).toMatchObject({
      known: [],
      maybe: ["a"],
      complete: false,
    });
    expect(joined("securityGroups", [UNKNOWN], [], GROUP, ["security_groups"])).toMatchObject({ known: [], maybe: [], complete: false });
  });
});

describe("a part of a property", () => {
  const ends = [subnet("s1"), subnet("s2"), group("g")];

  test("each value has an end of its kind", () => {
    const value = network([UNKNOWN], [UNKNOWN, UNKNOWN]);
    expect(joined(NETWORK, value, ends, SUBNET, SUBNETS)).toMatchObject({ known: ["s1", "s2"], complete: true });
    expect(joined(NETWORK, value, ends, GROUP, GROUPS)).toMatchObject({ known: ["g"], maybe: [], complete: true });
  });

  test("a group of a type that is not looked for takes the place of one that is", () => {
    const value = network([UNKNOWN, UNKNOWN], [UNKNOWN]);
    expect(joined(NETWORK, value, [subnet("s1"), group("g"), cluster], GROUP, GROUPS)).toMatchObject({
      known: [],
      maybe: ["g"],
      complete: false,
    });
  });

  test("the same in two rules, of which each has one", () => {
    const rules = [{ securityGroups: [UNKNOWN] }, { securityGroups: [UNKNOWN] }];
    expect(joined("ingress", rules, [group("g"), cluster], GROUP, ["ingress", 0, "security_groups"])).toMatchObject({
      known: [],
      complete: false,
    });
    expect(joined("ingress", rules, [group("g")], GROUP, ["ingress", 1, "security_groups"])).toMatchObject({
      known: ["g"],
      complete: true,
    });
    expect(joined("ingress", rules, [group("g"), group("h")], GROUP, ["ingress", 0, "security_groups"])).toMatchObject({
      known: [],
      maybe: ["g", "h"],
      complete: true,
    });
  });

  test("a known CIDR beside it that is the VPC's explains the edge to the VPC, and no default group is seen in it", () => {
    const rules = [{ cidrBlocks: ["10.41.0.0/16"] }, { securityGroups: [UNKNOWN] }];
    expect(joined("ingress", rules, [vpc, group("g")], GROUP, ["ingress", 1, "security_groups"])).toMatchObject({
      known: ["g"],
      complete: true,
    });
    const other = [{ cidrBlocks: ["10.99.0.0/16"] }, { securityGroups: [UNKNOWN] }];
    expect(joined("ingress", other, [vpc, group("g")], GROUP, ["ingress", 1, "security_groups"])).toMatchObject({
      known: [],
      complete: false,
    });
  });
});

describe("what comes with a VPC", () => {
  test("its default group is told from the VPC by the argument's name alone", () => {
    const byName = joined("defaultRouteTableId", UNKNOWN, [vpc], { aws_vpc: ["default_route_table_id"] }, ["default_route_table_id"], {
      one: true,
    });
    expect(byName).toMatchObject({ known: ["grove"], complete: true });
    // It may be the default group, and as well what was looked up in that VPC.
    expect(joined("securityGroups", [UNKNOWN], [vpc], GROUP, ["security_groups"])).toMatchObject({ known: [], complete: false });
  });
});

describe("components", () => {
  const box = registered("awsx:ec2:Vpc", "net", { custom: false });
  const within = { parent: box.urn };
  const inner = [subnet("public-1", within), subnet("public-2", within), registered("aws:ec2/vpc:Vpc", "inner", within)];
  const options = { others: inner };

  test("stand for what is in them, of which some is meant", () => {
    expect(joined("subnets", UNKNOWN, [box], SUBNET, ["subnets"], options)).toMatchObject({
      known: [],
      maybe: ["public-1", "public-2"],
      complete: true,
    });
    expect(joined("vpcId", UNKNOWN, [box], VPC, ["vpc_id"], { ...options, one: true })).toMatchObject({ known: ["inner"], complete: true });
  });

  test("beside a group of the program's own", () => {
    const found = joined(NETWORK, network([UNKNOWN], UNKNOWN), [box, group("g")], GROUP, GROUPS, options);
    expect(found).toMatchObject({ known: ["g"], complete: true });
  });
});

test("names are URNs, sorted", () => {
  const asks = registered("aws:ecs/service:Service", "asks", {
    inputs: { cluster: UNKNOWN },
    propertyDependencies: { cluster: [urnOf("b:c:D", "z"), urnOf("a:b:C", "y")] },
  });
  expect(find(planOf([asks]), "asks").references("cluster").names).toEqual([urnOf("a:b:C", "y"), urnOf("b:c:D", "z")]);
});
