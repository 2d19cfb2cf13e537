import { checkPlan } from "../../src/check";
import { planOf, ref, unknown, type Block, type Program } from "../plans/plan";
import { machine, open, withRules } from "../plans/vpc";

const script = (...lines: readonly string[]): string => ["#!/bin/bash", "apt-get install -y redis-server", ...lines, ""].join("\n");
const LOOPBACK = script();
const OPEN = script("sed -i 's/^bind .*/bind 0.0.0.0/' /etc/redis/redis.conf", "systemctl restart redis-server");
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const programOf = (own: Block, more: Program = {}): Program => ({
  ...withRules(open(6379)),
  "data.aws_ami.stock": { id: "ami-0c0ffee5700000001", owners: ["099720109477"], name: "ubuntu/images/hvm-ssd/ubuntu-noble" },
  "aws_instance.web": machine({ id: "i-0feedbeef44556677", ...own }),
  ...more,
});

function change(from: Program, to: Program): readonly string[] {
  const plan = { ...planOf(to), before: planOf(from).resources };
  const result = checkPlan(plan, { today: "2026-11-26", stack: null, advisory: false, all: false, version: "0" });
  return [
    ...result.findings
      .filter(({ rule, certainty }) => rule === "world-open-listener" && certainty !== "none")
      .map(({ certainty, change: is, unknowns }) => [certainty, is, ...unknowns.map(({ attribute }) => attribute)].join(" ")),
    ...(result.closed ?? []).map(() => "closed"),
  ];
}

const web = (from: Block, to: Block): readonly string[] => change(programOf(from), programOf(to));

test.each<[string, Block, Block, readonly string[]]>([
  ["shut in place", { user_data: OPEN }, { user_data: LOOPBACK }, ["possible unchanged user_data"]],
  ["shut in place, in base64", { user_data_base64: base64(OPEN) }, { user_data: LOOPBACK }, ["possible unchanged user_data"]],
  ["taken away in place", { user_data: OPEN }, {}, ["possible unchanged "]],
  ["opened in place", { user_data: LOOPBACK }, { user_data: OPEN }, ["possible opened user_data"]],
  ["open as before", { user_data: OPEN }, { user_data: `${OPEN}# v2\n` }, ["definite unchanged"]],
  ["the same in base64", { user_data: OPEN }, { user_data_base64: base64(OPEN) }, ["definite unchanged"]],
  [
    "of which a digest alone was kept",
    { user_data: "0a".repeat(20) },
    { user_data: OPEN },
    ["possible unchanged user_data user_data", "possible unchanged user_data"],
  ],
  ["shut, and the machine is made anew", { user_data: OPEN }, { id: unknown, user_data: LOOPBACK }, ["closed"]],
  ["shut, as a change replaces it", { user_data: OPEN }, { user_data: LOOPBACK, user_data_replace_on_change: true }, ["closed"]],
])("%s", (_, from, to, told) => {
  expect(web(from, to)).toEqual(told);
});

test("of its launch template", () => {
  const templated = (text: string): Program =>
    programOf(
      { launch_template: [{ id: ref("aws_launch_template.web.id"), version: "$Latest" }] },
      { "aws_launch_template.web": { user_data: base64(text) } },
    );
  expect(change(templated(OPEN), templated(LOOPBACK))).toEqual(["possible unchanged user_data"]);
});

describe("of the template of an Auto Scaling group", () => {
  const template = ref("aws_launch_template.web.id");
  const group = (more: Block): Program => ({
    ...withRules(open(6379)),
    "data.aws_ami.stock": { id: "ami-0c0ffee5700000001", owners: ["099720109477"], name: "ubuntu/images/hvm-ssd/ubuntu-noble" },
    "aws_autoscaling_group.web": {
      id: "web",
      vpc_zone_identifier: [ref("aws_subnet.a.id")],
      launch_template: [{ id: template, version: "$Latest" }],
      ...more,
    },
  });
  const INTERFACE = [{ associate_public_ip_address: true, security_groups: [ref("aws_security_group.web.id")] }];
  const of = (text: string, more: Block = {}, own: Block = {}): Program => {
    const { "aws_instance.web": _, ...rest } = group(more);
    const image = ref("data.aws_ami.stock.id");
    return {
      ...rest,
      "aws_launch_template.web": { id: "lt-1", image_id: image, user_data: base64(text), network_interfaces: INTERFACE, ...own },
    };
  };
  const REFRESH = [{ strategy: "Rolling" }];
  const newest = { launch_template: [{ id: template, version: ref("aws_launch_template.web.latest_version") }] };
  const GUARDED = { protect_from_scale_in: true };
  const KEPT = ["possible unchanged launch_template"];
  const refresh = (preferences: Block): Block => ({ ...newest, instance_refresh: [{ strategy: "Rolling", preferences: [preferences] }] });

  test.each<[string, Program, Program, readonly string[]]>([
    ["shut, and nothing replaces them", of(OPEN), of(LOOPBACK), ["possible unchanged launch_template"]],
    ["opened, and nothing replaces them", of(LOOPBACK), of(OPEN), ["possible opened launch_template"]],
    ["open as before", of(OPEN), of(`${OPEN}# v2\n`), ["definite unchanged"]],
    ["shut, and a refresh follows the newest version", of(OPEN), of(LOOPBACK, { ...newest, instance_refresh: REFRESH }), ["closed"]],
    [
      "shut, and a refresh that no version starts",
      of(OPEN, { instance_refresh: REFRESH }),
      of(LOOPBACK, { instance_refresh: REFRESH }),
      ["possible unchanged launch_template"],
    ],
    ["shut, and what nobody knows may refresh", of(OPEN), of(LOOPBACK, { ...newest, instance_refresh: unknown }), KEPT],
    ["shut, and a refresh leaves what is protected", of(OPEN, GUARDED), of(LOOPBACK, { ...GUARDED, ...refresh({}) }), KEPT],
    [
      "shut, and a refresh waits for what is protected",
      of(OPEN, GUARDED),
      of(LOOPBACK, { ...GUARDED, ...refresh({ scale_in_protected_instances: "Wait" }) }),
      KEPT,
    ],
    ["shut, and what was protected stays so", of(OPEN, GUARDED), of(LOOPBACK, refresh({})), KEPT],
    [
      "shut, and a refresh replaces what is protected",
      of(OPEN, GUARDED),
      of(LOOPBACK, { ...GUARDED, ...refresh({ scale_in_protected_instances: "Refresh" }) }),
      ["closed"],
    ],
    ["shut, and the group is made anew", of(OPEN), of(LOOPBACK, { id: unknown }), ["closed"]],
    ["of another size alone", of(OPEN), of(OPEN, {}, { instance_type: "t4g.large" }), ["definite unchanged"]],
  ])("%s", (_, from, to, told) => {
    expect(change(from, to)).toEqual(told);
  });
});
