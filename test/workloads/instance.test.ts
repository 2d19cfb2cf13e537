import { gzipSync } from "node:zlib";

import { allBut, answering, arriving, whether, type Answer } from "../plans/ask";
import { ref, unknown, type Block, type Program } from "../plans/plan";
import { placeOf, placesOf, sockets } from "../plans/sockets";
import { STOCK, VPC, machine, open, withRules } from "../plans/vpc";

const WEB = "aws_instance.web";
const script = (text: string): string => `#!/bin/bash\n${text}\n`;
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const base = withRules(open(22));
const with_ = (own: Block, more: Program = {}): Program => ({ ...base, [WEB]: machine(own), ...more });
const to22 = (program: Program): Answer => whether(arriving(program, WEB, allBut("lone-candidate")), "tcp 22 from 203.0.113.9");

describe("what a machine image runs by itself", () => {
  const SSH = "assumed tcp 0.0.0.0:22";
  const RDP = "assumed tcp 0.0.0.0:3389";
  const OPAQUE = "ami-0123456789abcdef0";
  const SETTINGS = '# for the cluster\n[settings.kubernetes]\ncluster-name = "shop"\n';
  const ADMIN = `${SETTINGS}\n[settings.host-containers.admin]\nenabled = true\n`;
  const image = (values: Block): Program => ({ ...base, "data.aws_ami.stock": { id: "ami-0c0ffee5700000001", ...values } });
  test.each<[string, Program, readonly string[], boolean]>([
    ["Amazon's", image({ owners: ["amazon"], name: "al2023-ami-2023.5" }), [SSH], true],
    ["Canonical's", image({ owners: ["099720109477"], name: "ubuntu/images/hvm-ssd/ubuntu-noble" }), [SSH], true],
    ["Amazon's, of Windows", image({ owners: ["amazon"], name: "Windows_Server-2022-English-Full-Base" }), [RDP], true],
    ["by platform", image({ owners: ["amazon"], platform: "windows" }), [RDP], true],
    ["somebody's own", image({ owners: ["self"], name: "shop-2027" }), [], false],
    ["another account's", image({ owners: ["568608671756"], name: "fck-nat-al2023-hvm-1.3" }), [], false],
    ["found to be somebody's own", image({ owners: ["self", "amazon"], owner_id: "210987654321" }), [], false],
    ["found to be Amazon's", image({ owners: ["self", "amazon"], owner_id: "137112412989", image_owner_alias: "amazon" }), [SSH], true],
    ["among owners that are not known", image({ owners: unknown, name: "shop-2027" }), [SSH], false],
    ["made of an instance", with_({ ami: ref("aws_ami_from_instance.i.id") }, { "aws_ami_from_instance.i": {} }), [], false],
    [
      "a copy of a vendor's",
      with_({ ami: ref("aws_ami_copy.c.id") }, { "aws_ami_copy.c": { source_ami_id: "ami-0c0ffee5700000001" } }),
      [SSH],
      true,
    ],
    ["Amazon's Bottlerocket", image({ owners: ["amazon"], name: "bottlerocket-aws-k8s-1.31-x86_64-v1.26.1" }), [], false],
    ["Bottlerocket by a parameter", with_({ ami: "resolve:ssm:/aws/service/bottlerocket/aws-k8s-1.31/x86_64/latest/image_id" }), [], false],
    ["by id alone, with settings for Bottlerocket", with_({ ami: OPAQUE, user_data: SETTINGS }), [], false],
    ["by id alone, with its admin container", with_({ ami: OPAQUE, user_data: ADMIN }), [SSH], false],
    ["by id alone, without its admin container", with_({ ami: OPAQUE, user_data: ADMIN.replace("true", "false") }), [], false],
    ["by id alone, writing such settings", with_({ ami: OPAQUE, user_data: script(`cat > s.toml <<E\n${SETTINGS}E`) }), [SSH], false],
    ["by id alone, with a script for Windows", with_({ ami: OPAQUE, user_data: "<powershell>\nGet-Date\n</powershell>" }), [RDP], false],
    ["by id alone, with tasks for Windows", with_({ ami: OPAQUE, user_data: "version: 1.1\ntasks:\n- task: x\n" }), [RDP], false],
    ["by id alone, with a script that names such tags", with_({ ami: OPAQUE, user_data: script("echo '<powershell>'") }), [SSH], false],
    ["among others' own", image({ owners: ["self", "amazon"] }), [SSH], false],
    ["by id alone", with_({ ami: "ami-0123456789abcdef0" }), [SSH], false],
    ["not known", with_({ ami: unknown }), [SSH], false],
    [
      "by a public parameter",
      with_({ ami: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" }),
      [SSH],
      true,
    ],
    [
      "by a parameter that was read",
      with_(
        { ami: ref("data.aws_ssm_parameter.p.value") },
        { "data.aws_ssm_parameter.p": { name: "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base" } },
      ),
      [RDP],
      true,
    ],
    ["with a password to get", with_({ get_password_data: true }), [RDP], true],
  ])("%s", (_, program, listens, complete) => {
    const place = placeOf(program, WEB);
    expect([sockets(place), place.socketsComplete]).toEqual([listens, complete]);
  });
  test("without the assumption nothing is said of it, and anything may run", () => {
    const place = placeOf(base, WEB, allBut("stock-image"));
    expect([sockets(place), place.socketsComplete]).toEqual([[], false]);
  });
});

describe("user data", () => {
  const listens = script("python3 -m http.server 8081 --bind 127.0.0.1 &");
  const SHELL = "assumed tcp 0.0.0.0:22";
  test.each<[string, Block, readonly string[], boolean]>([
    ["plain", { user_data: listens }, [SHELL, "known tcp 127.0.0.1:8081"], true],
    ["in base64", { user_data_base64: base64(listens) }, [SHELL, "known tcp 127.0.0.1:8081"], true],
    ["gzip in base64", { user_data_base64: gzipSync(listens).toString("base64") }, [SHELL, "known tcp 127.0.0.1:8081"], true],
    ["not known", { user_data: unknown }, [SHELL], false],
    ["none", {}, [SHELL], true],
  ])("%s", (_, own, sockets_, complete) => {
    const place = placeOf(with_(own), WEB);
    expect([sockets(place), place.socketsComplete]).toEqual([sockets_, complete]);
  });
  test("a container is a place in it, behind what it publishes", () => {
    const [host, container, ...others] = placesOf(with_({ user_data: script("docker run -d --name cache -p 6380:6379 redis:7") }), WEB);
    expect([host?.container, container?.container, others]).toEqual([null, "cache", []]);
    expect(container?.within?.publishes).toEqual([
      expect.objectContaining({ hostPorts: [6380, 6380], containerPorts: [6379, 6379], protocol: "tcp" }),
    ]);
  });
  test.each([
    ["", "yes"],
    ["--host 127.0.0.1", "perhaps"],
    ["--db-host 127.0.0.1", "yes"],
  ])("one of an unseen image answers what it publishes, unless it is told of loopback: %s", (words, answer) => {
    const run = `docker run -d --name shop -p 8451:8450 registry.example.com/shop:4 ${words}`;
    const program = {
      ...with_({ user_data: script(run) }),
      ...{ "aws_security_group.web": withRules(open(8451))["aws_security_group.web"] ?? {} },
    };
    expect(whether(answering(program, `${WEB}#shop`), "tcp 8451 from 203.0.113.9")).toBe(answer);
  });
  test.each<[string, readonly string[], readonly string[]]>([
    [
      "the second does not start",
      ["docker run -d --name one -p 8452:6379 redis:7", "docker run -d --name two -p 8452:80 httpd"],
      ["one definite", "two possible two: port 8452 is taken by one, which was started before"],
    ],
    [
      "on another address",
      ["docker run -d --name one -p 127.0.0.1:8452:6379 redis:7", "docker run -d --name two -p 127.0.0.2:8452:80 httpd"],
      ["one definite", "two definite"],
    ],
    [
      "the first is gone",
      ["docker run -d --name one -p 8452:6379 redis:7", "docker rm -f one", "docker run -d --name two -p 8452:80 httpd"],
      ["two definite"],
    ],
    [
      "the first was a step in the foreground",
      ["docker run --rm -p 8452:80 certbot/certbot certonly --standalone", "docker run -d --name two -p 8452:80 httpd"],
      ["certbot/certbot possible", "two definite"],
    ],
    [
      "the first was in the background",
      ["docker run --rm -p 8452:80 certbot/certbot certonly --standalone &", "docker run -d --name two -p 8452:80 httpd"],
      ["certbot/certbot definite", "two possible two: port 8452 is taken by certbot/certbot, which was started before"],
    ],
    [
      "the first was in a pipeline in the foreground",
      ["docker run --rm -p 127.0.0.1:8452:5432 postgres pg_dump x | gzip > /srv/x", "docker run -d --name two -p 8452:80 httpd"],
      ["postgres ", "two definite"],
    ],
    [
      "the first has nothing to do",
      ["docker run -d --name one -p 8452:80 httpd true", "docker run -d --name two -p 8452:80 httpd"],
      ["one ", "two definite"],
    ],
    [
      "the first is waited for",
      ["docker run -d --name one -p 8452:6379 redis:7", "docker wait one", "docker run -d --name two -p 8452:80 httpd"],
      ["one possible", "two definite"],
    ],
    [
      "the first is told to end",
      ["docker run -d --name one -p 8452:6379 redis:7", "docker exec one redis-cli shutdown", "docker run -d --name two -p 8452:80 httpd"],
      ["one possible", "two definite"],
    ],
    [
      "the first is asked",
      ["docker run -d --name one -p 8452:6379 redis:7", "docker exec one redis-cli ping", "docker run -d --name two -p 8452:80 httpd"],
      ["one definite", "two possible two: port 8452 is taken by one, which was started before"],
    ],
    ["a command of its own, and nothing after it", ["docker run --rm -p 8452:80 certbot/certbot certonly"], ["certbot/certbot definite"]],
    [
      "a range of which one that is free is taken",
      ["docker run -d --name one -p 8452-8460:6379 redis:7", "docker run -d --name two -p 8452-8460:80 httpd"],
      ["one definite", "two definite"],
    ],
    [
      "of one project either may come first",
      [
        'cd /srv; printf \'services: { one: { image: "redis:7", ports: ["8452:6379"] }, two: { image: httpd, ports: ["8452:80"] } }\' > compose.yaml',
        "docker compose up -d",
      ],
      ["one definite", "two possible one or two: port 8452 is asked for twice, and whichever comes second fails"],
    ],
  ])("two containers that publish one port: %s", (_, lines, expected) => {
    const [, ...containers] = placesOf(with_({ user_data: script(lines.join("\n")) }), WEB);
    const told = containers.map(({ container, sockets: open_, failures }) =>
      [container, open_[0]?.listener.certainty, ...failures.map(({ process, fails }) => `${process ?? ""}: ${fails.text}`)].join(" "),
    );
    expect(told).toEqual(expected);
  });
  test("one on the host's network opens its sockets there", () => {
    const places = placesOf(with_({ user_data: script("docker run -d --network host python:3.12 python3 -m http.server 8081") }), WEB);
    expect(places.flatMap((place) => sockets(place))).toContain("known tcp 0.0.0.0:8081");
    expect(places.map(({ container }) => container)).toEqual([null]);
  });
});

describe("a launch template lies beneath the instance's own arguments", () => {
  const {
    vpc_security_group_ids: _,
    subnet_id: __,
    associate_public_ip_address: ___,
    ipv6_address_count: ____,
    ami: _____,
    ...bare
  } = machine();
  const template = (values: Block, own: Block = {}, named: Block = { id: ref("aws_launch_template.t.id") }): Program => ({
    ...base,
    "aws_launch_template.t": { image_id: "ami-0c0ffee5700000001", ...values },
    [WEB]: { ...bare, launch_template: [{ ...named, version: "$Latest" }], ...own },
  });
  const interface_ = {
    associate_public_ip_address: "true",
    security_groups: [ref("aws_security_group.web.id")],
    subnet_id: ref("aws_subnet.a.id"),
  };

  test("its interface", () => {
    expect(to22(template({ network_interfaces: [interface_] }))).toBe("yes");
    expect(to22(template({ network_interfaces: [{ ...interface_, associate_public_ip_address: "false" }] }))).toBe("no");
    expect(to22(template({ network_interfaces: [{ ...interface_, associate_public_ip_address: unknown }] }))).toBe("perhaps");
  });
  test("its groups", () => {
    const own = { subnet_id: ref("aws_subnet.a.id"), associate_public_ip_address: true };
    expect(to22(template({ vpc_security_group_ids: [ref("aws_security_group.web.id")] }, own))).toBe("yes");
    const shut: Program = { "aws_security_group.shut": { vpc_id: ref("aws_vpc.net.id") } };
    const overridden = template(
      { vpc_security_group_ids: [ref("aws_security_group.web.id")] },
      { ...own, vpc_security_group_ids: [ref("aws_security_group.shut.id")] },
    );
    expect(to22({ ...overridden, ...shut })).toBe("no");
  });
  test("by name", () => {
    expect(to22(template({ network_interfaces: [interface_] }, {}, { name: ref("aws_launch_template.t.name") }))).toBe("yes");
  });
  test("its user data, in base64, unless the instance has its own", () => {
    const text = { user_data: base64(script("python3 -m http.server 8082 &")) };
    expect(sockets(placeOf(template(text), WEB))).toContain("known tcp 0.0.0.0:8082");
    expect(sockets(placeOf(template(text, { user_data: script("python3 -m http.server 8083 &") }), WEB))).toEqual([
      "assumed tcp 0.0.0.0:22",
      "known tcp 0.0.0.0:8083",
    ]);
  });
  test("one outside the plan may say anything", () => {
    const program = template({}, {}, { id: "lt-0123456789abcdef0" });
    expect(to22(program)).toBe("perhaps");
    expect(placeOf(program, WEB).socketsComplete).toBe(false);
  });
  test.each<[string, Program, readonly string[]]>([
    ["the template that is outside the plan", template({}, {}, { id: "lt-0123456789abcdef0" }), ["launch_template[0].id"]],
    [
      "the same, and an image of the instance's own that nobody knows",
      template({}, { ami: "ami-0123456789abcdef0", user_data: script("true") }, { id: "lt-0123456789abcdef0" }),
      ["ami"],
    ],
    ["user data that is not known, once", template({ user_data: unknown }), ["user_data"]],
    ["a script that starts a program that nobody has shown", template({ user_data: base64(script("/opt/unseen &")) }), ["user_data"]],
    [
      "the image alone, where the script is read to its end",
      template({ user_data: base64(script("true")), image_id: "ami-0123456789abcdef0" }),
      ["image_id"],
    ],
  ])("what would settle it: %s", (_, program, attributes) => {
    expect(placeOf(program, WEB).doubts.unknowns.map(({ attribute }) => attribute)).toEqual(attributes);
  });
});

describe("an interface of its own", () => {
  const { vpc_security_group_ids: _, subnet_id: __, associate_public_ip_address: ___, ipv6_address_count: ____, ...bare } = machine();
  const eni = { subnet_id: ref("aws_subnet.a.id"), security_groups: [ref("aws_security_group.web.id")], private_ips: ["10.44.7.20"] };
  const elastic: Program = { "aws_eip.e": { network_interface: ref("aws_network_interface.n.id") } };
  const program = (named: Block, more: Program = {}): Program => ({
    ...VPC,
    ...STOCK,
    "aws_security_group.web": { ingress: [open(22)] },
    "aws_network_interface.n": eni,
    [WEB]: { ...bare, ...named },
    ...more,
  });
  const block = { network_interface: [{ device_index: 0, network_interface_id: ref("aws_network_interface.n.id") }] };

  test.each<[string, Block]>([
    ["network_interface", block],
    ["primary_network_interface", { primary_network_interface: [{ network_interface_id: ref("aws_network_interface.n.id") }] }],
  ])("%s gets no public address but an Elastic IP", (_name, named) => {
    expect([to22(program(named)), to22(program(named, elastic))]).toEqual(["no", "yes"]);
  });
  test("its fixed addresses are the machine's", () => {
    expect(placeOf(program(block), WEB).interfaces.map(({ addresses }) => addresses)).toEqual([["10.44.7.20"]]);
  });
  test("attached later, it is a way in too", () => {
    const attachment = {
      instance_id: ref("aws_instance.web.id"),
      network_interface_id: ref("aws_network_interface.n.id"),
      device_index: 1,
    };
    const shut = { ...machine({ vpc_security_group_ids: [ref("aws_security_group.shut.id")] }) };
    const later = program({}, { "aws_security_group.shut": {}, [WEB]: shut, "aws_network_interface_attachment.a": attachment, ...elastic });
    expect(to22(later)).toBe("yes");
  });
  test("one of several, of which one is open, is there perhaps", () => {
    const shut = { ...eni, security_groups: [ref("aws_security_group.shut.id")], private_ips: ["10.44.7.21"] };
    const either = ref("aws_network_interface.n.id", "aws_network_interface.m.id");
    const more = { "aws_security_group.shut": {}, "aws_network_interface.m": shut, ...elastic };
    expect(to22(program({ network_interface: [{ device_index: 0, network_interface_id: either }] }, more))).toBe("perhaps");
    const attachment = { instance_id: ref("aws_instance.web.id"), network_interface_id: either, device_index: 1 };
    const later = { [WEB]: machine({ vpc_security_group_ids: [ref("aws_security_group.shut.id")] }) };
    expect(to22(program({}, { ...more, ...later, "aws_network_interface_attachment.a": attachment }))).toBe("perhaps");
  });
  test("one outside the plan may be anywhere", () => {
    expect(to22(program({ network_interface: [{ device_index: 0, network_interface_id: "eni-0123456789abcdef0" }] }))).toBe("perhaps");
  });
});

test("a private address that is written is the machine's own", () => {
  expect(placeOf(with_({ private_ip: "10.44.7.9" }), WEB).interfaces[0]?.addresses).toEqual(["10.44.7.9"]);
  expect(placeOf(with_({ private_ip: unknown }), WEB).interfaces[0]?.addresses).toBeNull();
});
