import { found, inShort, resultOf } from "../plans/findings";
import { ref, unknown, type Block, type Program } from "../plans/plan";
import { placeOf, sockets } from "../plans/sockets";
import { open, VPC, without } from "../plans/vpc";

const DB = "aws_db_instance.books";
const GROUPS = { vpc_security_group_ids: [ref("aws_security_group.books.id")] };
const network = (port: number): Program => ({
  ...VPC,
  "aws_security_group.books": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(port)] },
  "aws_db_subnet_group.books": { subnet_ids: [ref("aws_subnet.a.id")] },
});
const instance = (own: Block = {}): Block => ({
  engine: "postgres",
  publicly_accessible: true,
  db_subnet_group_name: ref("aws_db_subnet_group.books.name"),
  ...GROUPS,
  ...own,
});
const database = (port: number, own: Block = {}, more: Program = {}): Program => ({ ...network(port), [DB]: instance(own), ...more });
const opened = (program: Program): readonly string[] => found(program, "world-open-listener").map(inShort);
const because = (program: Program): readonly string[] =>
  resultOf(program).findings.flatMap(({ because: codes }) => codes.map(({ code }) => code));

describe("a database that RDS runs is its own listener", () => {
  test.each<[string, number]>([
    ["postgres", 5432],
    ["mysql", 3306],
    ["mariadb", 3306],
    ["oracle-ee-cdb", 1521],
    ["sqlserver-ex", 1433],
    ["db2-se", 50000],
  ])("%s answers on its own port", (engine, port) => {
    expect(opened(database(port, { engine }))).toEqual([`block definite critical tcp ${String(port)}`]);
    expect(opened(database(port + 1, { engine }))).toEqual([]);
  });
  test("on the port that it is given", () => {
    expect(opened(database(6432, { port: 6432 }))).toEqual(["block definite critical tcp 6432"]);
    expect(opened(database(5432, { port: 6432 }))).toEqual([]);
  });
  test("on its own where it is given 0, which to the provider is none", () => {
    expect(opened(database(5432, { port: 0 }))).toEqual(["block definite critical tcp 5432"]);
    expect(opened(database(5433, { port: 0 }))).toEqual([]);
  });
  test("of an engine or a port that nobody knows, on any", () => {
    expect(sockets(placeOf(database(6432, { engine: unknown }), DB))).toEqual(["known tcp *:some port"]);
    expect(opened(database(6432, { engine: "warehouse-9" }))).toEqual(["warn possible critical tcp 6432"]);
    expect(opened(database(6432, { port: unknown }))).toEqual(["warn possible critical tcp 6432"]);
  });
  test("restored from a snapshot it keeps the port that it had", () => {
    expect(opened(database(6432, { snapshot_identifier: "books-2027" }))).toEqual(["warn possible critical tcp 6432"]);
    expect(opened(database(6432, { snapshot_identifier: "books-2027", port: 5433 }))).toEqual([]);
  });
});

describe("the world reaches it where it has a public address, a route and a group that lets it in", () => {
  test("private unless it says otherwise", () => {
    const { publicly_accessible: _, ...own } = instance();
    const quiet: Program = { ...network(5432), [DB]: own };
    expect([opened(quiet), because(quiet)]).toEqual([[], ["service-private"]]);
    expect(because(database(5432, { publicly_accessible: false }))).toEqual(["service-private"]);
    expect(opened(database(5432, { publicly_accessible: unknown }))).toEqual(["warn possible critical tcp 5432"]);
  });
  test("not in private subnets", () => {
    const program = without(database(5432), "aws_route_table_association.a");
    expect([opened(program), because(program)]).toEqual([[], ["no-route"]]);
  });
  test("perhaps in one of several, of which some are public", () => {
    const subnets = { "aws_db_subnet_group.books": { subnet_ids: [ref("aws_subnet.a.id"), ref("aws_subnet.b.id")] } };
    const b = { "aws_subnet.b": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.8.0/24" } };
    expect(opened(database(5432, {}, { ...subnets, ...b }))).toEqual(["warn possible critical tcp 5432"]);
  });
  test("a subnet group by a name that the plan knows", () => {
    const named = (name: string): Program =>
      database(
        5432,
        { db_subnet_group_name: name },
        { "aws_db_subnet_group.books": { name: "books-public", subnet_ids: [ref("aws_subnet.a.id")] } },
      );
    expect(opened(named("books-public"))).toEqual(["block definite critical tcp 5432"]);
    expect(opened(named("elsewhere"))).toEqual(["warn possible critical tcp 5432"]);
  });
  test("in no subnet group it is in the default VPC", () => {
    const { db_subnet_group_name: _, ...own } = instance();
    expect(opened({ ...network(5432), [DB]: own })).toEqual(["block definite critical tcp 5432"]);
  });
  test("without groups it carries its VPC's default group", () => {
    const { vpc_security_group_ids: _, ...own } = instance();
    const shut: Program = { ...network(5432), [DB]: own };
    expect(opened(shut)).toEqual([]);
    const adopted = { "aws_default_security_group.net": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(5432)] } };
    expect(opened({ ...shut, ...adopted })).toEqual(["block definite critical tcp 5432"]);
  });
  test("over IPv6 perhaps, where it is asked to speak both", () => {
    const may = (own: Block): readonly string[] =>
      found(database(5432, own), "world-open-listener").flatMap(({ sources }) => sources.flatMap((source) => source.may));
    expect([may({}), may({ network_type: "IPV4" }), may({ network_type: "DUAL" })]).toEqual([
      ["0.0.0.0/0"],
      ["0.0.0.0/0"],
      ["0.0.0.0/0", "::/0"],
    ]);
  });
  test("what to do is to name the networks, or to make it private", () => {
    const [finding] = found(database(5432), "world-open-listener");
    expect(finding?.fixes.map(({ kind, text }) => [kind, text])).toEqual([
      ["source", "aws_security_group.books ingress[0]: name the networks that need it"],
      ["source", `${DB} publicly_accessible: make it false; what is inside the network reaches it all the same`],
      ["allow", 'quadzero.yaml, stacks → "*" → allow:'],
    ]);
  });
});

describe("what a database leaves to another", () => {
  const REPLICA = "aws_db_instance.copy";
  const replica = (own: Block): Program => ({
    ...database(6432, { port: 6432, publicly_accessible: false }),
    [REPLICA]: { publicly_accessible: true, ...GROUPS, ...own },
  });
  test("a replica takes engine, port and subnets of its source", () => {
    expect(opened(replica({ replicate_source_db: ref(`${DB}.identifier`) }))).toEqual(["block definite critical tcp 6432"]);
    expect(opened(replica({ replicate_source_db: ref(`${DB}.identifier`), port: 5433 }))).toEqual([]);
    expect(opened(replica({ replicate_source_db: "somebody-elses" }))).toEqual(["warn possible critical tcp 6432"]);
  });

  const MEMBER = "aws_rds_cluster_instance.one";
  const cluster = (own: Block, member: Block = {}): Program => ({
    ...network(7432),
    "aws_rds_cluster.shelf": {
      engine: "aurora-postgresql",
      db_subnet_group_name: ref("aws_db_subnet_group.books.name"),
      ...GROUPS,
      ...own,
    },
    [MEMBER]: { engine: "aurora-postgresql", cluster_identifier: ref("aws_rds_cluster.shelf.id"), publicly_accessible: true, ...member },
  });
  test("an instance of a cluster takes port, groups and subnets of it", () => {
    expect(opened(cluster({ port: 7432 }))).toEqual(["block definite critical tcp 7432"]);
    expect(opened(cluster({}))).toEqual([]);
    expect(opened(cluster({ port: 7432 }, { publicly_accessible: false }))).toEqual([]);
  });
  test("left out, it is private, though a plan calls that unknown", () => {
    const { publicly_accessible: _, ...member } = cluster({ port: 7432 })[MEMBER] ?? {};
    expect(opened({ ...cluster({ port: 7432 }), [MEMBER]: member })).toEqual([]);
  });
  test("a cluster by a name that the plan knows, and one outside the plan", () => {
    const named = { cluster_identifier: "shelf-7" };
    expect(opened(cluster({ port: 7432, ...named }, named))).toEqual(["block definite critical tcp 7432"]);
    expect(opened(cluster({ port: 7432 }, named))).toEqual(["warn possible critical tcp 0-65535"]);
  });
  test("a cluster without instances in the plan carries its groups all the same", () => {
    const { [MEMBER]: _, ...alone } = cluster({});
    expect(resultOf(alone).diagnostics).toEqual([]);
    const { "aws_rds_cluster.shelf": __, ...nothing } = alone;
    expect(resultOf(nothing).diagnostics.map(({ code }) => code)).toEqual(["open-on-nothing"]);
  });
  test("of a cluster over several zones AWS decides by its VPC", () => {
    const { [MEMBER]: _, ...alone } = cluster({ engine: "postgres", port: 7432, db_cluster_instance_class: "db.m6gd.large" });
    expect(opened(alone)).toEqual(["warn possible critical tcp 7432"]);
    const { [MEMBER]: __, ...aurora } = cluster({ port: 7432 });
    expect(opened(aurora)).toEqual([]);
  });
});
