import { ASSUMPTIONS, type Assumption } from "../../src/model/assumption";
import { graphOf } from "../../src/model/graph";
import type { Joined, Wanted } from "../../src/model/join";
import { everySource } from "../../src/model/nearby";
import { at, type Json, type Value } from "../../src/model/value";
import { GROUP, SUBNET, TARGET_GROUP, TASK_DEFINITION } from "../../src/model/wanted";
import { handmade, planOf, resourceOf } from "../read/plans";

const plan = planOf("modules");

/** `network_configuration[0].subnets` */
const valueAt = (address: string, path: string): Value =>
  at(resourceOf(plan, address).values, ...[...path.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step)));

type Answer = readonly [sure: readonly string[], perhaps: readonly string[], nothingElse: boolean];

const told = ({ known, maybe, complete }: Joined): Answer => [
  known.map(({ address }) => address).sort(),
  maybe.map(({ address }) => address).sort(),
  complete,
];

const asked = (by: "one" | "many", wanted: Wanted, address: string, path: string, off?: Assumption): Joined =>
  graphOf(plan, new Set(ASSUMPTIONS.filter((name) => name !== off)))[by](valueAt(address, path), wanted);

const many = (wanted: Wanted, address: string, path: string): Answer => told(asked("many", wanted, address, path));
const one = (wanted: Wanted, address: string, path: string): Answer => told(asked("one", wanted, address, path));

const service = (module: string): string => `module.${module}.aws_ecs_service.this`;
const own = (module: string): string => `module.${module}.aws_security_group.this[0]`;
const GROUPS = "network_configuration[0].security_groups";
const ROOT = "aws_security_group.root";
const NEAR = ["aws_subnet.near[0]", "aws_subnet.near[1]"];
const FIRST = "module.pair[0].aws_security_group.first";

describe("what a dynamic block of a module holds", () => {
  test("are its own group, the subnets that it is given, and its own task definition", () => {
    expect(many(GROUP, service("own"), GROUPS)).toEqual([[own("own")], [], true]);
    expect(many(SUBNET, service("own"), "network_configuration[0].subnets")).toEqual([NEAR, [], true]);
    expect(one(TASK_DEFINITION, service("own"), "task_definition")).toEqual([["module.own.aws_ecs_task_definition.this[0]"], [], true]);
  });

  test("rests on the assumption that says so", () => {
    const joined = asked("many", SUBNET, service("own"), "network_configuration[0].subnets");
    expect(joined.assumes.map(({ name }) => name)).toEqual(["lone-candidate", "as-referenced"]);
    for (const off of ["lone-candidate", "as-referenced"] as const) {
      expect(told(asked("many", SUBNET, service("own"), "network_configuration[0].subnets", off))).toEqual([[], NEAR, false]);
    }
  });

  test("may be a group that it is given instead, or beside its own", () => {
    expect(many(GROUP, service("beside"), GROUPS)).toEqual([[], [ROOT, own("beside")].sort(), true]);
    expect(asked("many", GROUP, service("beside"), GROUPS).unknowns).toMatchObject([{ attribute: GROUPS }]);
  });

  test("may be anything where it is given a local, as far as its module's own things go", () => {
    const [sure, perhaps] = many(GROUP, service("beside_lost"), GROUPS);
    expect(sure).toEqual([]);
    expect(perhaps).toEqual(expect.arrayContaining([ROOT, own("beside_lost")]));
  });

  test("may be a group of another stack, of which the id is given", () => {
    expect(many(GROUP, service("beside_id"), GROUPS)).toEqual([[], [own("beside_id")], false]);
  });

  test("is no group that the module takes for its rules", () => {
    expect(many(GROUP, service("called"), GROUPS)).toEqual([[own("called")], [], true]);
  });

  test("is the target group in an object that it is given", () => {
    expect(one(TARGET_GROUP, service("called"), "load_balancer[0].target_group_arn")).toEqual([
      ['aws_lb_target_group.all["red"]'],
      [],
      true,
    ]);
  });
});

describe("an output that the plan does not name", () => {
  test("is of the one group that the module brings", () => {
    expect(many(GROUP, "aws_instance.unnamed", "vpc_security_group_ids")).toEqual([["module.group[0].aws_security_group.this"], [], true]);
  });

  test("is one of two that it brings", () => {
    expect(many(GROUP, "aws_instance.unnamed_pair", "vpc_security_group_ids")).toEqual([
      [],
      [FIRST, "module.pair[0].aws_security_group.second"],
      true,
    ]);
  });
});

test("a condition gives a value nothing: a text that is no id, a local that is called like one", () => {
  expect(many(GROUP, "aws_instance.by_text", "vpc_security_group_ids")).toEqual([[ROOT], [], true]);
  expect(many(GROUP, "aws_instance.by_local", "vpc_security_group_ids")).toEqual([[ROOT], [], true]);
});

describe("parts of what a module is given", () => {
  const worker = 'module.machines.aws_instance.this["worker"]';

  test("of each machine its own, and not those of all: which they are, the plan does not tell", () => {
    expect(many(GROUP, worker, "vpc_security_group_ids")).toEqual([[], [ROOT, FIRST], true]);
  });

  test("of an object one member", () => {
    expect(one(SUBNET, worker, "subnet_id")).toEqual([[], NEAR, true]);
  });

  test("of a whole resource the instance with that key", () => {
    expect(one(TARGET_GROUP, "module.machines.aws_lb_target_group_attachment.red", "target_group_arn")).toEqual([
      ['aws_lb_target_group.all["red"]'],
      [],
      true,
    ]);
  });

  test("what none of them says was left out, for no function gives a flag late", () => {
    const group = resourceOf(plan, 'module.machines.aws_lb_target_group.own["web"]');
    expect(group.written("preserve_client_ip")).toBe("no or late");
  });
});

const refs = (...references: readonly string[]): Json => ({ references });
const block = (type: string, name: string, expressions: Json): Json => ({ type, name, mode: "managed", expressions });
const made = (module: string, type: string, name: string): Json => ({
  address: `${module === "" ? "" : `${module}.`}${type}.${name}`,
  module_address: module,
  type,
  name,
  mode: "managed",
  change: { actions: ["create"], before: null, after: {}, after_unknown: { id: true, vpc_security_group_ids: true } },
});

describe("what else a module is given", () => {
  const MODULE = "module.ship";
  const SHARED = "aws_security_group.shared";

  /** An instance with groups of a local, beside a group of its module's own. */
  type Given = readonly [inputs: Readonly<Record<string, Json>>, ...uses: readonly (readonly [type: string, expressions: Json])[]];

  function groupsOf([inputs, ...uses]: Given, assumptions: readonly Assumption[] = ASSUMPTIONS): Joined {
    const blocks = [
      block("aws_instance", "hull", { vpc_security_group_ids: refs("local.groups") }),
      block("aws_security_group", "own", {}),
      ...uses.map(([type, expressions], index) => block(type, `use${String(index)}`, expressions)),
    ];
    const module = { variables: Object.fromEntries(Object.keys(inputs).map((name) => [name, {}])), resources: blocks };
    const { resources } = handmade({
      format_version: "1.2",
      terraform_version: "1.9.8",
      resource_changes: [
        made("", "aws_security_group", "shared"),
        made(MODULE, "aws_instance", "hull"),
        made(MODULE, "aws_security_group", "own"),
      ],
      configuration: {
        root_module: {
          resources: [block("aws_security_group", "shared", {})],
          module_calls: { ship: { expressions: inputs, module } },
        },
      },
    });
    const graph = graphOf({ ...plan, resources }, new Set(assumptions));
    const hull = resourceOf({ ...plan, resources }, `${MODULE}.aws_instance.hull`);
    return graph.many(at(hull.values, "vpc_security_group_ids"), GROUP);
  }

  const OWN: Answer = [[`${MODULE}.aws_security_group.own`], [], true];
  const PERHAPS: Answer = [[`${MODULE}.aws_security_group.own`], [SHARED], true];
  const group = refs(`${SHARED}.id`, SHARED);
  const everything = refs("local.everything");

  test.each<[string, Given, Answer]>([
    ["settings that nobody follows", [{ settings: everything }], PERHAPS],
    ["settings of which a member goes elsewhere", [{ settings: everything }, ["aws_lb", { name: refs("var.settings.name") }]], PERHAPS],
    ["settings that go elsewhere one by one", [{ all: everything }, ["aws_lb", { subnets: refs("var.all[0]") }]], OWN],
    ["what is called a name", [{ ship_name: everything }], OWN],
    ["what holds a name", [{ cargo: refs("local.container_name") }], OWN],
    ["what is called subnets", [{ subnet_ids: everything }], OWN],
    ["what goes elsewhere", [{ crew: everything }, ["aws_lb", { name: refs("var.crew") }]], OWN],
    ["a group that a balancer carries", [{ shared: group }, ["aws_lb", { security_groups: refs("var.shared") }]], PERHAPS],
    ["a group that a rule names", [{ shared: group }, ["aws_security_group_rule", { source_security_group_id: refs("var.shared") }]], OWN],
  ])("%s", (_, given, answer) => {
    expect(told(groupsOf(given))).toEqual(answer);
  });

  const without = ASSUMPTIONS.filter((name) => name !== "lone-candidate");
  test.each<[string, Given]>([
    ["of an input", [{ ship_name: everything }]],
    ["of a local", [{ cargo: refs("local.container_name") }]],
    ["that others have", [{ subnet_ids: everything }]],
  ])("a name %s keeps nothing out but by an assumption", (_, given) => {
    expect(groupsOf(given).assumes.map(({ name }) => name)).toContain("lone-candidate");
    expect(told(groupsOf(given, without))).toEqual([[], [SHARED, `${MODULE}.aws_security_group.own`], false]);
  });

  test("what is seen to go elsewhere needs no assumption", () => {
    const crew: Given = [{ crew: everything }, ["aws_lb", { name: refs("var.crew") }]];
    expect(told(groupsOf(crew, without))).toEqual([[], [`${MODULE}.aws_security_group.own`], false]);
  });
});

test("what brings things through modules that nest is looked at once for each of them", () => {
  const inputs = Array.from({ length: 15 }, (_, index) => `cargo${String(index)}`);
  const names = ["fleet", "ship", "deck", "hold", "crate"];
  const hull = block("aws_instance", "hull", { vpc_security_group_ids: refs("local.groups") });
  const variables = Object.fromEntries(inputs.map((name) => [name, {}]));
  const expressions = Object.fromEntries(inputs.map((name) => [name, refs(`local.${name}`)]));
  const program = names.reduceRight<Readonly<Record<string, Json>>>(
    (module, name) => ({ variables, module_calls: { [name]: { expressions, module } } }),
    { variables, resources: [hull] },
  );
  const within = names.map((name) => `module.${name}`).join(".");
  const nested = handmade({
    format_version: "1.2",
    terraform_version: "1.9.8",
    resource_changes: [made("", "aws_security_group", "shared"), made(within, "aws_instance", "hull")],
    configuration: { root_module: { ...program, resources: [block("aws_security_group", "shared", {})] } },
  });
  const resource = resourceOf(nested, `${within}.aws_instance.hull`);
  const sources = resource.nearby?.("vpc_security_group_ids").sources ?? [];
  expect(everySource(sources, () => true)).toHaveLength(names.length * inputs.length + ["hull", "shared"].length);
  const joined = graphOf(nested, new Set(ASSUMPTIONS)).many(at(resource.values, "vpc_security_group_ids"), GROUP);
  expect(told(joined)).toEqual([[], ["aws_security_group.shared"], false]);
});
