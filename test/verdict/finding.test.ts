import { nameOf } from "../../src/verdict/name";
import { found } from "../plans/findings";
import type { Block } from "../plans/plan";
import { machine, withRules } from "../plans/vpc";

const to = (port: number, clients: Block): Block => ({ protocol: "tcp", from_port: port, to_port: port, ...clients });
const v4: Block = { cidr_blocks: ["0.0.0.0/0"] };
const v6: Block = { ipv6_cidr_blocks: ["::/0"] };

const REDIS = "#!/bin/bash\nredis-server --bind 0.0.0.0 :: --port 8081 --protected-mode no\n";

describe.each<[string, readonly Block[], string]>([
  ["IPv4", [v4], "0.0.0.0"],
  ["IPv6", [v6], "::"],
  ["both", [v4, v6], "0.0.0.0"],
])("where the world comes in over %s, the socket is shown that it meets", (_, clients, address) => {
  const bindOn = (port: number): readonly unknown[] =>
    found(
      { ...withRules(...clients.map((one) => to(port, one))), "aws_instance.web": machine({ user_data: REDIS }) },
      "world-open-listener",
    ).map(({ bind }) => bind);
  test("of the machine image's own", () => {
    expect(bindOn(22)).toMatchObject([{ address, ipv4: "any", ipv6: "any" }]);
  });
  test("of a server's", () => {
    expect(bindOn(8081)).toMatchObject([{ address, ipv4: "any", ipv6: "any" }]);
  });
});

test.each([
  ["", 'aws_instance.e["api.example.com"]', 'e["api.example.com"]'],
  ["", 'aws_instance.e["https://e.example.com/?q=1"]', 'e["https://e.example.com/?q=1"]'],
  ["", "aws_instance.e[0]", "e[0]"],
  ["module.shop[0]", 'module.shop[0].aws_instance.e["api.example.com"]', 'shop[0].e["api.example.com"]'],
  ["", "urn:pulumi:dev::shop::aws:ec2/instance:Instance::e", "e"],
])("in %j, %s goes by its name with all of its key", (module, address, name) => {
  expect(nameOf({ address, type: "aws_instance", name: "e", module, mode: "managed" })).toBe(name);
});
