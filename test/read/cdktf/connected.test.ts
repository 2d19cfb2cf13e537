import { check, type CheckOptions } from "../../../src";
import type { Finding } from "../../../src/model/report";
import type { Json } from "../../../src/model/value";

type Stack = Readonly<Record<string, Json>>;

const OPTIONS: CheckOptions = { today: "2027-02-11", stack: null, advisory: false, all: true, version: "0.0.0" };

const bytesOf = (json: Json): Uint8Array => Buffer.from(JSON.stringify(json));
const named = (name: string, backend: Stack, rest: Stack): Stack => ({
  "//": { metadata: { stackName: name, version: "0.21.0" } },
  terraform: { backend },
  ...rest,
});

const BACKEND: Stack = { s3: { bucket: "acme-state", key: "net.tfstate", region: "eu-north-1" } };
const OUTPUTS: Stack = {
  subnet: { value: "${aws_subnet.public.id}" },
  vpc: { value: { id: "${aws_vpc.net.id}", cidr: "${aws_vpc.net.cidr_block}" } },
  port: { value: "5117", sensitive: true },
};

const network = (
  backend: Stack = BACKEND,
  output: Stack = OUTPUTS,
  target: Stack = { gateway_id: "${aws_internet_gateway.net.id}" },
): Stack =>
  named("net", backend, {
    output,
    resource: {
      aws_vpc: { net: { cidr_block: "10.17.0.0/16" } },
      aws_internet_gateway: { net: { vpc_id: "${aws_vpc.net.id}" } },
      aws_nat_gateway: { net: { subnet_id: "${aws_subnet.public.id}" } },
      aws_subnet: { public: { vpc_id: "${aws_vpc.net.id}", cidr_block: "10.17.4.0/24" } },
      aws_route_table: { net: { vpc_id: "${aws_vpc.net.id}", route: [{ cidr_block: "0.0.0.0/0", ...target }] } },
      aws_route_table_association: { net: { subnet_id: "${aws_subnet.public.id}", route_table_id: "${aws_route_table.net.id}" } },
    },
  });

const READS: Stack = { backend: "s3", config: { bucket: "acme-state", key: "net.tfstate", profile: "ci" } };
const NET = "data.terraform_remote_state.net.outputs";

const shop = (reads: Stack = READS): Stack =>
  named(
    "shop",
    { s3: { bucket: "acme-state", key: "shop.tfstate" } },
    {
      data: { terraform_remote_state: { net: reads }, aws_ami: { stock: { owners: ["amazon"], most_recent: true } } },
      resource: {
        aws_security_group: {
          web: {
            vpc_id: `\${${NET}.vpc.id}`,
            ingress: [{ protocol: "tcp", from_port: `\${${NET}.port}`, to_port: `\${${NET}.port}`, cidr_blocks: ["0.0.0.0/0"] }],
          },
        },
        aws_instance: {
          web: {
            ami: "${data.aws_ami.stock.id}",
            subnet_id: `\${${NET}.subnet}`,
            vpc_security_group_ids: ["${aws_security_group.web.id}"],
            associate_public_ip_address: true,
            user_data: `#!/bin/bash\nredis-server --bind 0.0.0.0 --port \${${NET}.port} --protected-mode no\n`,
          },
        },
      },
    },
  );

const inputOf = (path: string, stack: Json) => ({ path, bytes: bytesOf(stack) });

function openedBy(stacks: readonly (readonly [string, Json])[], more: Partial<CheckOptions> = {}): readonly Finding[] {
  const report = check(
    stacks.map(([path, stack]) => inputOf(path, stack)),
    { ...OPTIONS, ...more },
  );
  return report.results
    .flatMap(({ findings }) => findings)
    .filter(({ rule, process }) => rule === "world-open-listener" && process !== "sshd");
}

const short = ({ certainty, ports, workload }: Finding): string => `${certainty} ${workload.address} ${JSON.stringify(ports)}`;

const OPEN = ["definite aws_instance.web [[5117,5117]]"];

const expectUnknown = (findings: readonly Finding[]): void => {
  expect(findings.map(({ certainty, workload }) => `${certainty} ${workload.address}`)).toEqual(["possible aws_instance.web"]);
};

describe("a stack that reads another one's state", () => {
  test.each<[string, readonly (readonly [string, Json])[], Partial<CheckOptions>]>([
    [
      "both judged",
      [
        ["net.json", network()],
        ["shop.json", shop()],
      ],
      {},
    ],
    [
      "in the other order",
      [
        ["shop.json", shop()],
        ["net.json", network()],
      ],
      {},
    ],
    ["the other beside it", [["shop.json", shop()]], { beside: [inputOf("net.json", network())] }],
    ["the other as --with", [["shop.json", shop()]], { with: [inputOf("net.json", network())] }],
    ["both ways", [["shop.json", shop()]], { beside: [inputOf("net.json", network())], with: [inputOf("net.json", network())] }],
    [
      "with one that is broken",
      [
        ["shop.json", shop()],
        ["net.json", network()],
        ["bad.json", { resource: 7, locals: {} }],
      ],
      {},
    ],
  ])("%s: knows what its outputs refer to", (_, stacks, more) => {
    expect(openedBy(stacks, more).map(short)).toEqual(OPEN);
  });

  test("the path names the file of what lies elsewhere, once", () => {
    const [finding] = openedBy([["shop.json", shop()]], { beside: [inputOf("net.json", network())] });
    const foreign = finding?.path.flatMap(({ resource, via }) => [resource, ...via]).filter((one) => one?.input === "net.json");
    expect(new Set(foreign?.map((one) => one?.address))).toEqual(
      new Set(["aws_route_table.net", "aws_internet_gateway.net", "aws_route_table_association.net", "aws_subnet.public", "aws_vpc.net"]),
    );
  });

  test("the safe twin: the other stack's route leads out alone", () => {
    const inner = network(BACKEND, OUTPUTS, { nat_gateway_id: "${aws_nat_gateway.net.id}" });
    expect(
      openedBy([
        ["shop.json", shop()],
        ["net.json", inner],
      ]).map(({ decision }) => decision),
    ).toEqual(["pass"]);
  });

  test.each<[string, Stack, Stack]>([
    ["another key", network({ s3: { bucket: "acme-state", key: "edge.tfstate" } }), shop()],
    ["another kind of backend", network({ gcs: { bucket: "acme-state", key: "net.tfstate" } }), shop()],
    ["another workspace", network(), shop({ ...READS, workspace: "staging" })],
    ["a key that is not known", network(), shop({ ...READS, config: { key: "${var.key}" } })],
    ["no backend", network({}), shop()],
    ["an output that there is not", network(BACKEND, {}), shop()],
  ])("%s: nothing is known of it, and nothing is lost", (_, net, own) => {
    expectUnknown(
      openedBy([
        ["shop.json", own],
        ["net.json", net],
      ]),
    );
  });

  test("of two that keep their state there either may be meant", () => {
    expectUnknown(
      openedBy([
        ["shop.json", shop()],
        ["net.json", network()],
        ["copy.json", network()],
      ]),
    );
  });

  test("HCP Terraform's own block is its remote backend", () => {
    const cloud = { organization: "acme", workspaces: { name: "net" } };
    const net = { ...network(), terraform: { cloud } };
    expect(
      openedBy([
        ["shop.json", shop({ backend: "remote", config: cloud })],
        ["net.json", net],
      ]).map(short),
    ).toEqual(OPEN);
  });
});

test("what a third stack adds to both is known", () => {
  const edge = named(
    "edge",
    { s3: { bucket: "acme-state", key: "edge.tfstate" } },
    {
      data: { terraform_remote_state: { shop: { backend: "s3", config: { bucket: "acme-state", key: "shop.tfstate" } } } },
      resource: {
        aws_vpc_security_group_ingress_rule: {
          late: {
            security_group_id: "${data.terraform_remote_state.shop.outputs.group}",
            ...{ ip_protocol: "tcp", from_port: 6390, to_port: 6390, cidr_ipv4: "0.0.0.0/0" },
          },
        },
      },
    },
  );
  const own = { ...shop(), output: { group: { value: "${aws_security_group.web.id}" } } };
  const program = JSON.parse(
    JSON.stringify(own).replaceAll(
      "redis-server --bind 0.0.0.0 --port ${data.terraform_remote_state.net.outputs.port}",
      "redis-server --bind 0.0.0.0 --port 6390",
    ),
  ) as Json;
  const judged = (stacks: readonly (readonly [string, Json])[]) =>
    openedBy([["shop.json", program], ["net.json", network()], ...stacks]).map(({ decision }) => decision);
  expect(judged([["edge.json", edge]])).toEqual(["block"]);
  expect(judged([])).not.toContain("block");
});

test("that nothing is associated with a subnet of another stack is sure where all stacks of the program are there", () => {
  const { resource, ...net } = network() as { resource: Readonly<Record<string, Json>> };
  const { aws_route_table_association: _, ...rest } = resource;
  const certainties = (apps: readonly (string | undefined)[]): readonly string[] => {
    const inputs = [inputOf("shop.json", shop()), inputOf("net.json", { ...net, resource: rest })];
    const told = inputs.map((input, index) => ({ ...input, ...(apps[index] === undefined ? {} : { app: apps[index] }) }));
    return check(told, OPTIONS).results.flatMap(({ findings }) =>
      findings.filter(({ process }) => process === "redis").map(({ certainty }) => certainty),
    );
  };
  expect(certainties(["cdktf.out", "cdktf.out"])).toEqual(["none"]);
  expect(certainties(["cdktf.out", "other.out"])).toEqual(["possible"]);
  expect(certainties([undefined, undefined])).toEqual(["possible"]);
});
