import type { Resource } from "../../src/model/resource";
import type { Json } from "../../src/model/value";
import { endsOf, handmade, planOf, resourceOf } from "./plans";

type Answer = ReturnType<Resource["written"]>;

const written = planOf("written");

test.each<[address: string, path: string, answer: Answer]>([
  // Left out, and computed by the provider: unknown in the plan.
  ["aws_instance.omitted", "subnet_id", "no"],
  ["aws_instance.omitted", "vpc_security_group_ids", "no"],
  ["aws_instance.omitted", "associate_public_ip_address", "no"],
  ["aws_instance.omitted", "network_interface", "no"],
  ["aws_instance.omitted", "ami", "yes"],
  ["aws_security_group.bare", "ingress", "no"],
  ["aws_security_group.bare", "egress", "no"],
  // Null is left out, as it is and through a variable.
  ["aws_instance.nulls", "subnet_id", "no"],
  ["aws_instance.nulls", "associate_public_ip_address", "no"],
  ['aws_instance.each["blue"]', "subnet_id", "yes"],
  ['aws_instance.each["green"]', "subnet_id", "no"],
  ["module.plain.aws_lb.this", "subnets", "no"],
  ["module.plain.aws_lb.this", "security_groups", "no"],
  ["module.plain.aws_lb.this", "name", "yes"],
  ["module.given.aws_lb.this", "subnets", "yes"],
  ["module.given.aws_lb.this", "security_groups", "no"],
  // A condition is not in the plan: this one came out null, which the plan does not tell from a call of `timestamp()`.
  ["aws_instance.nulls", "vpc_security_group_ids", "no or late"],
  ["aws_instance.conditional", "subnet_id", "no or late"],
  ["aws_instance.conditional", "key_name", "yes"],
  // Attributes written as blocks.
  ["aws_security_group.empty", "ingress", "yes"],
  ["aws_security_group.blocks", "ingress", "yes"],
  ["aws_security_group.blocks", "egress", "no"],
  // Blocks of `dynamic`: in the plan alone; of none, as if omitted.
  ["aws_security_group.dynamic", "ingress", "yes"],
  ["aws_security_group.dynamic", "ingress[0].cidr_blocks", "cannot tell"],
  ["aws_security_group.dynamic_none", "ingress", "no"],
  ["module.given.aws_ecs_service.this", "network_configuration", "yes"],
  ["module.given.aws_ecs_service.this", "network_configuration[0].subnets", "cannot tell"],
  ["module.plain.aws_ecs_service.this", "network_configuration", "no"],
  ["module.plain.aws_ecs_service.this", "load_balancer", "yes"],
  ["module.plain.aws_ecs_service.this", "load_balancer[0].container_port", "yes"],
  ["module.plain.aws_ecs_service.this", "load_balancer[0].elb_name", "no"],
])("%s %s: %s", (address, path, answer) => {
  expect(resourceOf(written, address).written(path)).toBe(answer);
});

test("the members of an attribute written as blocks show in their values", () => {
  const group = resourceOf(written, "aws_security_group.blocks");
  const rules = (group.values.raw as { ingress: { to_port: number }[] }).ingress;
  const [cidrs, self] = [8443, 8080].map((port) => rules.findIndex(({ to_port }) => to_port === port));
  expect(group.written(`ingress[${String(cidrs)}].cidr_blocks`)).toBe("yes");
  expect(group.written(`ingress[${String(self)}].self`)).toBe("yes");
  // `self = false` may be written, and is what an omitted one is.
  expect(group.written(`ingress[${String(cidrs)}].self`)).toBe("cannot tell");
});

test("what an attribute written as blocks refers to is one list for all of its blocks", () => {
  const group = resourceOf(written, "aws_security_group.blocks");
  for (const path of ["ingress", "ingress[0].cidr_blocks", "ingress[1].security_groups"]) {
    expect(endsOf(group.references(path))).toEqual(["aws_eip.office.public_ip"]);
  }
});

test("what a dynamic block refers to is lost in its module", () => {
  for (const [address, path] of [
    ["aws_security_group.dynamic", "ingress[0].cidr_blocks"],
    ["module.given.aws_ecs_service.this", "network_configuration[0].subnets"],
  ] as const) {
    expect(resourceOf(written, address).references(path)).toEqual({ ends: [], names: [], traced: false, blocks: 0 });
  }
});

describe("several blocks", () => {
  const blocks = planOf("blocks");
  const of = (address: string, path: string): ReturnType<ReturnType<typeof resourceOf>["references"]> =>
    resourceOf(blocks, address).references(path);
  const balancers = (address: string): readonly { container_port: number }[] =>
    (resourceOf(blocks, address).values.raw as { load_balancer: { container_port: number }[] }).load_balancer;
  const at = (address: string, port: number): number => balancers(address).findIndex(({ container_port }) => container_port === port);

  test("are told apart by their constants, in whatever order a set has them", () => {
    for (const [port, name] of [
      [8443, "web"],
      [9443, "admin"],
    ] as const) {
      const references = of(
        "aws_ecs_service.told_apart",
        `load_balancer[${String(at("aws_ecs_service.told_apart", port))}].target_group_arn`,
      );
      expect(endsOf(references)).toEqual([`aws_lb_target_group.${name}.arn`]);
      expect(references.traced).toBe(true);
    }
    expect(endsOf(of("aws_launch_template.interfaces", "network_interfaces[0].security_groups"))).toEqual(["aws_security_group.a.id"]);
    expect(of("aws_launch_template.interfaces", "network_interfaces[1].security_groups").ends).toEqual([]);
    expect(resourceOf(blocks, "aws_launch_template.interfaces").written("network_interfaces[1].security_groups")).toBe("no");
    expect(resourceOf(blocks, "aws_launch_template.interfaces").written("network_interfaces[1].subnet_id")).toBe("yes");
  });

  test("that are alike share their candidates, of which each has one", () => {
    const references = of("aws_ecs_service.alike", "load_balancer[0].target_group_arn");
    expect(endsOf(references)).toEqual(["aws_lb_target_group.admin.arn", "aws_lb_target_group.web.arn"]);
    expect(references).toMatchObject({ traced: true, chosen: "by a block" });
    expect(resourceOf(blocks, "aws_ecs_service.alike").written("load_balancer[0].target_group_arn")).toBe("yes");
  });

  test("beside one of a dynamic block are not sure", () => {
    const service = resourceOf(blocks, "aws_ecs_service.beside_dynamic");
    for (const index of [0, 1]) {
      expect(service.references(`load_balancer[${String(index)}].target_group_arn`)).toMatchObject({ traced: false });
      expect(service.written(`load_balancer[${String(index)}].container_port`)).toBe("cannot tell");
    }
    expect(service.written("load_balancer")).toBe("yes");
  });

  test("a lone block is itself", () => {
    const references = of("aws_ecs_service.told_apart", "network_configuration[0].security_groups");
    expect(endsOf(references)).toEqual(["aws_security_group.a.id"]);
    expect(references.traced).toBe(true);
  });
});

describe("by hand", () => {
  const group = (version: string, expressions: Json, change: Json): Json => ({
    format_version: "1.1",
    terraform_version: version,
    resource_changes: [{ address: "aws_security_group.a", mode: "managed", type: "aws_security_group", name: "a", change }],
    configuration: { root_module: { resources: [{ mode: "managed", type: "aws_security_group", name: "a", expressions }] } },
  });
  const created = (after: Json, unknown: Json): Json => ({ actions: ["create"], before: null, after, after_unknown: unknown });
  const answer = (json: Json, path: string): Answer => resourceOf(handmade(json), "aws_security_group.a").written(path);
  const rule = { protocol: "tcp", from_port: 8443, to_port: 8443, cidr_blocks: ["203.0.113.0/24"] };

  test("before 1.1 an attribute written as blocks is missing in the configuration", () => {
    for (const version of ["0.12.31", "0.13.7", "1.0.11"]) {
      expect(answer(group(version, {}, created({}, { ingress: true })), "ingress")).toBe("cannot tell");
      expect(answer(group(version, {}, created({ ingress: [rule] }, {})), "ingress")).toBe("yes");
      expect(answer(group(version, {}, created({}, { name: true })), "name")).toBe("no");
    }
    expect(answer(group("1.1.0", {}, created({}, { ingress: true })), "ingress")).toBe("no");
  });

  test("of a group that exists, rules may be what the provider found", () => {
    const change = { actions: ["update"], before: { ingress: [] }, after: { ingress: [rule] }, after_unknown: {} };
    expect(answer(group("1.9.5", {}, change), "ingress")).toBe("cannot tell");
    expect(answer(group("1.9.5", { ingress: { constant_value: [rule] } }, change), "ingress")).toBe("yes");
  });

  test("a null among constants is left out, and so is a member of one", () => {
    const change = created({ ingress: [{ ...rule, description: null }] }, {});
    const constant = { ingress: { constant_value: [{ ...rule, description: null }] }, name: { constant_value: null } };
    expect(answer(group("1.9.5", constant, change), "name")).toBe("no");
    expect(answer(group("1.9.5", constant, change), "ingress[0].description")).toBe("no");
    expect(answer(group("1.9.5", constant, change), "ingress[0].protocol")).toBe("yes");
  });

  test("a null that is given to a variable with a default may mean the default", () => {
    const module = {
      variables: { name: { default: "fallback" } },
      resources: [{ mode: "managed", type: "aws_security_group", name: "a", expressions: { name: { references: ["var.name"] } } }],
    };
    const plan: Json = {
      format_version: "1.2",
      terraform_version: "1.9.5",
      resource_changes: [
        {
          address: "module.m.aws_security_group.a",
          module_address: "module.m",
          mode: "managed",
          type: "aws_security_group",
          name: "a",
          change: created({}, { name: true }),
        },
      ],
      configuration: { root_module: { module_calls: { m: { expressions: { name: { constant_value: null } }, module } } } },
    };
    expect(resourceOf(handmade(plan), "module.m.aws_security_group.a").written("name")).toBe("no or late");
  });

  test("a coalesced null gave a value", () => {
    const made = group("1.9.5", { name: { references: ["var.name"] } }, created({ name: "shop" }, {})) as Record<string, Json>;
    expect(answer({ ...made, variables: { name: { value: null } } }, "name")).toBe("cannot tell");
    expect(answer({ ...made, variables: { name: { value: "shop" } } }, "name")).toBe("yes");
  });
});
