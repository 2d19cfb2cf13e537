import { ASSUMPTIONS } from "../../src/model/assumption";
import type { Config } from "../../src/model/config";
import type { Rule } from "../../src/model/report";
import { found, inShort } from "../plans/findings";
import { ref, unknown, type Block, type Program } from "../plans/plan";
import { machine, VPC, withRules } from "../plans/vpc";

const tcp = (port: number, cidr = "0.0.0.0/0"): Block => ({ protocol: "tcp", from_port: port, to_port: port, cidr_blocks: [cidr] });
const runs = (script: string, ...rules: readonly Block[]): Program => ({
  ...withRules(...rules),
  "aws_instance.web": machine({ user_data: `#!/bin/bash\n${script}\n`, private_ip: "10.44.7.9", ipv6_address_count: 0 }),
});
const task = (container: Readonly<Record<string, unknown>>, ...rules: readonly Block[]): Program => ({
  ...VPC,
  "aws_security_group.web": { ingress: rules },
  "aws_ecs_task_definition.t": {
    family: "t",
    network_mode: "awsvpc",
    container_definitions: JSON.stringify([{ name: "app", image: "registry.example.com/app:2", ...container }]),
  },
  "aws_ecs_service.s": {
    task_definition: ref("aws_ecs_task_definition.t.arn"),
    network_configuration: [
      { subnets: [ref("aws_subnet.a.id")], security_groups: [ref("aws_security_group.web.id")], assign_public_ip: true },
    ],
  },
});
const elsewhere = (rule: Block, own: Block = {}): Program => ({
  ...runs("true", rule),
  "aws_instance.web": machine({ user_data: "#!/bin/bash\ntrue\n", subnet_id: "subnet-0123456789abcdef0", ...own }),
});
const REDIRECT = "iptables -t nat -A PREROUTING -p tcp --dport 8090 -j REDIRECT --to";
const by = (rule: Rule) => (program: Program) => found(program, rule).map(inShort);

describe("world-open-idle: the world comes to ports where nothing listens", () => {
  const idle = by("world-open-idle");
  test.each<[string, Program, readonly string[]]>([
    ["nothing at all", runs("true", tcp(8090)), ["warn definite medium tcp 8090"]],
    [
      "but for what listens",
      runs("python3 -m http.server 8091 &", { ...tcp(8090), to_port: 8092 }),
      ["warn definite medium tcp 8090,8092"],
    ],
    ["a listener there, on loopback even", runs("python3 -m http.server 8090 --bind 127.0.0.1 &", tcp(8090)), []],
    ["some clients only", runs("true", tcp(8090, "198.51.100.0/24")), []],
    [
      "of an image that nobody has shown",
      { ...runs("true", tcp(8090)), "data.aws_ami.stock": { id: "ami-0c0ffee5700000001", owners: ["self"] } },
      [],
    ],
    ["of a script that nobody can read", { ...withRules(tcp(8090)), "aws_instance.web": machine({ user_data: unknown }) }, []],
    ["a port that a container publishes", runs("docker run -d -p 8090:80 nginx:1.27", tcp(8090)), []],
    ["a port that the host leads to a listener", runs(`python3 -m http.server 8091 &\n${REDIRECT} 8091`, tcp(8090)), []],
    [
      "a port that the host leads to another host",
      runs(`${REDIRECT.replace("REDIRECT --to", "DNAT --to 10.44.7.10:")}8091`, tcp(8090)),
      [],
    ],
    [
      "a port that the host leads to where nothing listens",
      runs(`python3 -m http.server 8091 &\n${REDIRECT} 8092`, tcp(8090)),
      ["warn definite medium tcp 8090"],
    ],
    [
      "a port that the host accepts",
      runs("iptables -t nat -A PREROUTING -j ACCEPT\npython3 -m http.server 8091 &", tcp(8090)),
      ["warn definite medium tcp 8090"],
    ],
    [
      "a port that a task maps, and whose process listens elsewhere",
      task({ command: ["uvicorn", "--host", "0.0.0.0", "--port", "9097", "shop:app"], portMappings: [{ containerPort: 8090 }] }, tcp(8090)),
      ["warn definite medium tcp 8090"],
    ],
    [
      "a port that a task maps to its process",
      task(
        { command: ["uvicorn", "--host", "127.0.0.1", "--port", "8090", "shop:app"], portMappings: [{ containerPort: 8090 }] },
        tcp(8090),
      ),
      [],
    ],
    [
      "a port that a task maps to what nobody has shown",
      task({ command: ["node", "server.js"], portMappings: [{ containerPort: 8090 }] }, tcp(8090)),
      [],
    ],
    ["in a subnet of another stack", elsewhere(tcp(8090)), ["warn possible medium tcp 8090"]],
    ["in a subnet of another stack, some clients only", elsewhere(tcp(8090, "198.51.100.0/24")), []],
    [
      "by a group of another stack, which may let in anything",
      elsewhere(tcp(8090), { vpc_security_group_ids: ["sg-0123456789abcdef0"] }),
      [],
    ],
  ])("%s", (_, program, expected) => {
    expect(idle(program)).toEqual(expected);
  });
  test.each<[Config, readonly string[]]>([
    [{ onUnknown: "block" }, ["warn"]],
    [{ onUnknown: "pass" }, ["pass"]],
    [{ rules: { "world-open-idle": "pass" } }, ["pass"]],
    [{ rules: { "world-open-idle": "block" }, onUnknown: "block" }, ["block"]],
  ])("where it is only possible it does no more than where it is definite: %j", (config, decisions) => {
    expect(found(elsewhere(tcp(8090)), "world-open-idle", { config }).map(({ decision }) => decision)).toEqual(decisions);
  });
  test("rests on an assumption", () => {
    const assumptions = new Set(ASSUMPTIONS.filter((name) => name !== "no-other-sockets"));
    expect(found(runs("true", tcp(8090)), "world-open-idle", { assumptions })).toEqual([]);
    expect(found(runs("true", tcp(8090)), "world-open-idle")[0]?.assumes.map(({ name }) => name)).toContain("no-other-sockets");
  });
});

describe("deaf-listener: a port leads to a process that answers loopback alone", () => {
  const deaf = by("deaf-listener");
  const mapped = { portMappings: [{ containerPort: 8092 }] };
  const gunicorn = (address: string) => ({ command: ["gunicorn", "-b", `${address}:8092`, "app:app"] });
  test.each<[string, Program, readonly string[]]>([
    ["mapped", task({ ...mapped, ...gunicorn("127.0.0.1") }), ["warn definite medium tcp 8092"]],
    ["mapped, and answering everybody", task({ ...mapped, ...gunicorn("0.0.0.0") }), []],
    ["mapped, on another port", task({ portMappings: [{ containerPort: 8093 }], ...gunicorn("127.0.0.1") }), []],
    ["not mapped", task(gunicorn("127.0.0.1")), []],
    [
      "published",
      runs("docker run -d -p 8094:9000 python:3.12 python3 -m http.server 9000 --bind 127.0.0.1"),
      ["warn definite medium tcp 9000"],
    ],
    ["published, and answering", runs("docker run -d -p 8094:9000 python:3.12 python3 -m http.server 9000"), []],
  ])("%s", (_, program, expected) => {
    expect(deaf(program)).toEqual(expected);
  });
  test("a second process that answers there is enough", () => {
    const both = task({ ...mapped, command: ["sh", "-c", "gunicorn -b 127.0.0.1:8092 a:a & gunicorn -b 10.44.7.9:8092 b:b"] });
    expect(deaf(both)).toEqual([]);
  });
});

describe("bind-is-not-a-filter: the layers are mixed up", () => {
  const mixed = by("bind-is-not-a-filter");
  test.each<[string, Program, number]>([
    ["a network in docker's publish", runs("docker run -d -p 198.51.100.0/24:8095:80 nginx:1.27"), 1],
    ["a client's address in docker's publish", runs("docker run -d -p 203.0.113.5:8095:80 nginx:1.27"), 1],
    ["the host's own", runs("docker run -d -p 10.44.7.9:8095:80 nginx:1.27"), 0],
    ["loopback", runs("docker run -d -p 127.0.0.1:8095:80 nginx:1.27"), 0],
    ["0.0.0.0/32 in a group", withRules(tcp(22, "0.0.0.0/32")), 1],
    ["::/128 in a group", withRules({ ...tcp(22), cidr_blocks: [], ipv6_cidr_blocks: ["::/128"] }), 1],
    ["0.0.0.0/0 in a group", withRules(tcp(22)), 0],
    [
      "0.0.0.0/32 in an ACL",
      {
        ...withRules(),
        "aws_network_acl.a": {
          ingress: [{ rule_no: 1, action: "allow", protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/32" }],
        },
      },
      1,
    ],
    [
      "in a rule of its own",
      {
        ...withRules(),
        "aws_vpc_security_group_ingress_rule.r": {
          security_group_id: ref("aws_security_group.web.id"),
          ip_protocol: "-1",
          cidr_ipv4: "0.0.0.0/32",
        },
      },
      1,
    ],
  ])("%s", (_, program, count) => {
    const findings = mixed(program);
    expect(findings).toHaveLength(count);
    for (const finding of findings) expect(finding).toMatch(/^warn definite/);
  });
  test("mistakes in two places are two findings", () => {
    const twice = found(withRules(tcp(22, "0.0.0.0/32"), tcp(23, "0.0.0.0/32")), "bind-is-not-a-filter");
    expect(new Set(twice.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});

describe("will-not-start: the bind provably fails", () => {
  const fails = by("will-not-start");
  test.each<[string, Program, number]>([
    ["a literal $PORT in exec form", task({ command: ["gunicorn", "-b", "0.0.0.0:$PORT", "app:app"] }), 1],
    [
      "a shell that knows it",
      task({ command: ["sh", "-c", "gunicorn -b 0.0.0.0:$PORT app:app"], environment: [{ name: "PORT", value: "8096" }] }),
      0,
    ],
    ["an Elastic IP, which is on no host", runs("redis-server --port 6401 --bind 54.86.7.9 &"), 1],
    ["the private address", runs("redis-server --port 6401 --bind 10.44.7.9 &"), 0],
  ])("%s", (_, program, count) => {
    const findings = fails(program);
    expect(findings).toHaveLength(count);
    for (const finding of findings) expect(finding).toMatch(/^warn definite/);
  });
  test("what does not start is not open", () => {
    expect(found(task({ command: ["gunicorn", "-b", "0.0.0.0:$PORT", "app:app"] }, tcp(8000)), "world-open-listener")).toEqual([]);
  });
});
