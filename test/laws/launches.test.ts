import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { resultOf } from "../plans/findings";
import { machine, withRules } from "../plans/vpc";

const folder = join(__dirname, "../launch/user-data");
const scripts = readdirSync(folder).filter((name) => !name.endsWith(".txt"));
const open = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"] };

/** A finding that is possible says which value is not known, and of what. */
test.each(scripts)("what is possible on a machine names what is not known: %s", (name) => {
  const user_data = readFileSync(join(folder, name), "utf8");
  const { findings } = resultOf({ ...withRules(open), "aws_instance.web": machine({ user_data }) });
  const possible = findings.filter(({ certainty }) => certainty === "possible");
  expect(possible.filter(({ unknowns }) => unknowns.length === 0).map(({ title }) => title)).toEqual([]);
});
