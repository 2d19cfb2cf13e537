import type { CheckOptions } from "../../src/check";
import { found } from "../plans/findings";
import { ref, type Block, type Program } from "../plans/plan";
import { machine, withRules } from "../plans/vpc";

const all = { protocol: "tcp", from_port: 6390, to_port: 6390 };
const redis = machine({ user_data: "#!/bin/bash\napt-get install -y redis-server\nredis-server --bind '*' --port 6390 --daemonize yes\n" });
/** Every other /8 of those that are routable, so that a list of them is long. */
const many = [11, 13, 15, 17, 19, 21, 23, 25, 27, 29].map((first) => `${String(first)}.0.0.0/8`);

test.each<[string, Block, string]>([
  ["of many IPv4 networks", { cidr_blocks: many }, '["0.0.0.0/0"]'],
  ["of everyone", { cidr_blocks: ["0.0.0.0/0"] }, '["0.0.0.0/0"]'],
])("an allowance is proposed in the families that come in: %s", (_, sources, from) => {
  const findings = found({ ...withRules({ ...all, ...sources }), "aws_instance.web": redis }, "world-open-listener");
  const yaml = findings.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.yaml ?? []));
  expect(yaml.map((text) => /from: (.*)/.exec(text)?.[1])).toEqual([from]);
});

describe("what the configuration may say is proposed", () => {
  const yamlOf = (program: Program, more: Partial<CheckOptions> = {}): readonly string[] =>
    found(program, "world-open-listener", more).flatMap(({ fixes }) =>
      fixes.filter(({ kind }) => kind === "known").map(({ yaml }) => yaml ?? ""),
    );
  const office = (...names: readonly string[]): Program => ({
    ...withRules({ ...all, cidr_blocks: [ref(...names)] }),
    "aws_instance.web": redis,
  });
  const held = { user_data: "#!/bin/bash\nredis-server --bind 127.0.0.1 --port 6390 --daemonize yes\n" };
  const golden = (more: Block): Program => ({
    ...withRules({ ...all, cidr_blocks: ["0.0.0.0/0"] }),
    "data.aws_ami.stock": { id: "ami-0c0ffee5700000001", owners: ["self"], name: "golden-7" },
    "aws_instance.web": machine({ ...held, ...more }),
  });

  test("of one reference, the networks that it stands for", () => {
    expect(yamlOf(office("var.office"))).toEqual(['known:\n  var.office: ["203.0.113.0/24"]']);
    expect(yamlOf(office("var.office"), { config: { known: { "var.office": ["203.0.113.0/24"] } } })).toEqual([]);
  });

  test("not of two, of which nobody can say the one", () => {
    expect(yamlOf(office("var.office", "var.partner"))).toEqual([]);
  });

  test("nor where what is not known is taken to be anything", () => {
    expect(yamlOf(office("var.office"), { config: { assumptions: { "as-referenced": "off" } } })).toEqual([]);
  });

  // A machine image has started its services before user data run, and a port on loopback is none of theirs only if they left it free.
  test("of a machine image, what it listens on besides", () => {
    expect(yamlOf(golden({}))).toEqual(['images:\n  ami-0c0ffee5700000001: { listens: ["*:22/tcp"] }']);
    const config = { images: { "ami-0c0ffee5700000001": { listens: ["*:22/tcp"] } } };
    expect(found(golden({}), "world-open-listener", { config })).toEqual([]);
  });

  test.each([
    ["by a slip of the pen", "var.offcie", " (was it meant by var.offcie ("],
    ["not by another number", "var.office2", null],
    ["not by another name", "var.bureau", null],
  ])("with what it is almost said by: %s", (_, name, asked) => {
    const [finding] = found(office("var.office"), "world-open-listener", { config: { known: { [name]: ["203.0.113.0/24"] } } });
    const text = finding?.fixes.find(({ kind }) => kind === "known")?.text ?? "";
    expect(text).toContain("which networks these are");
    expect(text.includes("was it meant by")).toBe(asked !== null);
    expect(text).toContain(asked ?? "");
  });

  test("with the place where it is final", () => {
    const config = [{ final: ["known"] }, {}] as const;
    const [finding] = found(office("var.office"), "world-open-listener", { config });
    expect(finding?.fixes.map(({ text }) => text)).toContainEqual(
      expect.stringContaining("nearer files cannot: say which networks these are"),
    );
  });
});
