import { gzipSync } from "node:zlib";

import { answering, arriving, whether, type Answer } from "../plans/ask";
import { found, inShort } from "../plans/findings";
import { ref, unknown, type Block, type Program } from "../plans/plan";
import { open, VPC } from "../plans/vpc";

const SHOP = "aws_ecs_service.shop";
const script = (text: string): Block => ({ user_data: Buffer.from(text).toString("base64") });
const joins = (name: string): string => `#!/bin/bash\necho ECS_CLUSTER=${name} >> /etc/ecs/ecs.config\n`;
const ECS = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id";
const from = (port: number, ...cidr_blocks: readonly string[]): Block => ({ protocol: "tcp", from_port: port, to_port: port, cidr_blocks });
const task = (hostPort: number | null, command = "0.0.0.0:8440"): string =>
  JSON.stringify([
    {
      name: "web",
      image: "registry.example.com/shop:4",
      command: ["gunicorn", "-b", command, "shop:app"],
      portMappings: [{ containerPort: 8440, ...(hostPort === null ? {} : { hostPort }) }],
    },
  ]);

/** A cluster whose instances run in a network of their own, and one task on their bridge. */
const cluster = (hostPort: number | null, ingress: Block, more: Program = {}): Program => ({
  ...VPC,
  "aws_subnet.private": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.9.0/24" },
  "aws_security_group.hosts": { vpc_id: ref("aws_vpc.net.id"), ingress: [ingress] },
  "aws_ecs_cluster.c": { name: "shop" },
  "aws_launch_template.t": { image_id: ECS, vpc_security_group_ids: [ref("aws_security_group.hosts.id")], ...script(joins("shop")) },
  "aws_autoscaling_group.g": {
    vpc_zone_identifier: [ref("aws_subnet.private.id")],
    launch_template: [{ id: ref("aws_launch_template.t.id") }],
  },
  "aws_ecs_task_definition.shop": { family: "shop", network_mode: "bridge", container_definitions: task(hostPort) },
  [SHOP]: { name: "shop", cluster: ref("aws_ecs_cluster.c.id"), task_definition: ref("aws_ecs_task_definition.shop.arn") },
  ...more,
});

describe("behind a balancer", () => {
  const group = ref("aws_lb_target_group.shop.arn");
  const balanced = (hostPort: number | null, ingress: Block, more: Program = {}, kind = "network"): Program => {
    const program = cluster(hostPort, ingress, more);
    const http = kind === "application";
    return {
      ...program,
      "aws_security_group.lb": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(7440)] },
      "aws_lb.lb": {
        load_balancer_type: kind,
        internal: false,
        subnets: [ref("aws_subnet.a.id")],
        security_groups: [ref("aws_security_group.lb.id")],
      },
      "aws_lb_target_group.shop": { port: 81, protocol: http ? "HTTP" : "TCP", vpc_id: ref("aws_vpc.net.id"), target_type: "instance" },
      "aws_lb_listener.shop": {
        load_balancer_arn: ref("aws_lb.lb.arn"),
        port: 7440,
        protocol: http ? "HTTP" : "TCP",
        default_action: [{ type: "forward", target_group_arn: group }],
      },
      [SHOP]: { ...program[SHOP], load_balancer: [{ target_group_arn: group, container_name: "web", container_port: 8440 }] },
    };
  };
  const meets = (of: Program): Answer => whether(answering(of, SHOP), "tcp 7440 from 203.0.113.9");
  const dynamic = (first: number, last: number): Block => ({ ...from(first, "0.0.0.0/0"), to_port: last });
  test.each<[string, Program, Answer]>([
    ["the host port, which the instances let in", balanced(8452, from(8452, "0.0.0.0/0")), "yes"],
    ["the container's own, which is not the one that is called", balanced(8452, from(8440, "0.0.0.0/0")), "no"],
    ["no port of it", balanced(8452, from(22, "0.0.0.0/0")), "no"],
    ["for the balancer's network, which is not whom the instances see", balanced(8452, from(8452, "10.44.7.0/24")), "no"],
    ["for it, of a proxy", balanced(8452, from(8452, "10.44.7.0/24"), {}, "application"), "yes"],
    ["for the balancer's group", balanced(8452, { ...from(8452), security_groups: [ref("aws_security_group.lb.id")] }), "yes"],
    ["every port that may be chosen", balanced(null, dynamic(32768, 60999)), "yes"],
    ["every one, written as 0", balanced(0, dynamic(32768, 60999)), "yes"],
    ["some of those", balanced(null, dynamic(40000, 60999)), "perhaps"],
    ["none of those", balanced(null, dynamic(8000, 9000)), "no"],
    [
      "a process on loopback",
      balanced(8452, from(8452, "0.0.0.0/0"), {
        "aws_ecs_task_definition.shop": {
          family: "shop",
          network_mode: "bridge",
          container_definitions: task(8452, "127.0.0.1:8440"),
        },
      }),
      "no",
    ],
  ])("the instances admit %s", (_, of, answer) => {
    expect(meets(of)).toBe(answer);
  });
  test("on instances that nobody follows, what these admit is not known", () => {
    const mapped = balanced(8452, from(8452, "0.0.0.0/0"));
    const unnamed = { ...mapped["aws_launch_template.t"], user_data: unknown };
    const lost = { ...mapped, "aws_ecs_cluster.other": { name: "other" }, "aws_launch_template.t": unnamed };
    expect([meets(mapped), meets(lost)]).toEqual(["yes", "perhaps"]);
  });
  test("one outside the plan", () => {
    const foreign = (port: number): Program => {
      const program = cluster(8452, from(port, "0.0.0.0/0"));
      const arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/73e2d6bc24d8a067";
      return { ...program, [SHOP]: { ...program[SHOP], load_balancer: [{ target_group_arn: arn, container_port: 8440 }] } };
    };
    expect([meets(foreign(8452)), meets(foreign(8440))]).toEqual(["perhaps", "no"]);
  });
  test("the path leads by the instances", () => {
    const [told] = found(balanced(8452, from(8452, "0.0.0.0/0")), "world-open-listener").filter(
      ({ workload }) => workload.address === SHOP,
    );
    expect(told === undefined ? null : inShort(told)).toBe("block definite medium tcp 7440");
    expect(told?.assumes.map(({ name }) => name)).toContain("lone-candidate");
    expect(
      told?.path.flatMap(({ role, resource }) => (role === "publish" || role === "group" ? [`${role} ${String(resource?.address)}`] : [])),
    ).toEqual(["group aws_security_group.lb", "group aws_security_group.hosts", "publish aws_ecs_task_definition.shop"]);
  });
});

test.each<[string, number, Answer]>([
  ["every port that may be chosen", 32768, "yes"],
  ["all but one", 32769, "perhaps"],
])("past the balancer, the instances let the world in on %s", (_, first, answer) => {
  const program = cluster(0, { ...from(first, "0.0.0.0/0"), to_port: 65535 });
  const group = { ...program["aws_autoscaling_group.g"], vpc_zone_identifier: [ref("aws_subnet.a.id")] };
  const template = {
    ...program["aws_launch_template.t"],
    vpc_security_group_ids: [],
    network_interfaces: [{ associate_public_ip_address: true, security_groups: [ref("aws_security_group.hosts.id")] }],
  };
  const direct = { ...program, "aws_autoscaling_group.g": group, "aws_launch_template.t": template };
  expect(whether(answering(direct, SHOP), "tcp 50123 from 203.0.113.9")).toBe(answer);
});

describe("in the network of the host", () => {
  const HOST = { family: "shop", network_mode: "host" };
  const hosted = (ingress: Block, command = "0.0.0.0:8440", more: Program = {}): Program => ({
    ...cluster(8440, ingress, more),
    "aws_autoscaling_group.g": {
      vpc_zone_identifier: [ref("aws_subnet.a.id")],
      launch_template: [{ id: ref("aws_launch_template.t.id") }],
    },
    "aws_launch_template.t": {
      image_id: ECS,
      network_interfaces: [{ associate_public_ip_address: true, security_groups: [ref("aws_security_group.hosts.id")] }],
      ...script(joins("shop")),
    },
    "aws_ecs_task_definition.shop": { ...HOST, container_definitions: task(8440, command) },
  });
  const meets = (of: Program): Answer => whether(answering(of, SHOP), "tcp 8440 from 203.0.113.9");
  test.each<[string, Program, Answer]>([
    ["for its port", hosted(from(8440, "0.0.0.0/0")), "yes"],
    ["for another", hosted(from(8441, "0.0.0.0/0")), "no"],
    ["from elsewhere", hosted(from(8440, "10.44.7.0/24")), "no"],
    ["while it is on loopback", hosted(from(8440, "0.0.0.0/0"), "127.0.0.1:8440"), "no"],
    [
      "for its port, beside a cluster that its script does not name",
      hosted(from(8440, "0.0.0.0/0"), "0.0.0.0:8440", { "aws_ecs_cluster.d": {} }),
      "yes",
    ],
  ])("the machine lets the world in %s", (_, of, answer) => {
    expect(meets(of)).toBe(answer);
  });
  test("it blocks on that its machine is the one there is, and nothing is told idle", () => {
    const [own] = found(hosted(from(8440, "0.0.0.0/0")), "world-open-listener").filter(({ workload }) => workload.address === SHOP);
    expect(own === undefined ? null : inShort(own)).toBe("block definite medium tcp 8440");
    expect(own?.assumes.map(({ name }) => name)).toContain("lone-candidate");
    expect(found(hosted(from(8440, "0.0.0.0/0")), "world-open-idle")).toEqual([]);
  });
  test("it is possible where another machine may host it", () => {
    const both = { ...hosted(from(8440, "0.0.0.0/0")) };
    const more = { "aws_autoscaling_group.h": both["aws_autoscaling_group.g"] ?? {} };
    expect(meets({ ...both, ...more })).toBe("perhaps");
  });
});

describe("which machines host the cluster's tasks", () => {
  const packed = (text: string): Block => ({ user_data: gzipSync(text).toString("base64") });
  const written = (content: string): string =>
    `#cloud-config\nwrite_files:\n- path: /etc/ecs/ecs.config\n  encoding: b64\n  content: ${Buffer.from(content).toString("base64")}\n`;
  const multipart = (text: string): string =>
    [
      "MIME-Version: 1.0",
      'Content-Type: multipart/mixed; boundary="MIMEBOUNDARY"',
      "",
      "--MIMEBOUNDARY",
      "Content-Transfer-Encoding: base64",
      'Content-Type: text/x-shellscript; charset="utf-8"',
      "",
      Buffer.from(text).toString("base64"),
      "--MIMEBOUNDARY--",
      "",
    ].join("\r\n");
  const template = (more: Block): Block => ({
    image_id: ECS,
    vpc_security_group_ids: [ref("aws_security_group.hosts.id")],
    ...script(joins("shop")),
    ...more,
  });
  const OTHER = { image_id: "ami-0123456789abcdef0" };
  const STOCK_IMAGE = { image_id: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" };
  /** A second group, in the public subnet. */
  const beside = (more: Block): Program => ({
    "aws_launch_template.beside": template(more),
    "aws_autoscaling_group.beside": {
      vpc_zone_identifier: [ref("aws_subnet.a.id")],
      launch_template: [{ id: ref("aws_launch_template.beside.id") }],
    },
  });
  const instance = (more: Block): Program => ({
    "aws_instance.beside": { instance_type: "t3.nano", subnet_id: ref("aws_subnet.a.id"), associate_public_ip_address: true, ...more },
  });
  const fleet = (more: Block): Program => ({
    "aws_launch_template.beside": template(more),
    "aws_ec2_fleet.beside": {
      launch_template_config: [
        { launch_template_specification: [{ launch_template_id: ref("aws_launch_template.beside.id"), version: "3" }] },
      ],
    },
  });
  const meets = (more: Program, own: Block = {}, port = 8440): Answer => {
    const hosted = cluster(8452, from(8452, "0.0.0.0/0"), { "aws_launch_template.t": template(own), ...more });
    return whether(arriving(hosted, SHOP), `tcp ${String(port)} from 203.0.113.9`);
  };
  test("where there is another cluster the machines are those whose script names the own one", () => {
    const depot: Program = { "aws_ecs_cluster.depot": { name: "depot" } };
    expect(meets(depot)).toBe("no");
    expect(meets({ ...depot, ...beside(script(joins("depot"))) })).toBe("no");
    expect(meets(depot, script("#!/bin/sh\n/opt/join-cluster\n"))).toBe("perhaps");
    expect(meets(depot, script(joins("depot")))).toBe("perhaps");
  });
  test.each<[string, Program, Block]>([
    ["a group whose script names it, of an image that nobody has shown", beside({ ...OTHER, ...script(joins("shop")) }), {}],
    ["one whose script names a cluster that is not written out", beside({ ...OTHER, ...script(joins("$CLUSTER")) }), {}],
    ["one whose image and script nobody has shown", beside({ ...OTHER, user_data: ref("local.script") }), {}],
    ["one whose template lives elsewhere", { "aws_autoscaling_group.beside": { launch_template: [{ id: "lt-0123456789abcdef0" }] } }, {}],
    ["an instance of such an image", instance({ ami: ECS, user_data: joins("shop") }), {}],
    ["a fleet of such images", fleet(script(joins("shop"))), script(joins("shop"))],
    ["a stock image that a script makes join", beside({ ...STOCK_IMAGE, ...script(joins("shop")) }), {}],
    ["a group whose script is compressed", beside({ ...OTHER, ...packed(joins("shop")) }), {}],
    ["one whose configuration is written in base64", beside({ ...OTHER, ...script(written("ECS_CLUSTER=shop\n")) }), {}],
    ["one whose script comes in parts", beside({ ...OTHER, ...packed(multipart(joins("shop"))) }), {}],
    ["one whose script is fetched", beside({ ...OTHER, ...script("#include\nhttps://boot.example.com/ecs.sh\n") }), {}],
    ["one whose agent is configured out of sight", beside({ ...OTHER, ...script("#!/bin/sh\nfetch-config > /etc/ecs/ecs.config\n") }), {}],
  ])("beside the one, %s may host them too", (_, more, own) => {
    expect(meets(more, own)).toBe("perhaps");
  });
  test.each<[string, Program]>([
    ["a group whose script names another cluster", beside(script(joins("other-shop")))],
    ["one whose compressed script names another", beside(packed(joins("other-shop")))],
    ["one whose parts name another", beside({ ...OTHER, ...packed(multipart(joins("other-shop"))) })],
    ["one whose configuration in base64 names another", beside(script(written("ECS_CLUSTER=other-shop\n")))],
    ["an image that nobody has shown, with a compressed script that names none", beside({ ...OTHER, ...packed("#!/bin/sh\n") })],
    ["one with a script for Windows that joins none", beside({ ...OTHER, ...script("<powershell>\nGet-Date\n</powershell>") })],
    ["one with settings of Kubernetes for Bottlerocket", beside({ ...OTHER, ...script('[settings.kubernetes]\ncluster-name = "shop"\n') })],
    ["an image that joins a cluster where it is told to, and is not", instance({ ami: ECS })],
    ["a machine of a stock image", beside({ ...STOCK_IMAGE, ...script("#!/bin/sh\n# ECS_CLUSTER=shop\n") })],
    ["an image that nobody has shown, with a script that names none", instance({ ami: "ami-0123456789abcdef0", user_data: "#!/bin/sh\n" })],
    ["the same without a script", instance({ ami: "ami-0123456789abcdef0" })],
  ])("%s is none of them", (_, more) => {
    expect(meets(more)).toBe("no");
  });
  test.each<[string, string, Answer]>([
    ["its own name", joins("shop"), "no"],
    ["its own name in quotes", "#!/bin/sh\ncat > /etc/ecs/ecs.config <<X\nECS_CLUSTER='shop'\nX\n", "no"],
    ["another name", joins("other-shop"), "perhaps"],
    ["another, for Windows", "<powershell>\nInitialize-ECSAgent -Cluster other-shop -EnableTaskIAMRole\n</powershell>", "perhaps"],
    ["another, for Bottlerocket", '[settings.host-containers.admin]\nenabled = true\n[settings.ecs]\ncluster = "other-shop"\n', "perhaps"],
    ["none, so that it joins the default one", "#!/bin/sh\n", "perhaps"],
    ["none, in a script that is not read to its end", "#!/bin/sh\n/opt/join-cluster\n", "no"],
    ["another setting of the agent alone", "#!/bin/sh\necho ECS_IMAGE_PULL_BEHAVIOR=always >> /etc/ecs/ecs.config\n", "perhaps"],
  ])("a script of the one that names %s", (_, text, answer) => {
    expect(meets({}, script(text))).toBe(answer);
  });
  test.each<[string, Block, Answer]>([
    ["a vendor's joins the default cluster", { image_id: ref("data.aws_ami.agent.id"), user_data: null }, "perhaps"],
    ["one's own may have been told", { image_id: ref("data.aws_ami.own.id"), user_data: null }, "no"],
  ])("an image with an agent: %s", (_, own, answer) => {
    const images: Program = {
      "data.aws_ami.agent": { owners: ["amazon"], name: "amzn2-ami-ecs-hvm-2.0.20240305-x86_64-ebs" },
      "data.aws_ami.own": { owners: ["self"], name: "shop-ecs-7" },
    };
    expect(meets(images, own)).toBe(answer);
  });
  test("the default cluster itself is joined by who is told of none", () => {
    const program = cluster(8452, from(8452, "0.0.0.0/0"), {
      "aws_ecs_cluster.c": { name: "default" },
      "aws_launch_template.t": template({ user_data: null }),
    });
    expect(whether(arriving(program, SHOP), "tcp 8440 from 203.0.113.9")).toBe("no");
  });
  test("a lone instance hosts them as a group does", () => {
    const lone = instance({ ami: ECS, vpc_security_group_ids: [ref("aws_security_group.hosts.id")], user_data: joins("shop") });
    const { "aws_autoscaling_group.g": _, ...rest } = cluster(8452, from(8452, "0.0.0.0/0"), lone);
    expect(whether(answering(rest, SHOP), "tcp 8452 from 203.0.113.9")).toBe("yes");
  });
});
