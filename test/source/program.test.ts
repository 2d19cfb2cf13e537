import { place, programIn } from "./files";

const NET = 'resource "aws_subnet" "a" {\n  count = 2\n}\ndata "aws_ami" "stock" {}\n';
const call = (name: string, source: string): string => `module "${name}" {\n  source = "${source}"\n}\n`;

describe("modules", () => {
  const files = {
    "infra/prod/main.tf": `\n${call("net", "../../modules/net")}${call("vpc", "terraform-aws-modules/vpc/aws")}${call("gone", "./gone")}`,
    "modules/net/main.tf": `${NET}${call("rules", "./rules")}`,
    "modules/net/rules/main.tf": `# rules\n${NET}`,
    "infra/prod/.terraform/modules/modules.json": JSON.stringify({
      Modules: [
        { Key: "", Source: "", Dir: "." },
        { Key: "net", Source: "../../modules/net", Dir: "elsewhere" },
        { Key: "vpc", Source: "registry.terraform.io/terraform-aws-modules/vpc/aws", Version: "5.8.1", Dir: ".terraform/modules/vpc" },
        { Key: "vpc.inner", Source: "./modules/inner", Dir: ".terraform/modules/vpc/modules/inner" },
      ],
    }),
    "infra/prod/.terraform/modules/vpc/main.tf": `\n\n${NET}${call("inner", "./modules/inner")}`,
    "infra/prod/.terraform/modules/vpc/modules/inner/main.tf": NET,
  };
  const program = programIn(files, "infra/prod");

  test.each([
    ["module.net.aws_subnet.a", "modules/net/main.tf:1:1"],
    ["module.net.data.aws_ami.stock", "modules/net/main.tf:4:1"],
    ['module.net["x.module.y"].aws_subnet.a[1]', "modules/net/main.tf:1:1"],
    ['module.net[0].module.rules["q\\"]"].aws_subnet.a', "modules/net/rules/main.tf:2:1"],
    ["module.vpc.aws_subnet.a[0]", "infra/prod/.terraform/modules/vpc/main.tf:3:1"],
    ["module.vpc.module.inner.aws_subnet.a", "infra/prod/.terraform/modules/vpc/modules/inner/main.tf:1:1"],
    // A folder that is not there: what is known is who calls it.
    ["module.gone.aws_subnet.a", "infra/prod/main.tf:8:1"],
    ["module.gone.module.deeper.aws_subnet.a", "infra/prod/main.tf:8:1"],
  ])("%s", (address, expected) => {
    expect(place(program, address)).toBe(expected);
  });

  test.each([
    "module.nobody.aws_subnet.a",
    "module.net.aws_subnet.b",
    "module.net.module.nobody.aws_subnet.a",
    "aws_subnet.a",
    "module.net.aws_ami.stock",
  ])("nobody knows %s", (address) => {
    expect(place(program, address)).toBeNull();
  });

  test("of a module from a registry that is not fetched the call is told", () => {
    const fresh = programIn({ "main.tf": call("vpc", "terraform-aws-modules/vpc/aws") });
    expect(place(fresh, "module.vpc.aws_subnet.a")).toBe("main.tf:1:1");
    expect(fresh.problems()).toEqual([]);
  });

  test("a module that calls itself is followed as far as the address goes", () => {
    const circle = programIn({ "main.tf": call("self", ".") + NET });
    expect(place(circle, `${"module.self.".repeat(50)}aws_subnet.a`)).toBe("main.tf:4:1");
  });

  test.each(["", "{", "[]", '{"Modules": 1}', '{"Modules": [null]}'])("a list of modules that is none is told: %j", (text) => {
    const program = programIn({ "main.tf": call("vpc", "x/y/z"), ".terraform/modules/modules.json": text });
    expect(place(program, "module.vpc.aws_subnet.a")).toBe("main.tf:1:1");
    expect(program.problems().map(({ code }) => code)).toEqual(["source-modules"]);
  });
});

describe("files", () => {
  const GROUP = 'resource "aws_security_group" "g" {\n  name = "g"\n  ingress {\n    from_port = 443\n  }\n}\n';

  test("an override gives what it names, and the block is where it was", () => {
    const program = programIn({
      "a_override.tf": 'resource "aws_security_group" "g" {\n  ingress { from_port = 80 }\n}\n',
      "override.tf.json": '{"resource": {"aws_security_group": {"g": {\n"description": "x"}}}}',
      "main.tf": `\n${GROUP}`,
    });
    const raw = { ingress: [{ from_port: 80 }] };
    expect(place(program, "aws_security_group.g")).toBe("main.tf:2:1");
    expect(place(program, "aws_security_group.g", "ingress[0].from_port", raw)).toBe("a_override.tf:2:13");
    expect(place(program, "aws_security_group.g", "description")).toBe("override.tf.json:2:1");
    expect(place(program, "aws_security_group.g", "name")).toBe("main.tf:3:3");
    expect(program.problems()).toEqual([]);
  });

  test("a block that is written twice is told", () => {
    const program = programIn({ "b.tf": `\n${GROUP}`, "a.tf": GROUP });
    expect(place(program, "aws_security_group.g")).toBe("a.tf:1:1");
    expect(program.problems()).toEqual([
      {
        code: "source-twice",
        message: "aws_security_group.g is written twice, in a.tf:1 and in b.tf:2; the lines told are those of the first",
      },
    ]);
  });

  test("what Terraform does not read is not read, and OpenTofu's file goes before Terraform's", () => {
    const program = programIn({
      ".hidden.tf": GROUP,
      "main.tf~": GROUP,
      "#main.tf": GROUP,
      "main.tf.bak": GROUP,
      "below/main.tf": GROUP,
      "main.tf": GROUP,
      "main.tofu": `\n\n${GROUP}`,
    });
    expect(place(program, "aws_security_group.g")).toBe("main.tofu:3:1");
    expect(program.problems()).toEqual([]);
  });

  test("data sources of checks are found", () => {
    const program = programIn({
      "main.tf": 'check "up" {\n  data "http" "page" {\n    url = "x"\n  }\n  assert {\n    condition = true\n  }\n}\n',
      "more.tf.json": '{"check": {"down": {\n"data": {"http": {\n"other": {}}}}}}',
    });
    expect(place(program, "data.http.page", "url")).toBe("main.tf:3:5");
    expect(place(program, "data.http.other")).toBe("more.tf.json:3:1");
  });

  test("JSON syntax: objects, lists of them, dynamic blocks, comments and templates", () => {
    const program = programIn({
      "main.tf.json": [
        '{ "//": "a comment", "resource": [{"aws_security_group": {',
        '  "//": {"g": {}},',
        '  "g": [{',
        '    "name": "${join(\\"-\\", [\\"a\\", \\"}\\"])}",',
        '    "ingress": [{"from_port": 443},',
        '      {"from_port": "${var.port}",',
        '       "cidr_blocks": ["10.0.0.0/8",',
        '         "0.0.0.0/0"]}],',
        '    "egress": {"from_port": 0},',
        '    "dynamic": {"timeouts": {"for_each": [], "content": {}}}',
        "  }]}}],",
        '  "module": {"net": {"source": "./net"}}}',
      ].join("\r\n"),
      "net/main.tf": NET,
    });
    const raw = {
      ingress: [
        { from_port: 8443, cidr_blocks: ["0.0.0.0/0", "10.0.0.0/8"] },
        { from_port: 443, cidr_blocks: [] },
      ],
    };
    const at = (attribute: string | null): string | null => place(program, "aws_security_group.g", attribute, raw);
    expect(at(null)).toBe("main.tf.json:3:3");
    expect(at("ingress[0].cidr_blocks[0]")).toBe("main.tf.json:8:10");
    expect(at("ingress[0].cidr_blocks[1]")).toBe("main.tf.json:7:24");
    expect(at("ingress[1].from_port")).toBe("main.tf.json:5:18");
    expect(at("egress[0].from_port")).toBe("main.tf.json:9:16");
    expect(at("timeouts[0]")).toBe("main.tf.json:10:17");
    expect(place(program, "module.net.aws_subnet.a")).toBe("net/main.tf:1:1");
  });
});
