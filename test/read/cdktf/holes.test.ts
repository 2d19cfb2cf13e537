import { check } from "../../../src";

const machine = (userData: string): Readonly<Record<string, unknown>> => ({ ami: "${data.aws_ami.stock.id}", user_data: userData });

/** What is said of a machine in the default VPC that every port of the world reaches, but for ssh. */
function saidOf(instance: Readonly<Record<string, unknown>>, resources: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const program = {
    "//": { metadata: { stackName: "shop" } },
    data: {
      aws_ami: { stock: { owners: ["amazon"], most_recent: true } },
      aws_vpc: { home: { default: true } },
      local_file: { lines: { filename: "lines.sh" } },
    },
    resource: {
      aws_db_instance: { orders: { identifier: "orders" } },
      aws_elasticache_cluster: { near: { engine: "memcached" } },
      aws_cloudformation_stack: { shop: { name: "shop" } },
      aws_security_group: { web: { ingress: [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }] } },
      aws_instance: { web: { vpc_security_group_ids: ["${aws_security_group.web.id}"], associate_public_ip_address: true, ...instance } },
      ...resources,
    },
  };
  const { results } = check([{ path: "cdk.tf.json", bytes: Buffer.from(JSON.stringify(program)) }], {
    ...{ today: "2027-02-11", stack: null, advisory: false, all: true, version: "0.0.0" },
  });
  return results
    .flatMap(({ findings }) => findings)
    .filter(({ rule, process, certainty }) => rule === "world-open-listener" && process !== "sshd" && certainty !== "none")
    .map(({ certainty, process, ports }) => `${certainty} ${process ?? "?"} ${JSON.stringify(ports)}`);
}

const script = (bind: string, line: string): string => `#!/bin/bash\n${line}\npython3 -m http.server 8282 --bind ${bind}\n`;
const OPEN = ["definite http.server [[8282,8282]]"];

describe("words that are not known leave the rest of a script what it is", () => {
  test.each([
    ["in what is written", 'echo "net ${data.aws_vpc.home.cidr_block}" > /etc/motd'],
    ["in the environment", "export DATABASE=${aws_db_instance.orders.address}:${aws_db_instance.orders.port}"],
    ["in a comment", "# ${aws_db_instance.orders.arn}"],
    ["of a block", "export CACHE=${aws_elasticache_cluster.near.cache_nodes[0].address}"],
  ])("%s", (_, line) => {
    expect(saidOf(machine(script("0.0.0.0", line)))).toEqual(OPEN);
    expect(saidOf(machine(script("127.0.0.1", line)))).toEqual([]);
  });

  test("in base64, and in a launch template", () => {
    const encoded = (bind: string): string =>
      `\${base64encode(${JSON.stringify(script(bind, "echo ${aws_db_instance.orders.endpoint}"))})}`;
    const templated = (bind: string) =>
      saidOf(
        { launch_template: { id: "${aws_launch_template.web.id}" } },
        { aws_launch_template: { web: { image_id: "${data.aws_ami.stock.id}", user_data: encoded(bind) } } },
      );
    expect(templated("0.0.0.0")).toEqual(OPEN);
    expect(templated("127.0.0.1")).toEqual([]);
  });
});

describe("what is not known stays so", () => {
  test("the address of a bind", () => {
    expect(saidOf(machine(script("${aws_db_instance.orders.address}", "true")))).toEqual(["possible http.server [[8282,8282]]"]);
  });

  test.each([
    ["the command", "${aws_db_instance.orders.identifier_name} 8282"],
    ["lines of another file", "${data.local_file.lines.content}"],
    ["what somebody else gives out", "echo ${aws_cloudformation_stack.shop.outputs.host}"],
    ["a tag", "echo ${data.aws_vpc.home.tags.name}"],
    ["a variable, which may be lines", "echo ${var.greeting}"],
    ["a secret, which may be lines", "echo ${data.aws_secretsmanager_secret_version.key.secret_string}"],
  ])("%s", (_, line) => {
    const found = saidOf(machine(script("127.0.0.1", line)));
    expect(found).not.toEqual([]);
    for (const one of found) expect(one).toMatch(/^possible/);
  });
});

test.each<[string, object, readonly string[], object | null]>([
  ["surely", {}, [], null],
  ["perhaps", { count: "${var.locked ? 1 : 0}" }, ["possible http.server [[8282,8282]]"], null],
  ["with an exclusion that may be there", {}, ["possible http.server [[8282,8282]]"], { count: "${var.locked ? 1 : 0}" }],
])("what shuts the account's door shuts it no surer than it is there: %s", (_, options, said, exclusion) => {
  const account = {
    aws_vpc_block_public_access_options: { all: { internet_gateway_block_mode: "block-ingress", ...options } },
    ...(exclusion === null
      ? {}
      : {
          aws_vpc_block_public_access_exclusion: {
            home: { vpc_id: "${data.aws_vpc.home.id}", internet_gateway_exclusion_mode: "allow-bidirectional", ...exclusion },
          },
        }),
  };
  expect(saidOf(machine(script("0.0.0.0", "")), account)).toEqual(said);
});
