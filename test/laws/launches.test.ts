import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Finding } from "../../src/model/report";
import { resultOf } from "../plans/findings";
import type { Block } from "../plans/plan";
import { machine, withRules } from "../plans/vpc";

const folder = join(__dirname, "../launch/user-data");
const scripts = readdirSync(folder).filter((name) => !name.endsWith(".txt"));
const open = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"] };

const toldOf = (name: string, rule: Block): readonly Finding[] => {
  const user_data = readFileSync(join(folder, name), "utf8");
  const { findings } = resultOf({ ...withRules(rule), "aws_instance.web": machine({ user_data }) });
  return findings.filter(({ certainty }) => certainty !== "none");
};

/** A finding that is possible says which value is not known, and of what. */
test.each(scripts)("what is possible on a machine names what is not known: %s", (name) => {
  const possible = toldOf(name, open).filter(({ certainty }) => certainty === "possible");
  expect(possible.filter(({ unknowns }) => unknowns.length === 0).map(({ title }) => title)).toEqual([]);
});

test.each(scripts)("a machine whose group admits one port is not said to answer on others: %s", (name) => {
  const ports = toldOf(name, { ...open, protocol: "tcp", from_port: 8641, to_port: 8641 })
    .filter(({ rule }) => rule === "world-open-listener" || rule === "world-open-idle")
    .flatMap((finding) => finding.ports);
  expect(ports.filter(([first, last]) => first !== 8641 || last !== 8641)).toEqual([]);
});
