import { ASSUMPTIONS, type Assumption } from "../../../src/model/assumption";
import { graphOf } from "../../../src/model/graph";
import type { Joined, Wanted } from "../../../src/model/join";
import { at, type Json } from "../../../src/model/value";
import { ACL, GROUP, ROUTE_TABLE, SUBNET, VPC } from "../../../src/model/wanted";
import type { Registered } from "../../../src/read/pulumi";

import { find, planOf, registered, UNKNOWN, urnOf } from "./told";

const group = (name: string, about: Partial<Registered> = {}): Registered => registered("aws:ec2/securityGroup:SecurityGroup", name, about);
const subnet = (name: string, about: Partial<Registered> = {}): Registered => registered("aws:ec2/subnet:Subnet", name, about);
const vpc = registered("aws:ec2/vpc:Vpc", "grove", { inputs: { cidrBlock: "10.41.0.0/16" } });
/** Something that gives ids of nobody knows what. */
const cluster = registered("aws:emr/cluster:Cluster", "cluster");
const stack = registered("pulumi:pulumi:StackReference", "acme/network/prod");

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
const NETWORK_AS_A_WHOLE = "network_configuration";
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
  });

  test("a list that is unknown as a whole may be some of what it was made of", () => {
    const whole = (of: readonly Registered[]) => joined("securityGroups", UNKNOWN, of, GROUP, ["security_groups"]);
    expect(whole([group("a")])).toMatchObject({ known: ["a"], maybe: [], complete: true });
    expect(whole([group("a"), group("b")])).toMatchObject({ known: [], maybe: ["a", "b"], complete: true });
    expect(whole([group("a"), group("b"), stack])).toMatchObject({ known: [], maybe: ["a", "b"], complete: false });
  });

  test("without as-referenced nothing is sure", () => {
    const found = joined("securityGroups", [UNKNOWN], [group("a")], GROUP, ["security_groups"], { assumptions: [] });
    expect(found).toMatchObject({ known: [], maybe: ["a"], complete: false });
  });

  test("one value of two groups is one of them", () => {
    const found = joined("securityGroups", [UNKNOWN], [group("a"), group("b")], GROUP, ["security_groups"]);
    expect(found).toMatchObject({ known: [], maybe: ["a", "b"], complete: true });
  });

  test("more values than groups: another comes from elsewhere, and the group is among them", () => {
    const found = joined("securityGroups", [UNKNOWN, UNKNOWN], [group("a"), cluster], GROUP, ["security_groups"]);
    expect(found).toMatchObject({ known: ["a"], maybe: [], complete: false });
  });

  test("one value of a group and something else may be either", () => {
    const found = joined("securityGroups", [UNKNOWN], [group("a"), cluster], GROUP, ["security_groups"]);
    expect(found).toMatchObject({ known: [], maybe: ["a"], complete: false });
  });

  test("what exists is named by its id, and what is unknown is the rest", () => {
    const old = group("old", { id: "sg-0aa", inputs: {}, outputs: { id: "sg-0aa" } });
    const found = joined("securityGroups", ["sg-0aa", UNKNOWN, "sg-0foreign"], [old, group("new")], GROUP, ["security_groups"]);
    expect(found).toMatchObject({ known: ["new", "old"], maybe: [], foreign: ["sg-0foreign"], complete: true });
  });

  test("an edge to what nobody knows hides what else there is, and no edge at all tells nothing", () => {
    const asked = (value: Json, of: readonly Registered[], options = {}) =>
      joined("securityGroups", value, of, GROUP, ["security_groups"], options);
    expect(asked(UNKNOWN, [group("a"), stack])).toMatchObject({ known: ["a"], maybe: [], complete: false });
    expect(asked([UNKNOWN, UNKNOWN], [group("a"), stack])).toMatchObject({ known: ["a"], maybe: [], complete: false });
    expect(asked([UNKNOWN], [group("a"), stack])).toMatchObject({ known: [], maybe: ["a"], complete: false });
    expect(asked(UNKNOWN, [group("a"), stack], { assumptions: [] })).toMatchObject({ known: [], maybe: ["a"], complete: false });
    expect(asked([UNKNOWN], [])).toMatchObject({ known: [], maybe: [], complete: false });
  });

  test("what another stack gave is there to see", () => {
    const found = joined("securityGroups", [UNKNOWN, "sg-0net"], [group("a"), stack], GROUP, ["security_groups"]);
    expect(found).toMatchObject({ known: ["a"], maybe: [], foreign: ["sg-0net"], complete: true });
    const own = group("b", { id: "sg-0own", inputs: {}, outputs: { id: "sg-0own" } });
    const none = joined("securityGroups", [UNKNOWN, "sg-0own"], [group("a"), own, stack], GROUP, ["security_groups"]);
    expect(none).toMatchObject({ known: ["b"], maybe: ["a"], complete: false });
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
      known: ["g"],
      maybe: [],
      complete: false,
    });
  });

  test("a subnet of another stack is there to see beside a group of the program's own", () => {
    expect(joined(NETWORK, network([UNKNOWN], ["subnet-0net"]), [group("g"), stack], GROUP, GROUPS)).toMatchObject({
      known: ["g"],
      complete: true,
    });
    expect(joined(NETWORK, network(UNKNOWN, ["subnet-0net"]), [group("g"), stack], GROUP, GROUPS)).toMatchObject({
      known: ["g"],
      complete: false,
    });
  });

  test("is told by what can be meant", () => {
    const asks = registered("aws:ecs/service:Service", "asks", {
      inputs: { [NETWORK]: network([UNKNOWN], [UNKNOWN]) },
      propertyDependencies: { [NETWORK]: [subnet("s1").urn, group("g").urn, cluster.urn] },
    });
    const { resources } = planOf([subnet("s1"), group("g"), cluster, asks]);
    const names = (path: readonly string[]) => find({ resources }, "asks").references(path.join(".")).names;
    expect(names(GROUPS)).toEqual([group("g").urn, cluster.urn].sort());
    expect(names(SUBNETS)).toEqual([subnet("s1").urn, cluster.urn].sort());
    expect(names([NETWORK_AS_A_WHOLE])).toEqual([subnet("s1").urn, group("g").urn, cluster.urn].sort());
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

  test.each([
    ["routeTableId", "route_table_id", ROUTE_TABLE],
    ["networkAclId", "network_acl_id", ACL],
  ])("a %s that was made of a VPC alone is that of its own main one", (property, argument, wanted) => {
    const other = registered("aws:ec2/vpc:Vpc", "meadow", { inputs: { cidrBlock: "10.42.0.0/16" } });
    const asked = (of: readonly Registered[], options = {}) =>
      joined(property, UNKNOWN, of, wanted, [argument], { one: true, others: [other], ...options });
    expect(asked([vpc])).toMatchObject({ known: ["grove"], maybe: [], complete: true });
    expect(asked([vpc], { assumptions: [] })).toMatchObject({ known: [], maybe: ["grove"], complete: false });
    expect(asked([vpc, stack])).toMatchObject({ known: [], maybe: ["grove"], complete: false });
    expect(asked([vpc, other], { others: [] })).toMatchObject({ known: [], maybe: ["grove", "meadow"], complete: true });
  });
});

describe("a group that a service makes by itself", () => {
  const fleet = (vpcConfig: Json): Registered => registered("aws:eks/cluster:Cluster", "fleet", { inputs: { vpcConfig } });
  const asked = (of: Registered, options = {}) =>
    joined("securityGroupId", UNKNOWN, [of], GROUP, ["security_group_id"], { one: true, others: [group("g")], ...options });

  test("is what a cluster gives that was given none", () => {
    expect(asked(fleet({ subnetIds: ["subnet-0aa"] }))).toMatchObject({ known: ["fleet"], maybe: [], complete: true });
    expect(asked(fleet({ subnetIds: ["subnet-0aa"] }), { assumptions: [] })).toMatchObject({ known: [], complete: false });
  });

  test("or one of those that it was given", () => {
    expect(asked(fleet({ subnetIds: ["subnet-0aa"], securityGroupIds: [UNKNOWN] }))).toMatchObject({ known: [], complete: false });
    expect(asked(fleet(UNKNOWN))).toMatchObject({ known: [], complete: false });
    expect(asked(registered("aws:eks/cluster:Cluster", "fleet", { inputs: null }))).toMatchObject({ known: [], complete: false });
  });

  test("is no subnet", () => {
    expect(joined("subnetId", UNKNOWN, [fleet({})], SUBNET, ["subnet_id"], { one: true })).toMatchObject({ known: [], complete: false });
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

test("what the program says that it waits for is told beside its values", () => {
  const box = registered("aws:ec2/instance:Instance", "box");
  const play = registered("command:local:Command", "play", { dependencies: [box.urn, urnOf("random:index/randomId:RandomId", "gone")] });
  const { ends } = find(planOf([box, play]), "play").references("depends_on");
  expect(ends.map(({ resource }) => resource.address)).toEqual([box.urn]);
});
