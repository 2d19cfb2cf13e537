import type { Plan } from "../../../src/model/plan";
import { at, embedded, given, isUnknown, items, string, type Json } from "../../../src/model/value";
import { read } from "../../../src/read";

import { endsOf, one, resourceOf } from "../plans";

const STACK = { "//": { metadata: { stackName: "shop", backend: "local", version: "0.21.0" } } };

const planOf = (json: Readonly<Record<string, Json>>): Plan => one(read("cdk.tf.json", Buffer.from(JSON.stringify({ ...STACK, ...json }))));
const addressesOf = (plan: Plan): readonly string[] => plan.resources.map(({ address }) => address);
const group = (name: string, body: Readonly<Record<string, Json>>) => ({ resource: { aws_security_group: { [name]: body } } });

test("a stack has its own name, a resource the path of its construct, and a line where a trace tells it", () => {
  const metadata = {
    path: "shop/edge/group",
    uniqueId: "edge_group_4F3B21",
    stackTrace: ["new Vpc (/app/node_modules/x/lib/vpc.js:1:2)", "new Edge (/app/main.ts:14:9)"],
  };
  const plan = planOf(group("edge_group_4F3B21", { "//": { metadata }, name: "edge" }));
  expect([plan.kind, plan.stack, plan.notes]).toEqual(["cdktf-synth", "shop", []]);
  const resource = resourceOf(plan, "aws_security_group.edge_group_4F3B21");
  expect([resource.name, resource.location]).toEqual(["shop/edge/group", { uri: "/app/main.ts", line: 14, column: 9 }]);
});

test("beside what a block is given there is what the provider makes of it", () => {
  const plan = planOf({
    resource: {
      aws_eks_cluster: {
        fleet: { vpc_config: { subnet_ids: ["subnet-0aa"], public_access_cidrs: null } },
        listed: { vpc_config: [{ subnet_ids: ["subnet-0bb"] }] },
        bare: {},
      },
      aws_security_group_rule: {
        made: { security_group_id: "${aws_eks_cluster.fleet.vpc_config[0].cluster_security_group_id}" },
        bare: { security_group_id: "${aws_eks_cluster.bare.vpc_config[0].cluster_security_group_id}" },
        nulled: { cidr_blocks: "${aws_eks_cluster.fleet.vpc_config[0].public_access_cidrs}" },
        given: { description: "${aws_eks_cluster.fleet.vpc_config[0].subnet_ids[0]} ${aws_eks_cluster.fleet.vpc_config.subnet_ids[0]}" },
        listed: {
          security_group_id: "${aws_eks_cluster.listed.vpc_config[0].cluster_security_group_id}",
          description:
            '${aws_eks_cluster.listed.vpc_config[0].subnet_ids[0]}, ${join(" ", aws_eks_cluster.listed.vpc_config[*].subnet_ids[0])}',
        },
      },
    },
  });
  const rule = (name: string) => resourceOf(plan, `aws_security_group_rule.${name}`);
  expect(endsOf(rule("made").references("security_group_id"))).toEqual(["aws_eks_cluster.fleet.vpc_config.cluster_security_group_id"]);
  expect(endsOf(rule("bare").references("security_group_id"))).toEqual(["aws_eks_cluster.bare.vpc_config.cluster_security_group_id"]);
  expect(endsOf(rule("nulled").references("cidr_blocks"))).toEqual(["aws_eks_cluster.fleet.vpc_config.public_access_cidrs"]);
  expect(string(at(rule("given").values, "description"))).toEqual({ is: "known", value: "subnet-0aa subnet-0aa" });
  expect(endsOf(rule("listed").references("security_group_id"))).toEqual(["aws_eks_cluster.listed.vpc_config.cluster_security_group_id"]);
  expect(string(at(rule("listed").values, "description"))).toEqual({ is: "known", value: "subnet-0bb, subnet-0bb" });
});

describe("what a resource is given", () => {
  const plan = planOf({
    locals: { open: { cidrs: ["0.0.0.0/0", "${aws_eip.office.public_ip}/32"] } },
    variable: { office: { default: "10.0.0.0/8" } },
    resource: {
      aws_vpc: { net: { cidr_block: "10.30.0.0/16" } },
      aws_eip: { office: { domain: "vpc" } },
      aws_security_group: {
        a: {
          vpc_id: "${aws_vpc.net.id}",
          description: "${aws_vpc.net.cidr_block} in $${braces}",
          name: null,
          ingress: [
            { from_port: 5117, cidr_blocks: "${local.open.cidrs}" },
            { cidr_blocks: ["${var.office}", "${cidrsubnet(aws_vpc.net.cidr_block, 8, 3)}"] },
          ],
          tags: { "${var.office}": "x" },
        },
      },
    },
  });
  const a = resourceOf(plan, "aws_security_group.a");
  const said = (path: string) => ({
    written: a.written(path),
    names: a.references(path).names,
    ends: endsOf(a.references(path)),
    traced: a.references(path).traced,
  });

  test("a reference is unknown, and leads to its resource", () => {
    expect(isUnknown(at(a.values, "vpc_id"))).toBe(true);
    expect(said("vpc_id")).toEqual({ written: "yes", names: ["aws_vpc.net.id"], ends: ["aws_vpc.net.id"], traced: true });
  });

  test("an argument of another resource is followed, an escape undone", () => {
    expect(string(at(a.values, "description"))).toEqual({ is: "known", value: "10.30.0.0/16 in ${braces}" });
    expect(string(at(a.values, "ingress", 1, "cidr_blocks", 1))).toEqual({ is: "known", value: "10.30.3.0/24" });
  });

  test("null is omitted, and so is what is not there", () => {
    expect([a.written("name"), given(at(a.values, "name")), a.written("egress"), a.written("ingress[1].from_port")]).toEqual([
      "no",
      null,
      "no",
      "no",
    ]);
  });

  test("a list through a local keeps what is known of it", () => {
    const cidrs = items(at(a.values, "ingress", 0, "cidr_blocks"));
    expect([cidrs.complete, cidrs.known.map(string)]).toEqual([true, [{ is: "known", value: "0.0.0.0/0" }, { is: "unknown" }]]);
    expect(said("ingress[0].cidr_blocks")).toEqual({
      written: "yes",
      names: ["aws_eip.office.public_ip"],
      ends: ["aws_eip.office.public_ip"],
      traced: false,
    });
    expect(said("ingress[0].cidr_blocks[0]").names).toEqual([]);
  });

  test("a variable is not known, whatever its default: who plans may give another value", () => {
    expect(string(at(a.values, "ingress", 1, "cidr_blocks", 0))).toEqual({ is: "unknown" });
    expect(said("ingress[1].cidr_blocks[0]")).toEqual({ written: "yes", names: ["var.office"], ends: [], traced: false });
  });

  test("what names nothing of the file is not known, were it a word of JavaScript", () => {
    const names = ["${constructor}", "${toString == null}", '${tobool("constructor")}', '${!"constructor"}'];
    const b = resourceOf(planOf(group("b", { names })), "aws_security_group.b");
    expect(items(at(b.values, "names")).known.map(isUnknown)).toEqual([true, true, true, true]);
  });

  test("a map whose names are not known is not known", () => {
    expect(isUnknown(at(a.values, "tags"))).toBe(true);
  });
});

describe("how many there are", () => {
  test("count and for_each that are known make instances, and references find theirs", () => {
    const plan = planOf({
      resource: {
        aws_subnet: {
          zone: { count: 3, cidr_block: '${cidrsubnet("10.8.0.0/16", 8, count.index)}' },
          named: { for_each: '${toset(["red", "blue"])}', cidr_block: '10.9.${each.key == "red" ? 1 : 2}.0/24' },
          none: { count: "${1 - 1}" },
        },
        aws_lb: {
          a: { subnets: "${aws_subnet.zone[*].id}", security_groups: ['${aws_subnet.named["red"].id}', "${aws_subnet.zone[1].id}"] },
          b: { subnets: "${[for s in aws_subnet.named : s.id]}" },
        },
      },
    });
    expect(addressesOf(plan).filter((address) => address.startsWith("aws_subnet"))).toEqual([
      "aws_subnet.zone[0]",
      "aws_subnet.zone[1]",
      "aws_subnet.zone[2]",
      'aws_subnet.named["blue"]',
      'aws_subnet.named["red"]',
    ]);
    expect(string(at(resourceOf(plan, "aws_subnet.zone[2]").values, "cidr_block"))).toEqual({ is: "known", value: "10.8.2.0/24" });
    expect(string(at(resourceOf(plan, 'aws_subnet.named["red"]').values, "cidr_block"))).toEqual({ is: "known", value: "10.9.1.0/24" });
    const [a, b] = [resourceOf(plan, "aws_lb.a"), resourceOf(plan, "aws_lb.b")];
    expect(endsOf(a.references("subnets"))).toEqual(["aws_subnet.zone[0].id", "aws_subnet.zone[1].id", "aws_subnet.zone[2].id"]);
    expect(endsOf(a.references("security_groups"))).toEqual(['aws_subnet.named["red"].id', "aws_subnet.zone[1].id"]);
    expect(endsOf(b.references("subnets"))).toEqual(['aws_subnet.named["blue"].id', 'aws_subnet.named["red"].id']);
    expect(items(at(a.values, "subnets")).complete).toBe(true);
  });

  test("where it is not known, one that may be there stands for all, and what does not differ is known", () => {
    const plan = planOf({
      resource: {
        aws_instance: {
          a: { count: "${var.copies}", subnet_id: "${aws_subnet.s.id}", user_data: "#!/bin/sh", private_ip: "10.0.0.${count.index}" },
        },
        aws_subnet: { s: { vpc_id: "vpc-1" } },
        aws_eip: { e: { instance: "${aws_instance.a[0].id}" } },
      },
    });
    const a = resourceOf(plan, "aws_instance.a");
    expect(a.perhaps).toEqual({ attribute: "count", dependsOn: ["var.copies"] });
    expect(["user_data", "private_ip", "ami"].map((name) => isUnknown(at(a.values, name)))).toEqual([false, true, false]);
    expect(["user_data", "private_ip", "ami"].map((name) => a.written(name))).toEqual(["yes", "cannot tell", "no"]);
    expect(a.references("subnet_id")).toMatchObject({ traced: true, names: ["aws_subnet.s.id"] });
    expect(resourceOf(plan, "aws_eip.e").perhaps).toBeUndefined();
    expect(resourceOf(plan, "aws_eip.e").references("instance")).toMatchObject({ traced: false, ends: [{ resource: a, attribute: "id" }] });
  });
});

test("an element of what is not known goes by the name of what it is an element of", () => {
  const rule = { for_each: "${var.cidrs}", cidr_ipv4: "${each.value}", description: "from ${each.key}", from_port: 5117 };
  const door = resourceOf(
    planOf({ resource: { aws_vpc_security_group_ingress_rule: { door: rule } } }),
    "aws_vpc_security_group_ingress_rule.door",
  );
  expect(["cidr_ipv4", "description"].map((name) => door.references(name).names)).toEqual([["var.cidrs"], ["var.cidrs"]]);
  expect(door.references("cidr_ipv4")).toMatchObject({ traced: false });
});

test("what a file holds goes by the call", () => {
  const plan = planOf({
    resource: {
      aws_instance: { web: { user_data: '${templatefile("assets/boot.tftpl", { port = var.port })}', key_name: '${file("${var.key}")}' } },
    },
  });
  const web = resourceOf(plan, "aws_instance.web");
  expect(["user_data", "key_name"].map((name) => isUnknown(at(web.values, name)))).toEqual([true, true]);
  expect(["user_data", "key_name"].map((name) => web.references(name).names)).toEqual([
    ['templatefile("assets/boot.tftpl")', "var.port"],
    ['file("…")', "var.key"],
  ]);
});

describe("blocks that dynamic makes", () => {
  const dynamic = (over: Json): Json => ({
    ingress: { for_each: over, iterator: "door", content: { from_port: "${door.value}", cidr_blocks: ["0.0.0.0/0"] } },
  });

  test("of what is known, beside those that are written", () => {
    const plan = planOf(group("a", { dynamic: dynamic("${[8017, 8018]}"), ingress: [{ from_port: 22 }] }));
    const a = resourceOf(plan, "aws_security_group.a");
    expect(items(at(a.values, "ingress")).known.map((block) => at(block, "from_port").raw)).toEqual([22, 8017, 8018]);
  });

  test("of what is not known: as many as you like, and perhaps none", () => {
    const a = resourceOf(planOf(group("a", { dynamic: [dynamic("${var.doors}")], ingress: [{ from_port: 22 }] })), "aws_security_group.a");
    expect([items(at(a.values, "ingress")).complete, a.written("ingress"), a.references("ingress").names]).toEqual([
      false,
      "cannot tell",
      ["var.doors"],
    ]);
  });

  describe("within a block", () => {
    const action = (body: Json): Json => ({
      resource: { aws_lb_listener: { l: { default_action: [{ type: "forward", ...(body as object) }] } } },
    });
    const listener = (body: Json): ReturnType<typeof resourceOf> =>
      resourceOf(planOf(action(body) as Readonly<Record<string, Json>>), "aws_lb_listener.l");
    const over = (label: string, forEach: Json, content: Json, more: object = {}): Json => ({
      dynamic: { [label]: { for_each: forEach, content, ...more } },
    });

    test("of what is known, in the content of another, whose element they see", () => {
      const l = listener({
        forward: [{ target_group: [{ arn: "arn:own" }], ...(over("stickiness", [], {}) as object) }],
        ...(over(
          "forward",
          { late: ["c"], early: ["a", "b"] },
          over("target_group", "${forward.value}", { arn: "arn:${forward.key}-${tg.value}" }, { iterator: "tg" }),
        ) as object),
      });
      const forwards = items(at(l.values, "default_action", 0, "forward"));
      const groups = forwards.known.map((forward) => items(at(forward, "target_group")).known.map((group) => at(group, "arn").raw));
      expect([forwards.complete, groups]).toEqual([true, [["arn:own"], ["arn:early-a", "arn:early-b"], ["arn:late-c"]]]);
      expect(l.written("default_action[0].dynamic")).toBe("no");
    });

    test("of what is not known: as many as you like, and perhaps none", () => {
      const l = listener({ forward: [over("target_group", "${var.groups}", { arn: "${target_group.value}" })] });
      const place = "default_action[0].forward[0].target_group";
      expect([items(at(l.values, "default_action", 0, "forward", 0, "target_group")).complete, l.written(place)]).toEqual([
        false,
        "cannot tell",
      ]);
      expect(l.references(place).names).toEqual(["var.groups"]);
    });

    test.each<readonly [string, Json]>([
      ["two contents", { for_each: ["a"], content: [{ arn: "a" }, { arn: "b" }] }],
      ["nothing to repeat over", { for_each: null, content: { arn: "a" } }],
      ["blocks of which one is none", [{ for_each: ["a"], content: { arn: "a" } }, "b"]],
    ])("that Terraform refuses, with %s, is not known", (_, body) => {
      const l = listener({ dynamic: { forward: body } });
      expect(items(at(l.values, "default_action", 0, "forward")).known.every(isUnknown)).toBe(true);
      expect([isUnknown(at(l.values, "default_action", 0, "forward", 0)), string(at(l.values, "default_action", 0, "type"))]).toEqual([
        true,
        { is: "known", value: "forward" },
      ]);
    });

    test("a content in a list of one, and null for no block", () => {
      const l = listener({
        dynamic: [{ "//": "why", forward: { for_each: ["a"], content: [{ arn: "${forward.value}" }] } }, { redirect: null }],
      });
      expect(items(at(l.values, "default_action", 0, "forward")).known.map((forward) => at(forward, "arn").raw)).toEqual(["a"]);
      expect(l.written("default_action[0].redirect")).toBe("no");
    });

    test("a map with a key of this name is a map", () => {
      const l = listener({ tags: { dynamic: "x", for_each: "y" }, labels: { dynamic: { content: "x", for_each: "y" } } });
      expect([at(l.values, "default_action", 0, "tags").raw, at(l.values, "default_action", 0, "labels").raw]).toEqual([
        { dynamic: "x", for_each: "y" },
        { dynamic: { content: "x", for_each: "y" } },
      ]);
    });
  });

  test("the key in a list is the index, and what it is in a set is not told", () => {
    const ports = (over: Json): Json =>
      at(
        resourceOf(
          planOf(group("a", { dynamic: { ingress: { for_each: over, content: { from_port: "${ingress.key}" } } } })),
          "aws_security_group.a",
        ).values,
        "ingress",
        0,
        "from_port",
      ).raw as Json;
    expect([ports(["8017"]), ports({ 8018: "x" }), ports('${toset(["8019"])}')]).toEqual([0, "8018", null]);
  });
});

describe("a text of JSON with values in it that are not known", () => {
  const task = (containers: string): ReturnType<typeof resourceOf> =>
    resourceOf(
      planOf({
        resource: {
          aws_ecs_task_definition: { t: { container_definitions: containers } },
          aws_db_instance: { db: {} },
          aws_ecr_repository: { r: {} },
        },
      }),
      "aws_ecs_task_definition.t",
    );
  const containers = [{ name: "api", image: "${aws_ecr_repository.r.repository_url}:5", command: ["gunicorn", "-b", "0.0.0.0:5117"] }];

  test.each([
    ["JSON.stringify", JSON.stringify(containers)],
    [
      "Fn.jsonencode",
      '${jsonencode([{"name" = "api", "image" = "${aws_ecr_repository.r.repository_url}:5", "command" = ["gunicorn", "-b", "0.0.0.0:5117"]}])}',
    ],
  ])("keeps what is around them, by %s", (_, text) => {
    const t = task(text);
    const definitions = embedded(at(t.values, "container_definitions"));
    expect(string(at(definitions, 0, "command", 2))).toEqual({ is: "known", value: "0.0.0.0:5117" });
    expect(isUnknown(at(definitions, 0, "image"))).toBe(true);
    expect(t.references("container_definitions[0].image").names).toEqual(["aws_ecr_repository.r.repository_url"]);
    // As a text it is not known.
    expect(string(at(t.values, "container_definitions"))).toEqual({ is: "unknown" });
  });

  test("a number in it, and a quote in a text", () => {
    const t = task('[{"name":"a \\"b\\"","containerPort":${aws_db_instance.db.port},"host":"${aws_db_instance.db.address}"}]');
    const definitions = embedded(at(t.values, "container_definitions"));
    expect([at(definitions, 0, "name").raw, isUnknown(at(definitions, 0, "containerPort")), isUnknown(at(definitions, 0, "host"))]).toEqual(
      ['a "b"', true, true],
    );
  });

  test("what may be several elements of a list leaves the whole unknown", () => {
    expect(isUnknown(at(task('[{"name":"api"},${join(",", var.sidecars)}]').values, "container_definitions"))).toBe(true);
  });

  test("what is no JSON is not known", () => {
    expect(isUnknown(at(task("[{${aws_db_instance.db.port}").values, "container_definitions"))).toBe(true);
  });
});

test("what a data source finds is not known; what it was asked for is", () => {
  const plan = planOf({
    data: { aws_vpc: { main: { default: true } } },
    resource: { aws_subnet: { s: { vpc_id: "${data.aws_vpc.main.id}" } } },
  });
  const main = resourceOf(plan, "data.aws_vpc.main");
  expect([
    main.mode,
    at(main.values, "default").raw,
    isUnknown(at(main.values, "default")),
    isUnknown(at(main.values, "cidr_block")),
  ]).toEqual(["data", true, false, true]);
  expect(endsOf(resourceOf(plan, "aws_subnet.s").references("vpc_id"))).toEqual(["data.aws_vpc.main.id"]);
});

test("a file that people wrote is one of several, and what a module makes is not in it", () => {
  const hand = one(
    read(
      "main.tf.json",
      Buffer.from(
        JSON.stringify({
          resource: [{ aws_vpc: { a: [{ cidr_block: "10.1.0.0/16" }] } }],
          module: { net: { source: "./net" } },
          output: { o: { value: "${module.net.id}" } },
        }),
      ),
    ),
  );
  expect([hand.stack, addressesOf(hand), hand.notes.map(({ level, code }) => [level, code])]).toEqual([
    null,
    ["aws_vpc.a"],
    [
      ["warning", "lone-file"],
      ["warning", "unseen-module"],
    ],
  ]);
  expect(hand.notes[1]?.message).toMatch(/^module\.net \(\.\/net\) is not in this file/);
});

test("what says no region of its own is in that of its provider, as far as that is told", () => {
  const plan = planOf({
    locals: { far: "ap-south-2" },
    provider: {
      aws: [{ region: "eu-west-3" }, { alias: "far", region: "${local.far}" }, { alias: "open", region: "${var.region}" }],
    },
    resource: {
      aws_vpc: {
        plain: {},
        own: { region: "us-west-1" },
        far: { provider: "aws.far" },
        named: { provider: "${aws.far}" },
        open: { provider: "aws.open" },
        unseen: { provider: "aws.unseen" },
      },
      random_id: { one: {} },
    },
  });
  expect(
    plan.resources.map(({ name, values, provider }) => {
      const region = string(at(values, "region"));
      return [name, region.is === "known" ? region.value : region.is, provider];
    }),
  ).toEqual([
    ["plain", "eu-west-3", "aws"],
    ["own", "us-west-1", "aws"],
    ["far", "ap-south-2", "aws.far"],
    ["named", "ap-south-2", "aws.far"],
    ["open", "omitted", "aws.open"],
    ["unseen", "omitted", "aws.unseen"],
    ["one", "omitted", "random"],
  ]);
});
