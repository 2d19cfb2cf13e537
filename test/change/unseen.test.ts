import { checkPlan } from "../../src/check";
import { planOf, unknown, type Block } from "../plans/plan";
import { machine, open, withRules } from "../plans/vpc";

/** 7001: grave by its port, and not by what answers there. */
const running = (own: Block): ReturnType<typeof planOf> =>
  planOf({ ...withRules(open(7001)), "aws_instance.web": machine({ ami: "ami-0c0ffee5700000002", ...own }) });

const gunicorn = (address: string): Block => ({ user_data: `#!/bin/sh\ngunicorn -b ${address}:7001 shop:app &\n` });

function change(from: Block, to: Block): readonly unknown[] {
  const plan = { ...running({ ...to, id: unknown }), before: running(from).resources };
  const { findings } = checkPlan(plan, { today: "2026-11-26", stack: null, advisory: false, all: false, version: "0" });
  return findings.map(({ certainty, severity, change: does }) => [certainty, severity, does].join(" "));
}

test("a program that shuts its port widens nothing, though nobody has shown what its machine image starts", () => {
  expect(change(gunicorn("0.0.0.0"), gunicorn("127.0.0.1"))).toEqual(["possible critical unchanged"]);
});

test("a graver program in its place does", () => {
  expect(
    change(gunicorn("0.0.0.0"), { user_data: "#!/bin/sh\nredis-server --port 7001 --bind 0.0.0.0 --protected-mode no &\n" }),
  ).toContain("definite critical widened");
});
