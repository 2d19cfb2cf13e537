import { allBut, answering, arriving, whether, type Answer } from "../plans/ask";
import { checkPlan } from "../../src/check";
import { found, OPTIONS } from "../plans/findings";
import { planOf, ref, unknown, type Block, type Program, type Written } from "../plans/plan";
import { placeOf, sockets } from "../plans/sockets";
import { VPC, open } from "../plans/vpc";

const SHOP = "aws_ecs_service.shop";
type Container = Readonly<Record<string, unknown>>;
const gunicorn: Container = { name: "web", image: "registry.example.com/shop:4", command: ["gunicorn", "-b", "0.0.0.0:8440", "shop:app"] };
const definitions = (...containers: readonly Container[]): Written => JSON.stringify(containers);
const network = (more: Block = {}): Block => ({
  subnets: [ref("aws_subnet.a.id")],
  security_groups: [ref("aws_security_group.web.id")],
  assign_public_ip: true,
  ...more,
});

const program = (container_definitions: Written, mode: Block = { network_mode: "awsvpc" }, own: Block = {}): Program => ({
  ...VPC,
  "aws_security_group.web": {
    vpc_id: ref("aws_vpc.net.id"),
    ingress: [{ protocol: "tcp", from_port: 8000, to_port: 9000, cidr_blocks: ["0.0.0.0/0"] }],
  },
  "aws_ecs_task_definition.shop": { family: "shop", container_definitions, ...mode },
  [SHOP]: { name: "shop", task_definition: ref("aws_ecs_task_definition.shop.arn"), network_configuration: [network()], ...own },
});
const to = (of: Program, port: number): Answer =>
  whether(answering(of, SHOP, allBut("lone-candidate")), `tcp ${String(port)} from 203.0.113.9`);

describe("awsvpc: an interface of its own", () => {
  test.each<[string, Block, Answer]>([
    ["with a public address", {}, "yes"],
    ["without", { assign_public_ip: false }, "no"],
    ["by default without", { assign_public_ip: null }, "no"],
    ["nobody knows", { assign_public_ip: unknown }, "perhaps"],
    ["in subnets outside the plan", { subnets: ["subnet-0123456789abcdef0"] }, "perhaps"],
    ["without groups", { security_groups: [] }, "no"],
  ])("%s", (_, more, answer) => {
    expect(to(program(definitions(gunicorn), undefined, { network_configuration: [network(more)] }), 8440)).toBe(answer);
  });
  test("any port that a process binds is met, mapped or not", () => {
    expect(to(program(definitions({ ...gunicorn, portMappings: [{ containerPort: 8441 }] })), 8440)).toBe("yes");
  });
  test("the containers share one namespace", () => {
    const place = placeOf(
      program(
        definitions(gunicorn, { name: "cache", image: "redis:7", command: ["redis-server", "--port", "8442", "--bind", "127.0.0.1"] }),
      ),
      SHOP,
    );
    expect(sockets(place)).toEqual(["known tcp 0.0.0.0:8440", "known tcp 127.0.0.1:8442"]);
  });
});

test("a port that a container changes leads to the socket behind it", () => {
  const changed = (outer: number): Program =>
    program(
      definitions({
        ...gunicorn,
        entryPoint: ["sh", "-c"],
        command: [
          `iptables -t nat -A PREROUTING -p tcp --dport ${String(outer)} -j REDIRECT --to-ports 7440; exec gunicorn -b 0.0.0.0:7440 shop:app`,
        ],
      }),
    );
  expect([to(changed(8451), 8451), to(changed(8452), 8451)]).toEqual(["yes", "no"]);
});

describe("beside a known socket on loopback, an unseen program", () => {
  const redis = ["redis-server", "--port", "8442", "--bind", "127.0.0.1"];
  const unseen = { name: "app", image: "registry.example.com/app:7" };
  test.each<[string, readonly Container[], Answer]>([
    ["of another container may bind the task's own address", [{ name: "cache", image: "redis:7", command: redis }, unseen], "perhaps"],
    ["of the same container has a port of its own", [{ ...unseen, command: ["sh", "-c", `${redis.join(" ")} & exec /opt/app`] }], "no"],
    ["is not there", [{ name: "cache", image: "redis:7", command: redis }], "no"],
  ])("%s", (_, containers, answer) => {
    expect(to(program(definitions(...containers)), 8442)).toBe(answer);
  });
});

describe("a volume", () => {
  const DATA = "/var/lib/postgresql/data";
  const postgres = (more: Container = {}): Container => ({
    name: "db",
    image: "postgres:16",
    command: ["postgres", "-p", "8460"],
    mountPoints: [{ sourceVolume: "pg", containerPath: DATA }],
    ...more,
  });
  const tool = (more: Container = {}): Container => ({ name: "tool", image: "acme/tool", command: ["sleep", "9"], ...more });
  const shared = (readOnly: boolean): Container => tool({ mountPoints: [{ sourceVolume: "pg", containerPath: "/pg", readOnly }] });
  const at = (volume: Block, ...containers: readonly Container[]): Answer =>
    to(program(definitions(...containers), { network_mode: "awsvpc", volume: [{ name: "pg", ...volume }] }), 8460);
  test.each<[string, Block, readonly Container[], Answer]>([
    ["of the task alone is empty", {}, [postgres()], "yes"],
    ["with what the provider adds", { host_path: "", configure_at_launch: false, efs_volume_configuration: [] }, [postgres()], "yes"],
    ["on the host", { host_path: "/srv/pg" }, [postgres()], "perhaps"],
    ["on EFS", { efs_volume_configuration: [{ file_system_id: "fs-1" }] }, [postgres()], "perhaps"],
    ["on FSx", { fsx_windows_file_server_volume_configuration: [{ file_system_id: "fs-1" }] }, [postgres()], "perhaps"],
    ["of docker's", { docker_volume_configuration: [{ scope: "shared" }] }, [postgres()], "perhaps"],
    ["that the service configures", { configure_at_launch: true }, [postgres()], "perhaps"],
    ["in a way that is not known yet", { host_path: unknown }, [postgres()], "perhaps"],
    ["in a way that is new", { s3_volume_configuration: [{ bucket: "pg" }] }, [postgres()], "perhaps"],
    ["of another name", { name: "other" }, [postgres()], "perhaps"],
    ["that another container has", {}, [postgres(), shared(false)], "perhaps"],
    ["that another container reads, and may have filled", {}, [postgres(), shared(true)], "perhaps"],
    ["beside another container", {}, [postgres(), tool()], "yes"],
    ["that another container borrows", {}, [postgres(), tool({ volumesFrom: [{ sourceContainer: "db" }] })], "perhaps"],
    ["that is borrowed", {}, [postgres({ mountPoints: [], volumesFrom: [{ sourceContainer: "tool" }] }), tool()], "perhaps"],
    ["in memory", {}, [postgres({ mountPoints: [], linuxParameters: { tmpfs: [{ containerPath: DATA, size: 64 }] } })], "yes"],
  ])("%s", (_, volume, containers, answer) => {
    expect(at(volume, ...containers)).toBe(answer);
  });
  test.each<[string, Container, Answer]>([
    ["what the image has there may be gone", { mountPoints: [{ sourceVolume: "pg", containerPath: "/etc/nginx/conf.d" }] }, "perhaps"],
    ["what the image has elsewhere stays", { mountPoints: [{ sourceVolume: "pg", containerPath: "/var/cache/nginx" }] }, "yes"],
  ])("%s", (_, more, answer) => {
    const nginx: Container = { name: "web", image: "nginx", ...more };
    const of = program(definitions(nginx), { network_mode: "awsvpc", volume: [{ name: "pg" }] });
    const open: Program = {
      ...of,
      "aws_security_group.web": {
        vpc_id: ref("aws_vpc.net.id"),
        ingress: [{ protocol: "tcp", from_port: 80, to_port: 80, cidr_blocks: ["0.0.0.0/0"] }],
      },
    };
    expect(to(open, 80)).toBe(answer);
  });
});

describe("two containers that ask for one port", () => {
  const uvicorn = (...bind: readonly string[]): Container => ({ name: "two", image: "acme/two", command: ["uvicorn", ...bind, "two:app"] });
  const seen = (mode: string, second: Container): readonly string[] => {
    const { sockets: open, failures } = placeOf(program(definitions(gunicorn, second), { network_mode: mode }), SHOP);
    return [
      ...open.map(({ listener }) => `${listener.process} ${listener.certainty}`),
      ...failures.map(({ process, fails }) => `${process ?? ""}: ${fails.code}`),
    ];
  };
  const FAILS = "gunicorn or uvicorn: port-taken";
  const SURE = ["gunicorn definite", "uvicorn definite"];
  test.each<[string, string, readonly string[], readonly string[]]>([
    [
      "on the same address: one of them answers",
      "awsvpc",
      ["--host", "0.0.0.0", "--port", "8440"],
      ["gunicorn definite", "uvicorn possible", FAILS],
    ],
    ["on the host's network", "host", ["--host", "0.0.0.0", "--port", "8440"], ["gunicorn definite", "uvicorn possible", FAILS]],
    [
      "one of them on loopback: either may come first",
      "awsvpc",
      ["--host", "127.0.0.1", "--port", "8440"],
      ["gunicorn possible", "uvicorn possible", FAILS],
    ],
    ["of one family each", "awsvpc", ["--host", "::1", "--port", "8440"], SURE],
    ["on another port", "awsvpc", ["--host", "0.0.0.0", "--port", "8441"], SURE],
    ["in namespaces of their own", "bridge", ["--host", "0.0.0.0", "--port", "8440"], SURE],
  ])("%s", (_, mode, bind, expected) => {
    expect(seen(mode, uvicorn(...bind))).toEqual(expected);
  });
});

describe("modes", () => {
  test.each<[string, Block, number]>([
    ["awsvpc", { network_mode: "awsvpc" }, 1],
    ["none", { network_mode: "none" }, 0],
    ["bridge", { network_mode: "bridge" }, 0],
    ["host", { network_mode: "host" }, 0],
    ["none given, which is the bridge", {}, 0],
    ["not known, with a network configuration", { network_mode: unknown }, 1],
  ])("%s", (_, mode, interfaces) => {
    expect(placeOf(program(definitions(gunicorn), mode), SHOP).interfaces).toHaveLength(interfaces);
  });
  test.each<[string, Answer]>([
    ["none", "no"],
    ["bridge", "perhaps"],
    ["host", "perhaps"],
  ])("%s: on an instance that nobody follows anyone may come", (network_mode, answer) => {
    expect(whether(arriving(program(definitions(gunicorn), { network_mode }), SHOP), "tcp 8440 from 203.0.113.9")).toBe(answer);
  });
});

describe("on a bridge, behind the host ports of the cluster's instances", () => {
  const JOINS = Buffer.from("#!/bin/sh\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n").toString("base64");
  const IMAGE = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id";
  const mapped = (mapping: Container = { containerPort: 8440, hostPort: 8452 }): Container => ({ ...gunicorn, portMappings: [mapping] });
  const hosted = (ingress: Block = open(8452), containers: readonly Container[] = [mapped()], more: Program = {}): Program => {
    const { [SHOP]: service, ...rest } = program(definitions(...containers), { network_mode: "bridge" });
    const { network_configuration: _, ...own } = service ?? {};
    return {
      ...rest,
      "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ingress: [ingress] },
      "aws_ecs_cluster.c": { name: "shop" },
      "aws_launch_template.t": { image_id: IMAGE, user_data: JOINS, vpc_security_group_ids: [ref("aws_security_group.web.id")] },
      "aws_autoscaling_group.g": {
        vpc_zone_identifier: [ref("aws_subnet.a.id")],
        launch_template: [{ id: ref("aws_launch_template.t.id") }],
      },
      "aws_subnet.a": { ...rest["aws_subnet.a"], map_public_ip_on_launch: true },
      [SHOP]: { ...own, cluster: ref("aws_ecs_cluster.c.id") },
      ...more,
    };
  };
  const meets = (of: Program, port = 8452, assumptions = allBut()): Answer =>
    whether(answering(of, SHOP, assumptions), `tcp ${String(port)} from 203.0.113.9`);
  const local = { ...mapped(), command: ["gunicorn", "-b", "127.0.0.1:8440", "shop:app"] };
  const other: Block = { image_id: "ami-0123456789abcdef0" };
  test.each<[string, Program, Answer]>([
    ["a host port that the instances let in", hosted(), "yes"],
    ["one that they do not", hosted(open(8453)), "no"],
    ["for a company's own networks", hosted({ protocol: "tcp", from_port: 8452, to_port: 8452, cidr_blocks: ["198.51.100.0/24"] }), "no"],
    ["a process on loopback of the container", hosted(open(8452), [local]), "no"],
    ["a container port of the same number, published on another", hosted({ ...open(8440), to_port: 8452 }, [mapped()]), "yes"],
    ["no mapping", hosted(open(8452), [gunicorn]), "no"],
  ])("%s", (_, of, answer) => {
    expect(meets(of)).toBe(answer);
  });
  test.each<[string, Program]>([
    ["a host port that is not known", hosted(open(8452), [mapped({ containerPort: 8440, hostPort: "${var.port}" })])],
    ["a launch type that is not known", hosted(open(8453), undefined, { [SHOP]: { ...hosted()[SHOP], launch_type: unknown } })],
    ["machines of one's own, beside AWS", hosted(open(8453), undefined, { [SHOP]: { ...hosted()[SHOP], launch_type: "EXTERNAL" } })],
    ["several containers", hosted(open(8453), [mapped(), { name: "other", image: "redis:7" }])],
    ["instances of another image", hosted(open(8453), undefined, { "aws_launch_template.t": other })],
    [
      "a second group that may host",
      hosted(open(8453), undefined, { "aws_autoscaling_group.h": { launch_template: [{ id: ref("aws_launch_template.t.id") }] } }),
    ],
    [
      "a second cluster, and instances whose script names neither",
      hosted(open(8453), undefined, {
        "aws_ecs_cluster.d": { name: "other" },
        "aws_launch_template.t": { ...hosted()["aws_launch_template.t"], user_data: unknown },
      }),
    ],
  ])("%s: nobody follows where that is", (_, of) => {
    expect(meets(of, 8440)).toBe("perhaps");
  });
  test("by its host port and not by the container's own", () => {
    expect(meets(hosted({ ...open(8440), to_port: 8452 }), 8440)).toBe("no");
  });
  test("a port that is chosen is met where each of the range is", () => {
    const of = hosted({ ...open(32768), to_port: 60999 }, [mapped({ containerPort: 8440, hostPort: 0 })]);
    expect([meets(of, 40000), meets(of, 8440)]).toEqual(["yes", "no"]);
    const fewer = hosted({ ...open(32768), to_port: 60000 }, [mapped({ containerPort: 8440, hostPort: 0 })]);
    expect(meets(fewer, 40000)).toBe("perhaps");
    expect(meets(hosted(open(8453), [mapped({ containerPort: 8440 })]), 40000)).toBe("no");
  });
  const advised = (of: Program): readonly string[] =>
    found(of, "world-open-listener")
      .filter(({ workload }) => workload.address === SHOP)
      .flatMap(({ fixes }) => fixes.filter(({ kind }) => kind !== "allow").map(({ kind, text }) => `${kind}: ${text}`));
  test("a classic balancer leads to a host port that is fixed: it is not advised away", () => {
    const classic: Program = {
      "aws_elb.e": {
        name: "shop",
        internal: false,
        subnets: [ref("aws_subnet.a.id")],
        security_groups: [ref("aws_security_group.web.id")],
        listener: [{ lb_port: 8452, lb_protocol: "tcp", instance_port: 8452, instance_protocol: "tcp" }],
      },
    };
    const of = hosted(open(8452), [mapped()], {
      ...classic,
      "aws_subnet.a": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.7.0/24" },
    });
    const balanced = {
      ...of,
      [SHOP]: { ...of[SHOP], load_balancer: [{ elb_name: ref("aws_elb.e.name"), container_name: "web", container_port: 8440 }] },
    };
    expect(advised(balanced)).toEqual(["source: aws_security_group.web ingress[0]: name the networks that need it"]);
  });
  test("what to do about it is no bind within the container, which would shut out its balancer", () => {
    expect(advised(hosted())).toEqual([
      "source: aws_security_group.web ingress[0]: name the networks that need it",
      "bind: leave the host port out of the port mapping, behind a balancer; loopback within the container would shut that out too",
    ]);
    expect(advised(hosted({ ...open(32768), to_port: 60999 }, [mapped({ containerPort: 8440 })]))).toEqual([
      "source: aws_security_group.web ingress[0]: name the networks that need it",
    ]);
    expect(advised(hosted(open(8452), [mapped(), { name: "other", image: "redis:7" }]))).toContain(
      "source: let the security group of the instances that it runs on admit its balancer alone",
    );
    expect(advised(program(definitions(gunicorn)))).toContain("bind: gunicorn: bind 127.0.0.1:8440, behind a proxy in the same task");
  });
  test("without the assumption they may be anywhere", () => {
    expect(meets(hosted(open(8453)), 8440, allBut("lone-candidate"))).toBe("perhaps");
  });
});

describe("what is not known", () => {
  test("a definition outside the plan", () => {
    const of = program(definitions(gunicorn), undefined, { task_definition: "arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:4" });
    expect([to(of, 8440), to(of, 8443), to(of, 22)]).toEqual(["perhaps", "perhaps", "no"]);
  });
  test("all containers", () => {
    expect(to(program(unknown), 8440)).toBe("perhaps");
  });
  test("a text that is no JSON", () => {
    expect(to(program("[{"), 8440)).toBe("perhaps");
  });
});

describe("declared ports", () => {
  const silent = { name: "web", image: "registry.example.com/shop:4", portMappings: [{ containerPort: 8444 }] };
  test("answer, by assumption, where nothing shows what listens", () => {
    const of = program(definitions(silent));
    expect(sockets(placeOf(of, SHOP))).toEqual(["declared tcp 0.0.0.0:8444"]);
    expect([to(of, 8444), to(of, 8445)]).toEqual(["yes", "perhaps"]);
  });
  test("without the assumption they may", () => {
    expect(whether(answering(program(definitions(silent)), SHOP, allBut("declared-port")), "tcp 8444 from 203.0.113.9")).toBe("perhaps");
  });
  test("are told once, where they are not sure", () => {
    const titles = (container: Container): readonly string[] =>
      found(program(definitions(container)), "world-open-listener").map(({ title }) => title);
    expect(titles({ ...silent, command: ["--host", "127.0.0.1"] })).toEqual([
      "shop may answer the world on tcp 8000-8443, 8445-9000",
      "shop may answer the world on tcp 8444",
    ]);
  });
  test("open nothing where the launch tells all", () => {
    const of = program(definitions({ ...gunicorn, portMappings: [{ containerPort: 8444 }] }));
    expect([to(of, 8440), to(of, 8444)]).toEqual(["yes", "no"]);
  });
  test.each<[string, Container, Answer]>([
    ["arguments", { command: ["--host", "127.0.0.1"] }, "perhaps"],
    ["a step before it", { entryPoint: ["sh", "-c"], command: ["./migrate --host localhost && ./api"] }, "yes"],
    ["a step before it, and its own", { entryPoint: ["sh", "-c"], command: ["./migrate && ./api --host localhost"] }, "perhaps"],
    ["one that stays beside it", { entryPoint: ["sh", "-c"], command: ["./api --host localhost & ./agent"] }, "perhaps"],
    ["one before a step that ends", { entryPoint: ["sh", "-c"], command: ["./api --host localhost; echo over"] }, "perhaps"],
    ["one argument with the port", { command: ["serve", "--bind=localhost:8444"] }, "perhaps"],
    ["an argument by itself", { command: ["runserver", "[::1]:8444"] }, "perhaps"],
    ["a URL", { command: ["--urls", "http://127.0.0.1:8444"] }, "perhaps"],
    ["the environment", { environment: [{ name: "SERVER_HOST", value: "127.0.0.1" }] }, "perhaps"],
    [
      "the environment of a program that was not read",
      { command: ["npm", "start"], environment: [{ name: "HOST", value: "::1" }] },
      "perhaps",
    ],
    ["an option as Go spells it", { command: ["./api", "-listen", "127.0.0.1:8444"] }, "perhaps"],
    ["an option of Go without a port", { command: ["./api", "-addr", "localhost"] }, "perhaps"],
    ["an address with this port, whatever the option", { command: ["./api", "serve", "--expose", "127.0.0.1:8444"] }, "perhaps"],
    ["a shell", { command: ["sh", "-c", "./api --listen 127.0.0.1:8444"] }, "perhaps"],
    ["a shell's variable", { command: ["sh", "-c", "export BIND=127.0.0.1; exec ./api -p 8444 -H $BIND"] }, "perhaps"],
    ["a shell's own environment", { command: ["sh", "-c", "LISTEN_ADDR=127.0.0.1:8444 ./api"] }, "perhaps"],
    ["a name with a dot", { command: ["start.py", "--ServerApp.ip=127.0.0.1"] }, "perhaps"],
    ["a property of Java", { command: ["java", "-Dserver.address=127.0.0.1", "-jar", "app.jar"] }, "perhaps"],
    ["a shell for every address", { command: ["sh", "-c", "./api --listen :8444"] }, "yes"],
    ["a shell, of whom to call", { command: ["sh", "-c", "./api --db-host 127.0.0.1 -upstream 127.0.0.1:9000"] }, "yes"],
    [
      "options of whom to call, at this port too",
      { command: ["./api", "--redis=127.0.0.1:8444", "--upstream-addr", "127.0.0.1:8444"] },
      "yes",
    ],
    ["a proxy's option to listen", { command: ["./api", "--proxy-listen", "127.0.0.1:8444"] }, "perhaps"],
    ["the environment, of whom to call", { environment: [{ name: "API_HOST", value: "localhost" }] }, "yes"],
    ["a property of Java to call", { command: ["java", "-Dhttp.proxyHost=127.0.0.1", "-jar", "app.jar"] }, "yes"],
    ["arguments for every address", { command: ["--host", "0.0.0.0"] }, "yes"],
    ["arguments for another port", { command: ["--http-address", "127.0.0.1:9901"] }, "yes"],
    ["a variable that speaks of listening", { environment: [{ name: "PGADMIN_LISTEN_ADDRESS", value: "127.0.0.1" }] }, "perhaps"],
    ["in a URL", { environment: [{ name: "LISTEN_URL", value: "http://localhost:8444" }] }, "perhaps"],
    ["an address with the port", { environment: [{ name: "MEILI_HTTP_ADDR", value: "127.0.0.1:8444" }] }, "perhaps"],
    ["an address with another port", { environment: [{ name: "CONSUL_HTTP_ADDR", value: "127.0.0.1:8500" }] }, "yes"],
    ["whom to call", { command: ["--db-host", "127.0.0.1"], environment: [{ name: "REDIS_HOST", value: "localhost" }] }, "yes"],
    ["URLs to call", { command: ["redis://127.0.0.1:6379"], environment: [{ name: "APP_URL", value: "http://localhost" }] }, "yes"],
    ["a word that is part of another", { command: ["--host-header", "127.0.0.1"] }, "yes"],
  ])("are not sure where an unseen entry point is told of loopback: %s", (_, more, answer) => {
    expect(to(program(definitions({ ...silent, ...more })), 8444)).toBe(answer);
  });
  test.each<[string, Container, number, Answer]>([
    ["a debugger beside the program", { command: ["node", "--inspect=0.0.0.0:9229", "server.js"] }, 8444, "yes"],
    ["one beside a program of Java", { command: ["java", "-Dcom.sun.management.jmxremote.port=9010", "-jar", "shop.jar"] }, 8444, "yes"],
    ["a program that has no port of its own", { command: ["node", "server.js"] }, 8444, "yes"],
    ["a file that tells the port as well", { command: ["redis-server", "/srv/redis.conf"] }, 8444, "yes"],
    ["a program whose own port is another", { command: ["puma", "-C", "config/puma.rb"] }, 8444, "perhaps"],
    ["a program whose own port it is", { command: ["puma", "-C", "config/puma.rb"] }, 9292, "yes"],
    ["a program whose own address is loopback", { command: ["gunicorn", "-c", "own.py", "shop:app"] }, 8000, "perhaps"],
  ])("are not sure where what is started would listen elsewhere by itself: %s", (_, more, containerPort, answer) => {
    const ingress = [{ protocol: "tcp", from_port: containerPort, to_port: containerPort, cidr_blocks: ["0.0.0.0/0"] }];
    const of: Program = {
      ...program(definitions({ ...silent, ...more, portMappings: [{ containerPort }] })),
      "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ingress },
    };
    expect(to(of, containerPort)).toBe(answer);
  });
  test.each<[string, Container, string]>([
    ["udp", { containerPort: 8446, protocol: "udp" }, "declared udp 0.0.0.0:8446"],
    ["a range", { containerPortRange: "8446-8450" }, "declared tcp 0.0.0.0:8446-8450"],
  ])("%s", (_, mapping, socket) => {
    expect(sockets(placeOf(program(definitions({ ...silent, portMappings: [mapping] })), SHOP))).toEqual([socket]);
  });
});

test("a port that a program may have by itself is told once", () => {
  const environment = [{ name: "SHOP_BIND", value: "127.0.0.1" }];
  const shop = {
    name: "shop",
    image: "registry.example.com/shop:1",
    command: ["gitea", "web"],
    environment,
    portMappings: [{ containerPort: 3000 }],
  };
  expect(sockets(placeOf(program(definitions(shop)), SHOP)).filter((one) => one.includes("3000"))).toHaveLength(1);
});

test("Service Connect's proxy may call what binds loopback", () => {
  const local = {
    ...gunicorn,
    command: ["gunicorn", "-b", "127.0.0.1:8440", "shop:app"],
    portMappings: [{ containerPort: 8440, name: "web" }],
  };
  const connect = { service_connect_configuration: [{ enabled: true, service: [{ port_name: "web" }] }] };
  expect(to(program(definitions(local)), 8440)).toBe("no");
  expect(to(program(definitions(local), undefined, connect), 8447)).toBe("perhaps");
});

test("a service names the target groups that lead to it", () => {
  const balanced = { load_balancer: [{ target_group_arn: ref("aws_lb_target_group.g.arn"), container_name: "web", container_port: 8440 }] };
  const of = { ...program(definitions(gunicorn), undefined, balanced), "aws_lb_target_group.g": { port: 80, target_type: "ip" } };
  expect(placeOf(of, SHOP).registrations.map(({ group, port }) => [group.known.map(({ address }) => address), port])).toEqual([
    [["aws_lb_target_group.g"], 8440],
  ]);
});

test("groups of the world's are not enough without a socket", () => {
  expect(to({ ...program(definitions(gunicorn)), "aws_security_group.web": { ingress: [open(8440)] } }, 8441)).toBe("no");
});

describe("a revision that is replaced, and that the service keeps", () => {
  const ARN = "arn:aws:ecs:eu-central-1:123456789012:task-definition/shop:7";
  const bound = (address: string, more: Block = {}): Program =>
    program(definitions({ ...gunicorn, command: ["gunicorn", "-b", `${address}:8440`, "shop:app"] }), undefined, more);
  const kept = { task_definition: ARN };
  const of = (before: string, now: string, arn = ARN): readonly string[] => {
    const was = planOf({ ...bound(before), "aws_ecs_task_definition.shop": { ...bound(before)["aws_ecs_task_definition.shop"], arn } });
    const { findings } = checkPlan({ ...planOf(bound(now, kept)), before: was.resources }, { ...OPTIONS, all: false });
    return findings
      .filter(({ rule }) => rule === "world-open-listener")
      .map(({ certainty, path }) => `${certainty} ${path.at(-1)?.says ?? ""}`);
  };

  test("is what answers, and not the new one", () => {
    expect(of("0.0.0.0", "127.0.0.1")).toEqual(["definite -b 0.0.0.0:8440, in the revision of before, which its service keeps"]);
    expect(of("127.0.0.1", "0.0.0.0")).toEqual([]);
  });

  test("is not told by one of another number", () => {
    expect(of("127.0.0.1", "127.0.0.1", ARN.replace(":7", ":6"))).toEqual([expect.stringContaining("possible")]);
  });
});
