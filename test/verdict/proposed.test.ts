import { found } from "../plans/findings";
import type { Block } from "../plans/plan";
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
