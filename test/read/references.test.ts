import type { Json } from "../../src/model/value";
import { asWritten } from "../../src/read/terraform/ends";
import { bringing, endsOf, handmade, planOf, resourceOf } from "./plans";

const plan = planOf("references");
const of = (address: string, path: string): ReturnType<ReturnType<typeof resourceOf>["references"]> =>
  resourceOf(plan, address).references(path);

const web = 'module.firewall["web"]';
const db = 'module.firewall["db"]';

describe("ends", () => {
  test.each<[address: string, path: string, ends: readonly string[]]>([
    ["aws_subnet.public[0]", "vpc_id", ["aws_vpc.main.id"]],
    ["aws_instance.one", "subnet_id", ["aws_subnet.public[1].id"]],
    ["aws_instance.keyed", "subnet_id", ['aws_subnet.named["b.c[0]\\"d"].id']],
    ['aws_instance.literal["blue"]', "subnet_id", ["data.aws_subnet.later.id"]],
    ['aws_instance.each["10.20.0.0/24"]', "vpc_security_group_ids", ["aws_vpc.main.default_security_group_id"]],
    // `count = 0` of one of them, and an empty variable.
    ["aws_instance.one", "vpc_security_group_ids", ["aws_security_group.open.id"]],
    // Splats name the whole resource; what an index names outright stays beside it.
    [
      "aws_lb.splat",
      "subnets",
      [
        "aws_subnet.public[0]",
        "aws_subnet.public[1]",
        'aws_subnet.named["a"]',
        'aws_subnet.named["a"].id',
        'aws_subnet.named["b.c[0]\\"d"]',
      ],
    ],
    // Through variables, outputs and modules within modules.
    [`${web}.aws_security_group.this`, "vpc_id", ["aws_vpc.main.id"]],
    [`${web}.aws_instance.member[0]`, "vpc_security_group_ids", [`${web}.aws_security_group.this.id`, "aws_security_group.shut.id"]],
    [`${db}.module.audit.aws_instance.watch`, "vpc_security_group_ids", [`${db}.aws_security_group.this.id`]],
    ["aws_security_group_rule.web", "security_group_id", [`${web}.aws_security_group.this.id`]],
    ["aws_security_group_rule.web", "source_security_group_id", [`${db}.aws_security_group.this.id`]],
    ["aws_lb.through", "subnets", ["aws_subnet.public[0]", "aws_subnet.public[1]"]],
  ])("%s %s", (address, path, ends) => {
    const references = of(address, path);
    expect(endsOf(references)).toEqual([...ends].sort());
    expect(references.traced).toBe(true);
  });

  test("an index that the plan drops picks the instance of the same key, where there is one", () => {
    expect(endsOf(of("aws_instance.counted[1]", "subnet_id"))).toEqual(["aws_subnet.public[0] (other)", "aws_subnet.public[1] (this)"]);
    // Keyed by CIDR, where the subnets are keyed by number.
    expect(endsOf(of('aws_instance.each["10.20.1.0/24"]', "subnet_id"))).toEqual(["aws_subnet.public[0]", "aws_subnet.public[1]"]);
    // `each.value` of `for_each = module.firewall`.
    expect(endsOf(of('aws_security_group_rule.ping["db"]', "security_group_id"))).toEqual([
      `${db}.aws_security_group.this.id (this)`,
      `${web}.aws_security_group.this.id (other)`,
    ]);
    // `var.subnets[count.index]` and `var.subnets[0]`, of which the caller gives all.
    for (const address of [`${web}.aws_instance.member[0]`, `${web}.module.audit.aws_instance.watch`]) {
      expect(endsOf(of(address, "subnet_id"))).toEqual(["aws_subnet.public[0] (this)", "aws_subnet.public[1] (other)"]);
    }
  });

  test("an argument that is not written refers to nothing", () => {
    expect(of("aws_instance.one", "private_ip")).toEqual({ ends: [], names: [], traced: true, blocks: 0 });
  });
});

describe("a trail that is lost", () => {
  test.each<[why: string, address: string, path: string, ends: readonly string[], nearby: readonly string[]]>([
    [
      "a local",
      "aws_instance.keyed",
      "vpc_security_group_ids",
      [],
      [
        "block: aws_security_group.open.id",
        "block: aws_security_group.shut.id",
        `output all: ${db}.aws_security_group.this.id, ${web}.aws_security_group.this.id`,
        `output deep: ${db}.aws_security_group.this.id, ${web}.aws_security_group.this.id`,
        `output id: ${db}.aws_security_group.this.id, ${web}.aws_security_group.this.id`,
      ],
    ],
    [
      "a local of another module",
      "aws_lb.through",
      "security_groups",
      [`${db}.aws_security_group.this.id`],
      [
        `block: ${web}.aws_security_group.this.id`,
        "taken in part input chosen: aws_security_group.shut.id",
        `output group: ${web}.aws_security_group.this.id`,
      ],
    ],
    ["a variable with a value of its own", "aws_instance.counted[0]", "vpc_security_group_ids", ["aws_security_group.open.id"], []],
  ])("%s", (_, address, path, ends, nearby) => {
    const references = of(address, path);
    expect(endsOf(references)).toEqual(ends);
    expect(references.traced).toBe(false);
    expect(bringing(resourceOf(plan, address), path, "aws_security_group")).toEqual(nearby);
  });

  test("a module as a whole, of which one output is meant, gives all of them as candidates", () => {
    const references = of("aws_lb.any", "security_groups");
    expect(endsOf(references)).toEqual(
      expect.arrayContaining([`${db}.aws_security_group.this.id`, `${web}.aws_security_group.this.id`, "aws_subnet.public[0]"]),
    );
    expect(references.traced).toBe(false);
    expect(bringing(resourceOf(plan, "aws_lb.any"), "security_groups", "aws_security_group")).toEqual(
      ["all", "deep", "id"].map((name) => `output ${name}: ${db}.aws_security_group.this.id, ${web}.aws_security_group.this.id`),
    );
  });
});

describe("names", () => {
  test.each([
    ["aws_instance.one", "subnet_id", ["aws_subnet.public[1].id"]],
    ["aws_instance.counted[0]", "subnet_id", ["aws_subnet.public"]],
    ["aws_instance.counted[0]", "vpc_security_group_ids", ["aws_security_group.open.id", "var.extra_group"]],
    ["aws_instance.keyed", "vpc_security_group_ids", ["local.groups"]],
    ["aws_lb.through", "security_groups", ['module.firewall["db"].all.id', 'module.firewall["web"].hidden']],
    [`${web}.aws_instance.member[0]`, "vpc_security_group_ids", ["aws_security_group.this.id", "var.chosen.group"]],
  ])("%s %s: as written, each once, sorted", (address, path, names) => {
    expect(of(address, path).names).toEqual(names);
  });

  test("each reference once for each time that it is written", () => {
    expect(asWritten(["aws_subnet.a[0].id", "aws_subnet.a[0]", "aws_subnet.a", "aws_subnet.a"])).toEqual([
      "aws_subnet.a[0].id",
      "aws_subnet.a",
    ]);
    expect(asWritten(["module.net.ids[0]", "module.net.ids", "module.net", "var.x.y", "var.x", "count.index"])).toEqual([
      "module.net.ids[0]",
      "var.x.y",
      "count.index",
    ]);
    expect(asWritten(["aws_subnet.a", "aws_subnet.ab.id", "aws_subnet.ab"])).toEqual(["aws_subnet.a", "aws_subnet.ab.id"]);
  });
});

test("every end is a resource of the plan, of the module instance that it is said of", () => {
  for (const resource of plan.resources) {
    for (const path of ["vpc_id", "subnet_id", "subnets", "vpc_security_group_ids", "security_groups", "security_group_id"]) {
      for (const end of resource.references(path).ends) {
        expect(plan.resources).toContain(end.resource);
        if (resource.module !== "" && end.resource.module !== "") {
          // Nothing in this program leads from one instance of the firewall to the other.
          expect(end.resource.module.split(".module.")[0]).toBe(resource.module.split(".module.")[0]);
        }
      }
    }
  }
});

/** One resource of each name, created, nothing known of it; and their blocks. */
function older(version: string, blocks: readonly { readonly name: string; readonly expressions: Json }[], extra: Json = {}): Json {
  const [type, mode] = ["aws_instance", "managed"];
  return {
    format_version: "0.1",
    terraform_version: version,
    resource_changes: blocks.map(({ name }) => ({
      address: `${type}.${name}`,
      mode,
      type,
      name,
      change: { actions: ["create"], before: null, after: {}, after_unknown: { subnet_id: true } },
    })),
    configuration: {
      root_module: { resources: blocks.map((block) => ({ address: `${type}.${block.name}`, mode, type, ...block })), ...(extra as object) },
    },
  };
}

describe("by hand, as older versions print it", () => {
  test("0.12: a reference has no attribute, and the whole resource is meant", () => {
    const made = handmade(
      older("0.12.31", [
        { name: "a", expressions: { subnet_id: { references: ["aws_instance.b"] } } },
        { name: "b", expressions: {} },
      ]),
    );
    expect(endsOf(resourceOf(made, "aws_instance.a").references("subnet_id"))).toEqual(["aws_instance.b"]);
  });

  test("0.13: a module without the name of its output is its only one, or one of several", () => {
    const module = (outputs: Json): Json => ({ module_calls: { net: { module: { outputs, resources: [] } } } });
    const reference = { name: "a", expressions: { subnet_id: { references: ["module.net"] } } };
    const output = { expression: { references: ["local.x"] } };
    const several = resourceOf(handmade(older("0.13.7", [reference], module({ one: output, two: output }))), "aws_instance.a");
    expect(several.references("subnet_id")).toEqual({ ends: [], names: ["module.net"], traced: false, blocks: 0 });
    const none = resourceOf(
      handmade(older("0.13.7", [reference], module({ one: { expression: { constant_value: null } } }))),
      "aws_instance.a",
    );
    expect(none.references("subnet_id").traced).toBe(true);
  });

  test("a data source that was read, in a plan without a state before, is lost", () => {
    const data = { type: "aws_subnet", name: "there", mode: "data", expressions: {} };
    const reference = { name: "a", expressions: { subnet_id: { references: ["data.aws_subnet.there"] } } };
    const plan = older("0.12.31", [reference]) as { configuration: { root_module: { resources: Json[] } } };
    plan.configuration.root_module.resources.push(data);
    const { ends, traced } = resourceOf(handmade(plan), "aws_instance.a").references("subnet_id");
    expect({ ends, traced }).toEqual({ ends: [], traced: false });
  });

  test.each<[string, Json, boolean]>([
    ["sizes", { blue: "t3.small", red: "t3.large" }, true],
    ["objects", { blue: { size: "t3.small", zone: 1 } }, true],
    ["numbers in a list", [1, 2], true],
    ["a list of texts, which may be names", ["blue", "red"], false],
    ["a subnet's id", { blue: "subnet-0a1b2c3d4e5f60718" }, false],
    ["a subnet's id in an object", { blue: { subnet: "subnet-0a1b2c3d4e5f60718" } }, false],
  ])("what a position is looked up in: %s", (_, value, traced) => {
    const blocks = [
      { name: "a", expressions: { subnet_id: { references: ["aws_instance.b", "each.key", "var.boxes"] } } },
      { name: "b", expressions: {} },
    ];
    const made = handmade({ ...(older("1.9.8", blocks) as object), variables: { boxes: { value } } });
    const references = resourceOf(made, "aws_instance.a").references("subnet_id");
    expect(references).toMatchObject({ traced, ...(traced ? { chosen: "by a condition" } : {}) });
    expect(endsOf(references)).toEqual(["aws_instance.b"]);
  });

  test("a resource that the program no longer has", () => {
    const plan = { ...(older("1.5.7", [{ name: "a", expressions: {} }]) as object), configuration: {} };
    const resource = resourceOf(handmade(plan), "aws_instance.a");
    expect(resource.references("subnet_id")).toEqual({ ends: [], names: [], traced: false, blocks: 0 });
    expect(resource.written("subnet_id")).toBe("cannot tell");
  });

  test("references that go round end", () => {
    const round = {
      module_calls: {
        net: {
          expressions: { x: { references: ["module.net.y"] } },
          module: { variables: { x: {} }, outputs: { y: { expression: { references: ["var.x"] } } } },
        },
      },
    };
    const made = handmade(older("1.5.7", [{ name: "a", expressions: { subnet_id: { references: ["module.net.y"] } } }], round));
    expect(resourceOf(made, "aws_instance.a").references("subnet_id").ends).toEqual([]);
  });

  test("variables passed down 500 modules are followed", () => {
    let module: Json = { variables: { x: {} }, outputs: { y: { expression: { references: ["var.x"] } } } };
    for (let depth = 0; depth < 500; depth += 1) {
      module = {
        variables: { x: {} },
        outputs: { y: { expression: { references: ["module.m.y", "module.m"] } } },
        module_calls: { m: { expressions: { x: { references: ["var.x"] } }, module } },
      };
    }
    const calls = { module_calls: { m: { expressions: { x: { references: ["aws_instance.b.id", "aws_instance.b"] } }, module } } };
    const blocks = [
      { name: "a", expressions: { subnet_id: { references: ["module.m.y", "module.m"] } } },
      { name: "b", expressions: {} },
    ];
    expect(endsOf(resourceOf(handmade(older("1.5.7", blocks, calls)), "aws_instance.a").references("subnet_id"))).toEqual([
      "aws_instance.b.id",
    ]);
  });
});

describe("a program in JSON, whose texts the plan repeats as constants", () => {
  const json = planOf("json-syntax");

  test.each<[address: string, path: string, ends: readonly string[]]>([
    ["aws_instance.web", "subnet_id", ["aws_subnet.public[1].id"]],
    ["aws_instance.web", "vpc_security_group_ids", ["aws_security_group.web.id"]],
    ["aws_security_group.web", "ingress[0].cidr_blocks", ["aws_eip.office.public_ip"]],
    ["aws_ecs_service.web", "network_configuration[0].security_groups", ["aws_security_group.web.id"]],
    ["aws_ecs_service.web", "network_configuration[0].subnets", ["aws_subnet.public[0]", "aws_subnet.public[1]"]],
  ])("%s %s", (address, path, ends) => {
    const references = resourceOf(json, address).references(path);
    expect(endsOf(references)).toEqual(ends);
    expect(references.traced).toBe(true);
    expect(resourceOf(json, address).written(path)).toBe("yes");
  });

  test("a null through a variable is left out here as well", () => {
    expect(resourceOf(json, "aws_instance.web").written("key_name")).toBe("no");
  });
});
