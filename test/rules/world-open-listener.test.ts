import type { Finding } from "../../src/model/report";
import { found, inShort, resultOf } from "../plans/findings";
import { ref, unknown, type Block, type Program } from "../plans/plan";
import { machine, open as openTo, STOCK, withRules, without } from "../plans/vpc";

const tcp = (port: number, ...cidr_blocks: readonly string[]): Block => ({ protocol: "tcp", from_port: port, to_port: port, cidr_blocks });
const all: Block = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] };
const runs = (command: string, ...rules: readonly Block[]): Program => ({
  ...withRules(...rules),
  "aws_instance.web": machine({ user_data: `#!/bin/bash\n${command} &\n`, private_ip: "10.44.7.9", ipv6_address_count: 0 }),
});
const short = (program: Program): readonly string[] => found(program, "world-open-listener").map(inShort);

describe("a socket that answers the world, and its safe twins", () => {
  const open = runs("redis-server --port 6400 --bind 0.0.0.0 --protected-mode no", tcp(6400, "0.0.0.0/0"));
  test("blocks", () => {
    expect(short(open)).toEqual(["block definite critical tcp 6400"]);
    expect(resultOf(open).decision).toBe("block");
  });
  test.each<[string, Program]>([
    ["bound to loopback", runs("redis-server --port 6400 --bind 127.0.0.1", tcp(6400, "0.0.0.0/0"))],
    [
      "for a company's own networks",
      runs("redis-server --port 6400 --bind 0.0.0.0 --protected-mode no", tcp(6400, "10.0.0.0/8", "198.51.100.0/24")),
    ],
    ["on another port", runs("redis-server --port 6401 --bind 0.0.0.0 --protected-mode no", tcp(6400, "0.0.0.0/0"))],
    ["without a public address", { ...open, "aws_instance.web": { ...open["aws_instance.web"], associate_public_ip_address: false } }],
    ["without a route", without(open, "aws_route_table_association.a")],
  ])("%s, passes", (_, program) => {
    expect(short(program)).toEqual([]);
    expect(resultOf(program).findings.some(({ decision }) => decision === "block")).toBe(false);
  });
  test("the private address is no mitigation: the gateway translates to it", () => {
    expect(short(runs("redis-server --port 6400 --bind 10.44.7.9 --protected-mode no", tcp(6400, "0.0.0.0/0")))).toEqual([
      "block definite critical tcp 6400",
    ]);
  });
});

describe("a program that nobody has shown may be on any port but those that a known one answers", () => {
  const beside = (command: string): Program => runs(`${command} &\n/opt/unseen`, tcp(6400, "0.0.0.0/0"));
  const MAY = "warn possible medium tcp 6400";
  const redis = "redis-server --protected-mode no --port 6400 --bind";
  test.each<[string, Program, readonly string[]]>([
    ["a known one on loopback", beside(`${redis} 127.0.0.1`), [MAY]],
    ["a known one on an address that packets do not come to", beside(`${redis} 10.44.7.10`), [MAY]],
    ["a known one on the private address", beside(`${redis} 10.44.7.9`), ["block definite critical tcp 6400"]],
    ["a known one on every address", beside(`${redis} 0.0.0.0`), ["block definite critical tcp 6400"]],
    ["a known one on loopback, and nothing else", runs(`${redis} 127.0.0.1`, tcp(6400, "0.0.0.0/0")), []],
    ["a known one on loopback of another port", beside("redis-server --port 6401 --bind 127.0.0.1"), [MAY]],
  ])("%s", (_, program, expected) => {
    expect(short(program)).toEqual(expected);
  });
  test("each family by itself: an IPv4 socket leaves the port free in IPv6", () => {
    const known = "redis-server --protected-mode no --port 6400 --bind";
    const [v4, v6, both] = ["0.0.0.0", "::", "0.0.0.0 ::"].map((address): Program => {
      const { "aws_instance.web": web, ...rest } = beside(`${known} ${address}`);
      const { "aws_security_group.web": group = {} } = withRules(openTo(6400));
      return { ...rest, "aws_security_group.web": group, "aws_instance.web": { ...web, ipv6_address_count: 1 } };
    });
    const sources = (program: Program | undefined): readonly unknown[] =>
      found(program ?? {}, "world-open-listener").map(({ certainty, sources: [source] }) => [certainty, source?.must, source?.may]);
    expect(sources(v4)).toEqual([
      ["definite", ["0.0.0.0/0"], ["0.0.0.0/0"]],
      ["possible", [], ["::/0"]],
    ]);
    expect(sources(v6)).toEqual([
      ["definite", ["::/0"], ["::/0"]],
      ["possible", [], ["0.0.0.0/0"]],
    ]);
    expect(sources(both)).toEqual([["definite", ["0.0.0.0/0", "::/0"], ["0.0.0.0/0", "::/0"]]]);
  });
});

describe("world-open is more than 2^24 addresses, of any shape", () => {
  const server = "python3 -m http.server 8080 --bind 0.0.0.0";
  test.each<[string, readonly string[], boolean]>([
    ["everybody", ["0.0.0.0/0"], true],
    ["two halves", ["0.0.0.0/1", "128.0.0.0/1"], true],
    ["one /7", ["8.0.0.0/7"], true],
    ["one /8", ["8.0.0.0/8"], false],
    ["one /8 and one address", ["8.0.0.0/8", "9.9.9.9/32"], true],
    ["private networks, however large", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"], false],
    [
      "in small pieces",
      Array.from({ length: 300 }, (_, index) => `${String(20 + (index >> 4))}.${String((index & 15) * 16)}.0.0/12`),
      true,
    ],
  ])("%s", (_, cidrs, open) => {
    expect(short(runs(server, tcp(8080, ...cidrs)))).toEqual(open ? ["block definite medium tcp 8080"] : []);
  });
  test("asked port by port", () => {
    const halves = [tcp(8080, "8.0.0.0/8"), tcp(8081, "9.0.0.0/8")];
    const program = {
      ...withRules(...halves),
      "aws_instance.web": machine({ user_data: `#!/bin/bash\n${server} &\npython3 -m http.server 8081 --bind 0.0.0.0 &\n` }),
    };
    expect(short(program)).toEqual([]);
  });
});

test.each([
  ["-p 8080:80 -p 6400:6400", "publish on loopback, -p 127.0.0.1:6400:6400, behind a proxy on the host"],
  ["-p 6400-6402:6400-6402", "publish on loopback, -p 127.0.0.1:6400-6402:6400-6402, behind a proxy on the host"],
])("the port that is open is to be published on loopback: %s", (published, text) => {
  const command = `docker run -d ${published} redis:7 redis-server --port 6400 --protected-mode no`;
  expect(found(runs(command, tcp(6400, "0.0.0.0/0")), "world-open-listener").flatMap(({ fixes }) => fixes)).toContainEqual(
    expect.objectContaining({ kind: "bind", text }),
  );
});

test("what a swarm publishes no address can shut", () => {
  const command = "docker swarm init\ndocker service create -p 6400:6400 redis:7 redis-server --port 6400 --protected-mode no";
  const fixes = found(runs(command, tcp(6400, "0.0.0.0/0")), "world-open-listener").flatMap((finding) => finding.fixes);
  expect(fixes.filter(({ kind }) => kind === "bind").map(({ text }) => text)).toEqual([expect.stringMatching(/^publish nothing of it/)]);
});

describe("severity is apart from certainty", () => {
  test.each<[string, string, readonly string[]]>([
    ["a database", "mongod --port 27099 --bind_ip 0.0.0.0", ["block definite critical tcp 27099"]],
    ["a web server", "python3 -m http.server 8080", ["block definite medium tcp 8080"]],
  ])("%s, by its process", (_, command, expected) => {
    const [port] = /\d{4,5}/.exec(command) ?? [];
    expect(short(runs(command, tcp(Number(port), "0.0.0.0/0")))).toEqual(expected);
  });
  test("a remote shell is high", () => {
    expect(short(withRules(tcp(22, "0.0.0.0/0")))).toEqual(["block definite high tcp 22"]);
  });
  test("an unknown source makes it possible, not milder", () => {
    expect(short(withRules({ ...tcp(22), cidr_blocks: [unknown] }))).toEqual(["warn possible high tcp 22"]);
  });
});

describe("through an HTTP proxy it is a way in", () => {
  const behind = (command: string): Program => ({
    ...runs(command, { protocol: "tcp", from_port: 8000, to_port: 9000, security_groups: [ref("aws_security_group.front.id")] }),
    "aws_security_group.front": { ingress: [tcp(80, "0.0.0.0/0")] },
    "aws_lb.front": { internal: false, subnets: [ref("aws_subnet.a.id")], security_groups: [ref("aws_security_group.front.id")] },
    "aws_lb_listener.l": {
      load_balancer_arn: ref("aws_lb.front.arn"),
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "forward", target_group_arn: ref("aws_lb_target_group.g.arn") }],
    },
    "aws_lb_target_group.g": { port: 8080, protocol: "HTTP" },
    "aws_lb_target_group_attachment.w": { target_group_arn: ref("aws_lb_target_group.g.arn"), target_id: ref("aws_instance.web.id") },
  });
  test("which passes, by the port that the world sees", () => {
    const program = behind("python3 -m http.server 8080");
    expect(short(program)).toEqual(["pass definite medium tcp 80"]);
    expect(resultOf(program).summary.entryPoints).toBe(1);
  });
  test("and warns before a console of administration", () => {
    expect(short(behind("jupyter notebook --ip 0.0.0.0 --port 8080 --allow-root"))).toEqual(["warn definite critical tcp 80"]);
  });
});

test("a list that anyone can stand behind warns", () => {
  const cloudfront: Program = {
    ...runs("python3 -m http.server 8080", { protocol: "tcp", from_port: 8080, to_port: 8080, prefix_list_ids: ["pl-3b927c52"] }),
    "data.aws_ec2_managed_prefix_list.cf": {
      id: "pl-3b927c52",
      name: "com.amazonaws.global.cloudfront.origin-facing",
      entries: [{ cidr: "198.51.100.0/24", description: "" }],
    },
  };
  expect(found(cloudfront, "world-open-listener").map((finding) => [finding.decision, finding.sources[0]?.class])).toEqual([
    ["warn", "partner"],
  ]);
});

describe("fingerprints", () => {
  const server = "python3 -m http.server 8080";
  const of = (program: Program): readonly string[] =>
    found(program, "world-open-listener")
      .filter(({ process }: Finding) => process !== "sshd")
      .map(({ fingerprint }) => fingerprint);
  const before = of(runs(server, tcp(8080, "0.0.0.0/0")));
  test("tell findings apart", () => {
    expect(before).toHaveLength(1);
    const two = found(runs(`${server} & python3 -m http.server 8081`, all), "world-open-listener").map(({ fingerprint }) => fingerprint);
    expect(new Set(two).size).toBe(3);
  });
  test.each<[string, Program]>([
    ["certainty", runs(server, { ...tcp(8080), cidr_blocks: [unknown] })],
    ["sources", runs(server, tcp(8080, "0.0.0.0/1", "128.0.0.0/1"))],
    ["other open ports", runs(server, all)],
    ["other rules in front", runs(server, tcp(22, "10.0.0.0/8"), tcp(8080, "0.0.0.0/0"))],
    ["the order of resources", Object.fromEntries(Object.entries(runs(server, tcp(8080, "0.0.0.0/0"))).reverse())],
  ])("do not depend on %s", (_, program) => {
    expect(of(program)).toEqual(before);
  });
  test("depend on the socket's own port", () => {
    expect(of(runs("python3 -m http.server 8081", tcp(8081, "0.0.0.0/0")))).not.toEqual(before);
  });
});

test("every shut door is named, and none that is open", () => {
  const because = (program: Program): readonly string[] =>
    resultOf(program)
      .findings.filter(({ process }) => process !== "sshd")
      .flatMap((finding) => finding.because.map(({ code }) => code));
  const shut = runs("python3 -m http.server 8080 --bind 127.0.0.1", tcp(8080, "10.0.0.0/8"));
  expect(because({ ...shut, "aws_instance.web": { ...shut["aws_instance.web"], associate_public_ip_address: false } })).toEqual([
    "no-public-address",
    "security-group",
    "loopback-bind",
  ]);
  expect(because(shut)).toEqual(["security-group", "loopback-bind"]);
  expect(because(runs("python3 -m http.server 8080", tcp(8080, "10.0.0.0/8")))).toEqual(["security-group"]);
});

describe("what is told is of the families in which it is the world that comes", () => {
  const both = (cidr_blocks: readonly string[], ipv6_cidr_blocks: readonly string[]): Program => ({
    ...withRules({ protocol: "tcp", from_port: 5001, to_port: 5001, cidr_blocks, ipv6_cidr_blocks }),
    "aws_instance.web": machine({ user_data: "#!/bin/bash\ngunicorn -b '[::]:5001' app:app &\n" }),
  });
  const told = (program: Program): readonly string[] =>
    found(program, "world-open-listener")
      .filter(({ process }) => process === "gunicorn")
      .flatMap(({ path, fixes }) => [
        ...path.filter(({ role }) => ["source", "address", "route"].includes(role)).map(({ says }) => says),
        ...fixes.flatMap(({ kind, text, yaml }) =>
          kind === "bind" ? [text] : (yaml?.split("\n").filter((line) => line.includes("from:")) ?? []),
        ),
      ]);
  const [four, six] = [["203.0.113.0/24"], ["2001:db8::/48"]];
  const gateway = "aws_internet_gateway.net";
  test.each<[string, Program, readonly string[]]>([
    [
      "IPv6, beside an office",
      both(four, ["::/0"]),
      ["::/0", "IPv6 address", `::/0 → ${gateway}`, "gunicorn: bind [::1]:5001, behind a proxy on the same host", '  from: ["::/0"]'],
    ],
    [
      "IPv4, beside an office",
      both(["0.0.0.0/0"], six),
      [
        "0.0.0.0/0",
        "public address (associate_public_ip_address)",
        `0.0.0.0/0 → ${gateway}`,
        "gunicorn: bind 127.0.0.1:5001, behind a proxy on the same host",
        '  from: ["0.0.0.0/0"]',
      ],
    ],
    [
      "both",
      both(["0.0.0.0/0"], ["::/0"]),
      [
        "0.0.0.0/0, ::/0",
        "public address (associate_public_ip_address)",
        "IPv6 address",
        `0.0.0.0/0 → ${gateway}`,
        `::/0 → ${gateway}`,
        "gunicorn: bind 127.0.0.1:5001, behind a proxy on the same host",
        '  from: ["0.0.0.0/0", "::/0"]',
      ],
    ],
  ])("%s", (_, program, texts) => {
    expect(told(program)).toEqual(texts);
  });
});

describe("what of a machine's own network lives elsewhere is what to name or to show", () => {
  const sources = (program: Program): readonly string[] =>
    found(program, "world-open-listener").flatMap(({ fixes }) => fixes.filter(({ kind }) => kind === "source").map(({ text }) => text));
  const at = (own: Block): Program => ({ ...withRules(openTo(22)), "aws_instance.web": machine(own) });
  test.each<[string, Program, readonly string[]]>([
    ["a group", at({ vpc_security_group_ids: ["sg-0dec0de0fba5eba11"] }), ["aws_instance.web vpc_security_group_ids: let this group"]],
    [
      "a subnet",
      at({ subnet_id: "subnet-0dec0de0fba5eba11" }),
      ["aws_security_group.web ingress[0]: name the networks", "aws_instance.web subnet_id: take a private subnet"],
    ],
    ["neither", at({}), ["aws_security_group.web ingress[0]: name the networks"]],
  ])("%s", (_, program, texts) => {
    expect(sources(program)).toEqual(texts.map((text) => expect.stringContaining(text) as string));
  });
  test("no group at all, in a network that the plan does not hold", () => {
    const { "aws_instance.web": web = {} } = at({ subnet_id: null, vpc_security_group_ids: null });
    expect(sources({ ...STOCK, "aws_instance.web": web })).toEqual([
      expect.stringContaining("vpc_security_group_ids: name a security group"),
    ]);
  });
});
