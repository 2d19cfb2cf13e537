import { found, inShort } from "../plans/findings";
import { ref, type Block, type Program } from "../plans/plan";
import { machine, open, withRules } from "../plans/vpc";

const ID = "ami-0c0ffee5700000001";
const AMAZON: Block = { id: ID, owners: ["amazon"], name: "al2023-ami-2023.5" };
const UBUNTU: Block = { id: ID, owners: ["099720109477"], name: "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260301" };
const DEBIAN: Block = { id: ID, owners: ["136693071363"], most_recent: true };
const SOMEBODY: Block = { id: ID, owners: ["111122223333"], name: "ubuntu-golden" };

const answers = (image: Block, ...lines: readonly string[]): readonly string[] => {
  const { "data.aws_ami.stock": _stock, ...rest } = withRules(open(80), open(6379));
  const program: Program = {
    ...rest,
    "data.aws_ami.image": image,
    "aws_instance.web": machine({ user_data: ["#cloud-config", ...lines, ""].join("\n") }),
  };
  return found(program, "world-open-listener").map(inShort).sort();
};

const NGINX = "packages: [nginx]";

test("what a cloud-config installs is started as the image's distribution does it", () => {
  expect(answers(UBUNTU, NGINX)).toEqual(["block definite medium tcp 80"]);
  expect(answers(DEBIAN, NGINX)).toEqual(["block definite medium tcp 80"]);
  expect(answers(AMAZON, NGINX)).toEqual([]);
  expect(answers(AMAZON, NGINX, "runcmd: [systemctl enable --now nginx]")).toEqual(["block definite medium tcp 80"]);
  expect(answers(SOMEBODY, NGINX)).toContain("warn possible medium tcp 80");
});

test("a package of one distribution is none of the other's", () => {
  expect(answers(UBUNTU, "packages: [redis-server]")).toEqual([]);
  expect(
    answers(UBUNTU, "packages: [redis-server]", "write_files:", "  - { path: /etc/redis/redis.conf, content: 'bind 0.0.0.0' }"),
  ).toEqual(["block definite critical tcp 6379"]);
});

test("a file that is written later is not there yet when the service starts", () => {
  const file = (more: string): readonly string[] => [
    "packages: [redis-server]",
    "write_files:",
    `  - { path: /etc/redis/redis.conf, content: 'bind 0.0.0.0'${more} }`,
  ];
  expect(answers(UBUNTU, ...file(""))).toEqual(["block definite critical tcp 6379"]);
  expect(answers(UBUNTU, ...file(", defer: true"))).toEqual(["warn possible critical tcp 6379"]);
  expect(answers(UBUNTU, ...file(", defer: true"), "runcmd: [systemctl restart redis-server]")).toEqual([
    "block definite critical tcp 6379",
  ]);
});

test("of a distribution that its parameter names", () => {
  const by = (name: string): Program => {
    const { "data.aws_ami.stock": _stock, ...rest } = withRules(open(80));
    return { ...rest, "aws_instance.web": machine({ ami: `resolve:ssm:${name}`, user_data: `#cloud-config\n${NGINX}\n` }) };
  };
  const of = (name: string): readonly string[] => found(by(name), "world-open-listener").map(inShort);
  expect(of("/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id")).toEqual([
    "block definite medium tcp 80",
  ]);
  expect(of("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")).toEqual([]);
});

test("an image is known by its id, wherever that has come from", () => {
  const { "data.aws_ami.stock": _stock, ...rest } = withRules(open(80));
  const of = (ami: Block["ami"], more: Program): readonly string[] =>
    found(
      { ...rest, ...more, "aws_instance.web": machine({ ami: ami ?? ID, user_data: `#cloud-config\n${NGINX}\n` }) },
      "world-open-listener",
    ).map(inShort);
  const parameter = (name: string): Program => ({ "data.aws_ssm_parameter.image": { id: name, name, value: ID } });
  expect(of(ID, parameter("/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"))).toEqual([
    "block definite medium tcp 80",
  ]);
  expect(of(ID, parameter("/acme/golden/ubuntu"))).toContain("warn possible medium tcp 80");
  const chosen = ref("data.aws_ami.one.id", "data.aws_ami.other.id");
  const other = { ...UBUNTU, id: "ami-0c0ffee5700000002" };
  expect(of(chosen, { "data.aws_ami.one": UBUNTU, "data.aws_ami.other": other })).toEqual(["block definite medium tcp 80"]);
  expect(of(chosen, { "data.aws_ami.one": UBUNTU, "data.aws_ami.other": { ...other, ...AMAZON, id: other.id } })).toEqual([
    "warn possible medium tcp 80",
  ]);
  expect(of(chosen, { "data.aws_ami.one": UBUNTU, "data.aws_ami.other": { ...other, ...SOMEBODY, id: other.id } })).toContain(
    "warn possible medium tcp 80",
  );
});
