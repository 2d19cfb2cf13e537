import { found, inShort, resultOf } from "../plans/findings";
import { ref, unknown, type Block, type Program } from "../plans/plan";
import { placeOf, sockets } from "../plans/sockets";
import { open, VPC, without } from "../plans/vpc";

const GROUP = ref("aws_security_group.depot.id");
const network = (...ports: readonly number[]): Program => ({
  ...VPC,
  "aws_security_group.depot": { vpc_id: ref("aws_vpc.net.id"), ingress: ports.map(open) },
  "aws_redshift_subnet_group.depot": { name: "depot", subnet_ids: [ref("aws_subnet.a.id")] },
  "aws_dms_replication_subnet_group.depot": { replication_subnet_group_id: "depot-dms", subnet_ids: [ref("aws_subnet.a.id")] },
});
const opened = (program: Program): readonly string[] => found(program, "world-open-listener").map(inShort).sort();
const because = (program: Program): readonly string[] => [
  ...new Set(resultOf(program).findings.flatMap(({ because: codes }) => codes.map(({ code }) => code))),
];

describe("Redshift", () => {
  const CLUSTER = "aws_redshift_cluster.depot";
  const cluster = (port: number, own: Block): Program => ({
    ...network(port),
    [CLUSTER]: { cluster_subnet_group_name: "depot", vpc_security_group_ids: [GROUP], ...own },
  });
  test("a cluster answers on 5439, or on its own port", () => {
    expect(opened(cluster(5439, { publicly_accessible: true }))).toEqual(["block definite critical tcp 5439"]);
    expect(opened(cluster(5439, { publicly_accessible: true, port: 5440 }))).toEqual([]);
    expect(opened(cluster(5440, { publicly_accessible: true, port: 5440 }))).toEqual(["block definite critical tcp 5440"]);
  });
  test("private it is shut, and so it is without a route", () => {
    expect(because(cluster(5439, { publicly_accessible: false }))).toEqual(["service-private"]);
    const program = without(cluster(5439, { publicly_accessible: true }), "aws_route_table_association.a");
    expect(because(program)).toEqual(["no-route"]);
  });
  test("left out, it depends on the release of the provider", () => {
    expect(opened(cluster(5439, {}))).toEqual(["warn possible critical tcp 5439"]);
  });
  test("a workgroup is private unless it says otherwise", () => {
    const workgroup = (own: Block): Program => ({
      ...network(5439),
      "aws_redshiftserverless_workgroup.depot": { subnet_ids: [ref("aws_subnet.a.id")], security_group_ids: [GROUP], ...own },
    });
    expect(opened(workgroup({ publicly_accessible: true }))).toEqual(["block definite critical tcp 5439"]);
    expect([opened(workgroup({})), because(workgroup({}))]).toEqual([[], ["service-private"]]);
  });
});

describe("Amazon MQ", () => {
  const BROKER = "aws_mq_broker.depot";
  const broker = (ports: readonly number[], own: Block): Program => ({
    ...network(...ports),
    [BROKER]: { engine_type: "ActiveMQ", subnet_ids: [ref("aws_subnet.a.id")], security_groups: [GROUP], ...own },
  });
  test("ActiveMQ answers on the ports of its protocols, and its console on 8162", () => {
    const ports = [5671, 8162, 8883, 61614, 61617, 61619];
    expect(opened(broker([...ports, 61616], { publicly_accessible: true }))).toEqual([`block definite critical tcp ${ports.join(",")}`]);
    expect(opened(broker([61616], { publicly_accessible: true }))).toEqual([]);
  });
  test("private unless it says otherwise", () => {
    expect([opened(broker([61617], {})), because(broker([61617], {}))]).toEqual([[], ["service-private"]]);
  });
  test("a public RabbitMQ lives in a network of AWS's own, of which no group of the plan decides", () => {
    const rabbit = (own: Block): Program => broker([], { engine_type: "RabbitMQ", ...own });
    expect(opened(rabbit({ publicly_accessible: true }))).toEqual(["block definite critical tcp 443,5671,15671"]);
    expect(opened(rabbit({ publicly_accessible: false }))).toEqual([]);
    expect(opened(rabbit({ publicly_accessible: unknown }))).toEqual(["warn possible critical tcp 443,5671,15671"]);
    const [told] = found(rabbit({ publicly_accessible: unknown }), "world-open-listener");
    expect(told?.unknowns.map(({ resource, attribute }) => [resource.address, attribute])).toEqual([[BROKER, "publicly_accessible"]]);
  });
  test("of an engine that nobody knows, on any port", () => {
    expect(opened(broker([7777], { engine_type: unknown, publicly_accessible: true }))).toEqual(["warn possible critical tcp 0-65535"]);
  });
});

describe("a replication instance of DMS", () => {
  const REPLICATION = "aws_dms_replication_instance.depot";
  const replication = (own: Block): Program => ({
    ...network(6060),
    [REPLICATION]: { replication_subnet_group_id: "depot-dms", vpc_security_group_ids: [GROUP], ...own },
  });
  test("what it answers is told nowhere, so whom its group lets in may be answered", () => {
    expect(sockets(placeOf(replication({ publicly_accessible: true }), REPLICATION))).toEqual([]);
    expect(opened(replication({ publicly_accessible: true }))).toEqual(["warn possible medium tcp 6060"]);
    const [told] = found(replication({ publicly_accessible: true }), "world-open-listener");
    expect(told?.unknowns.map(({ resource, dependsOn }) => [resource.address, dependsOn])).toEqual([[REPLICATION, []]]);
  });
  test("Terraform makes it private where nothing is said", () => {
    expect([opened(replication({})), because(replication({}))]).toEqual([[], ["service-private"]]);
  });
});
