import { at, boolean, isOmitted, isSensitive, isUnknown, items, string, type Json } from "../../src/model/value";
import { handmade, planOf, resourceOf } from "./plans";

const addresses = (resources: readonly { readonly address: string }[] | null): readonly string[] =>
  (resources ?? []).map(({ address }) => address).sort();

describe("an update", () => {
  const plan = planOf("update");

  test("what will be there: created, changed, replaced, kept, moved, and data sources; not what is deleted or forgotten", () => {
    expect(addresses(plan.resources)).toEqual([
      "aws_db_instance.secret",
      "aws_security_group.changed",
      "aws_security_group.created",
      "aws_security_group.kept",
      "aws_security_group.moved_to",
      "aws_security_group.replaced",
      "data.aws_security_group.later",
      "data.aws_vpc.now",
    ]);
  });

  test("what was there: by its address of then", () => {
    expect(addresses(plan.before)).toEqual([
      "aws_security_group.changed",
      "aws_security_group.deleted",
      "aws_security_group.forgotten",
      "aws_security_group.kept",
      "aws_security_group.moved_from",
      "aws_security_group.replaced",
      "data.aws_vpc.now",
    ]);
  });

  test("before and after have their own values", () => {
    const cidrs = (resources: typeof plan.resources): unknown =>
      resources
        .filter(({ address }) => address === "aws_security_group.changed")
        .map(({ values }) => at(values, "ingress", 0, "cidr_blocks").raw);
    expect(cidrs(plan.resources)).toEqual([["0.0.0.0/0"]]);
    expect(cidrs(plan.before ?? [])).toEqual([["10.30.0.0/16"]]);
  });

  test("nothing of the state before is unknown, and it refers to nothing by the program of today", () => {
    for (const resource of plan.before ?? []) {
      expect(resource.values.unknown).toBeUndefined();
      expect(resource.references("vpc_id").ends).toEqual([]);
      expect(resource.written("ingress")).toBe("cannot tell");
    }
  });

  test("a data source is known as it was read, and unknown where it is read later", () => {
    const now = resourceOf(plan, "data.aws_vpc.now");
    expect(now).toMatchObject({ type: "aws_vpc", name: "now", mode: "data", module: "" });
    expect(boolean(at(now.values, "default"))).toEqual({ is: "known", value: true });
    expect(string(at(resourceOf(plan, "data.aws_security_group.later").values, "vpc_id"))).toEqual({ is: "unknown" });
  });

  test("a sensitive value is there to be reasoned with, and marked", () => {
    const { values } = resourceOf(plan, "aws_db_instance.secret");
    expect(isSensitive(at(values, "password"))).toBe(true);
    expect(string(at(values, "password"))).toEqual({ is: "known", value: "hunter2-of-a-fixture" });
    expect(isSensitive(at(values, "publicly_accessible"))).toBe(false);
  });

  test("what is forgotten is said", () => {
    expect(plan.notes).toEqual([
      {
        level: "warning",
        code: "forgotten",
        message: expect.stringContaining("aws_security_group.forgotten is forgotten") as string,
        resource: null,
      },
    ]);
  });

  test("what the reader leaves to the caller", () => {
    expect(plan).toMatchObject({ kind: "terraform-plan", path: "plans/update/plan.json", stack: null });
    expect(plan.resources.every(({ location }) => location === null)).toBe(true);
  });
});

describe("values", () => {
  const { values } = resourceOf(planOf("written"), "aws_security_group.blocks");
  const rule = items(at(values, "ingress")).known.find((block) => at(block, "to_port").raw === 8443);

  test("one unknown element hides its whole collection, literals and all", () => {
    expect(rule === undefined ? null : items(at(rule, "cidr_blocks"))).toEqual({ known: [], complete: false });
  });

  test("unknown, null, an empty list and absent are four things", () => {
    const { values: instance } = resourceOf(planOf("written"), "aws_instance.omitted");
    expect(isUnknown(at(instance, "subnet_id"))).toBe(true);
    expect(isOmitted(at(instance, "subnet_id"))).toBe(false);
    expect(at(instance, "user_data_base64").raw).toBeUndefined();
    expect(at(instance, "hibernation").raw).toBeNull();
    expect(rule === undefined ? null : at(rule, "security_groups").raw).toEqual([]);
    expect(isOmitted(at(instance, "no_such_argument"))).toBe(true);
  });

  test("a value knows its resource and its path", () => {
    expect(at(values, "ingress", 0, "cidr_blocks", 1)).toMatchObject({ path: "ingress[0].cidr_blocks[1]" });
    expect(at(values, "ingress").resource.address).toBe("aws_security_group.blocks");
  });
});

test("a plan of a part leaves the rest as it is in the state, and says that it is a part", () => {
  const plan = planOf("targeted");
  expect(addresses(plan.resources)).toEqual(["aws_security_group.aimed_at", "aws_security_group.left_alone"]);
  expect(at(resourceOf(plan, "aws_security_group.left_alone").values, "name").raw).toBe("left-alone");
  expect(addresses(plan.before)).toEqual(addresses(plan.resources));
  expect(plan.notes.map(({ code }) => code)).toEqual(["incomplete-plan"]);
});

test("every resource of a module is in its module instance", () => {
  for (const { address, module, name, type } of planOf("references").resources) {
    const rest = address.slice(module === "" ? 0 : module.length + 1);
    expect(rest).toMatch(new RegExp(`^(data\\.)?${type}\\.${name}(\\[.*\\])?$`));
    expect(module).toMatch(/^(module\.\w+(\["\w+"\])?(\.module\.\w+)*)?$/);
  }
});

const change = (address: string, members: Readonly<Record<string, Json>>, after: Json = {}): Json => ({
  address,
  mode: "managed",
  type: "aws_eip",
  name: "a",
  ...members,
  change: { actions: ["create"], before: null, after, after_unknown: {}, ...(members["change"] as object | undefined) },
});

describe("by hand", () => {
  test.each<[actions: readonly string[], after: Json, stays: boolean]>([
    [["create"], {}, true],
    [["read"], {}, true],
    [["update"], {}, true],
    [["no-op"], {}, true],
    [["delete", "create"], {}, true],
    [["create", "delete"], {}, true],
    [["create", "forget"], {}, true],
    [["forget", "create"], {}, true],
    [["delete"], null, false],
    [["forget"], null, false],
    [["action-of-the-future"], {}, true],
    [["action-of-the-future"], null, false],
  ])("%j of what is %j afterwards", (actions, after, stays) => {
    const plan = handmade({ resource_changes: [change("aws_eip.a", { change: { actions: [...actions], before: {}, after } })] });
    expect(addresses(plan.resources)).toEqual(stays ? ["aws_eip.a"] : []);
    expect(addresses(plan.before)).toEqual(["aws_eip.a"]);
  });

  test("deposed objects are on their way out", () => {
    const deposed = change("aws_eip.a", { deposed: "8f1a2b3c", change: { actions: ["delete"], before: { id: "old" }, after: null } });
    const kept = change("aws_eip.a", { change: { actions: ["no-op"], before: { id: "new" }, after: { id: "new" } } });
    const plan = handmade({ resource_changes: [deposed, kept] });
    expect(plan.resources.map(({ values }) => values.raw)).toEqual([{ id: "new" }]);
    expect(plan.before?.map(({ values }) => values.raw)).toEqual([{ id: "new" }]);
  });

  test("nothing was there before a first deployment; a file of planned values without changes is no whole plan", () => {
    expect(handmade({ resource_changes: [change("aws_eip.a", {})] }).before).toEqual([]);
    expect(handmade({ planned_values: { root_module: {} } }).before).toEqual([]);
    const planned = {
      root_module: { resources: [{ address: "aws_eip.a", mode: "managed", type: "aws_eip", name: "a", values: { tags: null } }] },
    };
    expect(() => handmade({ planned_values: planned })).toThrow(/resource_changes should be a list/);
    expect(handmade({ planned_values: planned, resource_changes: [] }).before).toEqual([]);
  });

  test("planned values alone: what the program gives and they lack is unknown, and that is said", () => {
    const resource = { address: "aws_eip.a", mode: "managed", type: "aws_eip", name: "a" };
    const plan = handmade({
      resource_changes: [],
      planned_values: { root_module: { resources: [{ ...resource, values: { tags: null } }] } },
      configuration: { root_module: { resources: [{ ...resource, expressions: { instance: { references: ["local.host"] }, tags: {} } }] } },
    });
    const { values } = resourceOf(plan, "aws_eip.a");
    expect(isUnknown(at(values, "instance"))).toBe(true);
    expect(isUnknown(at(values, "id"))).toBe(true);
    expect(isOmitted(at(values, "tags"))).toBe(true);
    expect(plan.notes.map(({ code }) => code)).toEqual(["planned-only"]);
  });

  test.each<[string, Readonly<Record<string, Json>>, Readonly<Record<string, Json>>, Readonly<Record<string, boolean>>]>([
    [
      "a block",
      { network_configuration: [{ subnets: { references: ["aws_subnet.a.id"] }, assign_public_ip: { constant_value: true } }] },
      { network_configuration: [{ assign_public_ip: true }] },
      { "network_configuration[0].subnets": true, "network_configuration[0].assign_public_ip": false },
    ],
    [
      "blocks of a dynamic one",
      { ingress: [{ cidr_blocks: { references: ["each.value"] }, from_port: { constant_value: 81 } }] },
      { ingress: [{ from_port: 81, cidr_blocks: ["10.0.0.0/8"] }, { from_port: 81 }] },
      { "ingress[0].cidr_blocks": false, "ingress[1].cidr_blocks": true, "ingress[1].from_port": false },
    ],
    ["a list", { groups: { references: ["local.groups"] } }, { groups: [null, "sg-1"] }, { "groups[0]": true, "groups[1]": false }],
    [
      "blocks written as an argument",
      { route: { references: ["local.routes"] } },
      { route: [{ cidr_block: "0.0.0.0/0" }] },
      { route: true },
    ],
    [
      "constants",
      { route: { constant_value: [{}] } },
      { route: [{ cidr_block: "0.0.0.0/0" }] },
      { route: false, "route[0].gateway_id": false },
    ],
  ])("planned values alone: what %s lacks", (_, expressions, values, unknown) => {
    const resource = { address: "aws_eip.a", mode: "managed", type: "aws_eip", name: "a" };
    const plan = handmade({
      resource_changes: [],
      planned_values: { root_module: { resources: [{ ...resource, values }] } },
      configuration: { root_module: { resources: [{ ...resource, expressions }] } },
    });
    const root = resourceOf(plan, "aws_eip.a").values;
    const steps = (path: string): (string | number)[] =>
      path
        .split(/[.[\]]+/)
        .filter(Boolean)
        .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    expect(Object.fromEntries(Object.keys(unknown).map((path) => [path, isUnknown(at(root, ...steps(path)))]))).toEqual(unknown);
  });

  test("0.12: addresses of a state are within their module", () => {
    const data = { address: "data.aws_subnet.a", mode: "data", type: "aws_subnet", name: "a", values: { id: "subnet-0a1b2c3d4e5f60718" } };
    const plan = handmade({
      planned_values: { root_module: {} },
      prior_state: { values: { root_module: { child_modules: [{ address: 'module.net["a"]', resources: [data] }] } } },
    });
    expect(plan.resources).toMatchObject([{ address: 'module.net["a"].data.aws_subnet.a', module: 'module.net["a"]', mode: "data" }]);
  });

  test("a module that only the address tells of", () => {
    const plan = handmade({ resource_changes: [change('module.net["a.b"].module.in[0].aws_eip.a["x.aws_eip.y"]', {})] });
    expect(plan.resources.map(({ module }) => module)).toEqual(['module.net["a.b"].module.in[0]']);
  });

  test("notes on the plan as a whole", () => {
    const codes = (json: Readonly<Record<string, Json>>): readonly string[] =>
      handmade({ planned_values: {}, format_version: "1.2", ...json }).notes.map(({ code }) => code);
    expect(codes({})).toEqual([]);
    expect(codes({ complete: true, errored: false })).toEqual([]);
    expect(codes({ complete: false })).toEqual(["incomplete-plan"]);
    expect(codes({ complete: false, errored: true })).toEqual(["errored-plan"]);
    expect(codes({ deferred_changes: [{ reason: "instance_count_unknown" }] })).toEqual(["deferred-changes"]);
    expect(codes({ format_version: "1.99" })).toEqual(["newer-minor-format"]);
    expect(codes({ format_version: "0.1" })).toEqual([]);
    expect(codes({ format_version: null })).toEqual([]);
  });

  test("what was planned before an error is read", () => {
    expect(addresses(handmade({ errored: true, resource_changes: [change("aws_eip.a", {})] }).resources)).toEqual(["aws_eip.a"]);
  });

  test("a resource that is unknown as a whole is unknown in every part", () => {
    const plan = handmade({ resource_changes: [change("aws_eip.a", { change: { after: null, after_unknown: true } })] });
    expect(isUnknown(at(resourceOf(plan, "aws_eip.a").values, "instance"))).toBe(true);
  });

  test("an ephemeral resource is none that is deployed", () => {
    expect(handmade({ resource_changes: [change("ephemeral.aws_eip.a", { mode: "ephemeral" })] }).resources).toEqual([]);
  });
});
