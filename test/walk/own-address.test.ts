import { answering, whether } from "../plans/ask";
import { machine, STOCK, withRules } from "../plans/vpc";

const all = { protocol: "tcp", from_port: 9000, to_port: 9000, cidr_blocks: ["0.0.0.0/0"] };

test.each([
  ["10.44.7.9", "yes"],
  ["::ffff:10.44.7.9", "yes"],
  ["::ffff:a2c:709", "yes"],
  ["0:0:0:0:0:FFFF:0A2C:0709", "yes"],
  ["10.44.7.99", "no"],
  ["::ffff:10.44.7.99", "no"],
  ["::ffff:a2c:763", "no"],
])("a process that binds %s on the host 10.44.7.9: %s", (address, answers) => {
  const user_data = `#!/bin/bash\npython3 -m http.server 9000 --bind ${address}\n`;
  const program = { ...withRules(all), "aws_instance.web": machine({ user_data, private_ip: "10.44.7.9" }) };
  expect(whether(answering(program, "aws_instance.web"), "tcp 9000 from 203.0.113.9")).toBe(answers);
});

test.each([
  ["172.17.0.1", "no"],
  ["10.86.0.1", "no"],
  ["172.31.7.9", "perhaps"],
])("of a host in the default VPC, which is 172.31.0.0/16, a process that binds %s: %s", (address, answers) => {
  const user_data = `#!/bin/bash\npython3 -m http.server 9000 --bind ${address}\n`;
  const { subnet_id: _, ...inDefaultVpc } = machine({ user_data });
  const program = {
    ...STOCK,
    "aws_security_group.web": { ingress: [all] },
    "aws_instance.web": inDefaultVpc,
  };
  expect(whether(answering(program, "aws_instance.web"), "tcp 9000 from 203.0.113.9")).toBe(answers);
});
