import { resultOf } from "../plans/findings";
import { ref, type Program } from "../plans/plan";
import { machine, withRules } from "../plans/vpc";

/** What is noted of a machine that runs a command. */
const noted = (command: string): readonly unknown[] =>
  resultOf({ ...withRules(), "aws_instance.web": machine({ user_data: `#!/bin/bash\n${command} &\n` }) })
    .diagnostics.filter(({ code }) => code === "tunnel-elsewhere")
    .map(({ level, message, resource }) => [level, message, resource]);

test.each(["ngrok tcp 10.71.5.7:5432", "ngrok tcp shop.c0ffee.eu-central-1.rds.amazonaws.com:5432", "bore local -l db 5432 --to bore.pub"])(
  "what the world reaches outside the plan is said: %s",
  (command) => {
    const [process = ""] = command.split(" ");
    const message = `${process} on aws_instance.web carries port 5432 of a host that is not in this plan to the world`;
    expect(noted(command)).toEqual([["note", message, "aws_instance.web"]]);
  },
);

test.each(["ngrok tcp 5432", "ngrok tcp 10.44.7.9:5432", "ngrok tcp $(where)", "ngrok tcp 10.71.5.7:5432 --cidr-allow 203.0.113.0/24"])(
  "nothing is noted where the plan has it, may have it, or who comes is filtered: %s",
  (command) => {
    expect(noted(command)).toEqual([]);
  },
);

test("a group with two kinds of machines says it once", () => {
  const template = (name: string, more: string) => ({
    name,
    image_id: "ami-0c0ffee5700000001",
    user_data: Buffer.from(`#!/bin/bash\nngrok tcp 10.71.5.7:5432 &\n${more}`).toString("base64"),
  });
  const program: Program = {
    ...withRules(),
    "aws_launch_template.a": template("a", ""),
    "aws_launch_template.b": template("b", "true\n"),
    "aws_autoscaling_group.fleet": {
      vpc_zone_identifier: [ref("aws_subnet.a.id")],
      mixed_instances_policy: [
        {
          launch_template: [
            {
              launch_template_specification: [{ launch_template_name: "a" }],
              override: [{ launch_template_specification: [{ launch_template_name: "b" }] }, {}],
            },
          ],
        },
      ],
    },
  };
  const notes = resultOf(program).diagnostics.filter(({ code }) => code === "tunnel-elsewhere");
  expect(notes.map(({ resource }) => resource)).toEqual(["aws_autoscaling_group.fleet"]);
});
