import { read } from "../../src/read";
import { typeOf } from "../../src/read/pulumi/names";
import { graphOf } from "../../src/model/graph";
import { launcher } from "../../src/launch";
import type { Place } from "../../src/model/place";
import type { Json } from "../../src/model/value";
import { placesOf as workloadsOf } from "../../src/workloads";
import { ALL } from "../plans/ask";
import { planJson, ref, unknown, type Block, type Program } from "../plans/plan";
import { placeOf } from "../plans/sockets";
import { machine, open, withRules } from "../plans/vpc";

const REMOTE: Block = { type: "remote-exec", inline: ["sudo systemctl restart redis"] };
const local = (command: Block[string]): Block => ({ type: "local-exec", command });
const PLAYBOOK = local("ansible-playbook --inventory hosts.yml site.yml");

const two: Program = { ...withRules(open(6390)), "aws_instance.other": machine() };
const with_ = (more: Program): Program => ({ ...two, ...more });
const own = (provisioner: Block): Program => with_({ "aws_instance.web": machine({ provisioners: [provisioner] }) });
const beside = (...provisioners: readonly Block[]): Program => with_({ "null_resource.set_up": { provisioners } });
const triggered = (by: Block[string], provisioner: Block): Program =>
  with_({ "null_resource.set_up": { triggers: by, provisioners: [provisioner] } });

/** By what each machine may answer besides. */
const open_ = (place: Place): readonly string[] =>
  place.socketsComplete ? [] : place.doubts.unknowns.map(({ resource, attribute }) => `${resource.address} ${attribute}`);
const reached = (program: Program): readonly (readonly string[])[] =>
  ["aws_instance.web", "aws_instance.other"].map((address) => open_(placeOf(program, address)));

const OWN = ["aws_instance.web provisioner[0]"];
const SET_UP = ["null_resource.set_up provisioner[0]"];

test.each<[string, Program, readonly string[], readonly string[]]>([
  ["none", two, [], []],
  ["on itself", own(REMOTE), OWN, []],
  ["a file on itself", own({ type: "file", source: "redis.conf", destination: "/etc/redis/redis.conf" }), OWN, []],
  ["a command beside Terraform", own(PLAYBOOK), OWN, []],
  ["a command with its address", own(local(ref("self.public_ip"))), OWN, []],
  ["one that prints", own(local("echo web >> hosts.txt")), [], []],
  ["one that prints for another", own(local("echo restart | ssh web")), OWN, []],
  ["one that prints what another says", own(local("echo $(ssh web restart)")), OWN, []],
  ["one that prints, and another", own(local("echo web\nssh web restart")), OWN, []],
  ["one that waits", own(local("sleep 45")), [], []],
  ["from beside, where nothing tells which machine", beside(REMOTE), SET_UP, SET_UP],
  ["from beside, by a reference", triggered(ref("aws_instance.other.id"), REMOTE), [], SET_UP],
  ["a command of no machine", beside(PLAYBOOK), [], []],
  ["a command with the address of one", triggered("x", local(ref("aws_instance.web.public_ip"))), SET_UP, []],
  [
    "a container by a provider of its own",
    with_({ "docker_container.set_up": { image: "redis:7", ports: [{ internal: 6390, external: 6390 }] } }),
    ["docker_container.set_up image"],
    ["docker_container.set_up image"],
  ],
  [
    "a service of a swarm",
    with_({ "docker_service.set_up": { name: "cache", task_spec: [{ container_spec: [{ image: "redis:7" }] }] } }),
    ["docker_service.set_up task_spec"],
    ["docker_service.set_up task_spec"],
  ],
  ["an image alone", with_({ "docker_image.set_up": { name: "redis:7" } }), [], []],
  ["two", beside(local("true"), REMOTE), ["null_resource.set_up provisioner[1]"], ["null_resource.set_up provisioner[1]"]],
])("%s", (_, program, web, other) => {
  expect(reached(program)).toEqual([web, other]);
});

describe("a command beside Terraform", () => {
  const told = (command: Block[string], more: Program = {}, late: readonly string[] = []): readonly (readonly string[])[] =>
    reached({
      ...with_(more),
      "null_resource.set_up": { provisioners: [local(command)], ...(late.length > 0 ? { depends_on: late } : {}) },
    });
  const EIP = { "aws_eip.door": {} };
  const OF_WEB = ref("aws_instance.web.id");

  test.each<[string, Block[string], Program, readonly string[], readonly string[]]>([
    ["with what a local gives", ref("local.ips"), {}, SET_UP, SET_UP],
    ["with a variable that is not known", ref("var.host"), {}, SET_UP, SET_UP],
    ["with a variable that is known", ref("var.host"), { "var.host": { value: "build.example" } }, [], []],
    ["with an address of one", ref("aws_eip.door.public_ip"), { "aws_eip.door": { instance: OF_WEB } }, SET_UP, []],
    [
      "with an address that is given to one",
      ref("aws_eip.door.public_ip"),
      { ...EIP, "aws_eip_association.door": { instance_id: OF_WEB, allocation_id: ref("aws_eip.door.id") } },
      SET_UP,
      [],
    ],
    [
      "with an address of a gateway",
      ref("aws_eip.door.public_ip"),
      { ...EIP, "aws_nat_gateway.out": { allocation_id: ref("aws_eip.door.id") } },
      [],
      [],
    ],
    [
      "with an interface that is attached",
      ref("aws_network_interface.leg.private_ip"),
      {
        "aws_network_interface.leg": {},
        "aws_network_interface_attachment.leg": {
          instance_id: ref("aws_instance.other.id"),
          network_interface_id: ref("aws_network_interface.leg.id"),
        },
      },
      [],
      SET_UP,
    ],
    [
      "with a name",
      ref("aws_route53_record.web.fqdn"),
      { "aws_eip.door": { instance: OF_WEB }, "aws_route53_record.web": { records: [ref("aws_eip.door.public_ip")] } },
      SET_UP,
      [],
    ],
    ["with a file", ref("local_file.hosts.filename"), { "local_file.hosts": { content: ref("aws_instance.web.public_ip") } }, SET_UP, []],
    ["with what is looked up", ref("data.aws_instances.all.public_ips"), { "data.aws_instances.all": {} }, SET_UP, SET_UP],
    ["with a registry", ref("aws_ecr_repository.api.repository_url"), { "aws_ecr_repository.api": { name: ref("local.name") } }, [], []],
  ])("%s", (_, command, more, web, other) => {
    expect(told(command, more)).toEqual([web, other]);
  });

  test("that waits for one", () => {
    expect(told("ansible-playbook -i aws_ec2.yml site.yml", {}, ["aws_instance.other"])).toEqual([[], SET_UP]);
  });

  test("in a module that brings none", () => {
    const { configuration, ...plan } = JSON.parse(planJson(two)) as { configuration: { root_module: object }; resource_changes: object[] };
    const packed = { address: "module.pack.null_resource.archive", module_address: "module.pack", type: "null_resource", name: "archive" };
    const provisioners = [{ type: "local-exec", expressions: { interpreter: { references: ["local.python"] } } }];
    const block = { mode: "managed", type: "null_resource", name: "archive", provisioners };
    const json = {
      ...plan,
      resource_changes: [
        ...plan.resource_changes,
        { ...packed, mode: "managed", change: { actions: ["create"], before: null, after: {}, after_unknown: { id: true } } },
      ],
      configuration: { root_module: { ...configuration.root_module, module_calls: { pack: { module: { resources: [block] } } } } },
    };
    const places = read("plan.json", Buffer.from(JSON.stringify(json))).flatMap((each) => workloadsOf(graphOf(each, ALL), launcher));
    expect(places.map(open_)).toEqual([[], []]);
  });
});

test("Pulumi's containers are of the same type", () => {
  expect(typeOf("docker:index/container:Container")).toBe("docker_container");
});

describe("in Pulumi", () => {
  const run = (type: string, body: Block): readonly (readonly string[])[] =>
    reached(with_({ [`${typeOf(type)}.set_up`]: body })).map((list) => list.map((one) => one.split(".set_up ")[1] ?? ""));
  const HOST = { connection: { host: ref("aws_instance.web.public_ip"), user: "ubuntu" } };

  test.each<[string, string, Block, readonly string[], readonly string[]]>([
    ["by its connection", "command:remote:Command", { ...HOST, create: "sudo systemctl restart redis" }, ["create"], []],
    [
      "by a connection of which nothing is known",
      "command:remote:Command",
      { connection: unknown, create: "make" },
      ["create"],
      ["create"],
    ],
    ["at the end alone", "command:remote:Command", { ...HOST, delete: "sudo systemctl stop redis" }, [], []],
    ["a file", "command:remote:CopyToRemote", { ...HOST, source: unknown }, ["source"], []],
    ["a file, as it was", "command:remote:CopyFile", { ...HOST, local_path: "redis.conf" }, ["local_path"], []],
    ["beside Pulumi, with an address", "command:local:Command", { create: ref("aws_instance.web.public_ip") }, ["create"], []],
    ["beside Pulumi, without one", "command:local:Command", { create: "make" }, [], []],
    ["beside Pulumi, printing", "command:local:Command", { create: "echo made", triggers: [ref("aws_instance.web.id")] }, [], []],
  ])("%s", (_, type, body, web, other) => {
    expect(run(type, body)).toEqual([web, other]);
  });
});

describe("in CDKTF", () => {
  const BOX = { ami: "ami-0123456789abcdef0", instance_type: "t3.nano" };
  const placesOf = (resource: Readonly<Record<string, Json>>): readonly Place[] => {
    const stack = { "//": { metadata: { stackName: "shop", backend: "local", version: "0.21.0" } }, resource };
    return read("cdk.tf.json", Buffer.from(JSON.stringify(stack))).flatMap((plan) => workloadsOf(graphOf(plan, ALL), launcher));
  };
  const set_up = (body: Readonly<Record<string, Json>>): readonly (readonly string[])[] =>
    placesOf({
      aws_instance: { web: BOX, other: BOX },
      null_resource: { set_up: { connection: { host: "${aws_instance.web.public_ip}" }, provisioner: [{ "remote-exec": body }] } },
    }).map((place) => open_(place).filter((one) => one.startsWith("null_resource")));

  test("the connection tells which machine", () => {
    expect(set_up({ inline: ["sudo systemctl restart redis"] })).toEqual([SET_UP, []]);
  });

  test("by label, one or a list of each", () => {
    const by = (provisioner: Json): readonly (readonly string[])[] =>
      placesOf({ aws_instance: { web: { ...BOX, provisioner } } }).map((place) => open_(place).filter((one) => !one.endsWith(" ami")));
    const labelled = (...commands: readonly string[]): Json => ({ "local-exec": commands.map((command) => ({ command })) });
    expect(by(labelled("echo made >> hosts.txt", "sleep 9"))).toEqual([[]]);
    expect(by(labelled("echo made >> hosts.txt", "ansible-playbook site.yml"))).toEqual([["aws_instance.web provisioner"]]);
    expect(by({ "local-exec": { command: "true" }, "remote-exec": { script: "set-up.sh" } })).toEqual([["aws_instance.web provisioner"]]);
  });

  test("a command beside Terraform waits for a machine", () => {
    const provisioner = [{ "local-exec": { command: "ansible-playbook -i aws_ec2.yml site.yml" } }];
    const waiting = (...depends_on: readonly string[]): readonly (readonly string[])[] =>
      placesOf({ aws_instance: { web: BOX, other: BOX }, null_resource: { set_up: { depends_on, provisioner } } }).map((place) =>
        open_(place).filter((one) => one.startsWith("null_resource")),
      );
    expect(waiting("aws_instance.other")).toEqual([[], SET_UP]);
    expect(waiting()).toEqual([[], []]);
  });

  test("what runs when it ends opens nothing", () => {
    expect(set_up({ when: "destroy", inline: ["sudo systemctl stop redis"] })).toEqual([[], []]);
  });
});
