import { readFileSync } from "node:fs";
import { join } from "node:path";

import { check, type CheckInput } from "../../../src";
import type { Config } from "../../../src/model/config";
import { UNKNOWN } from "./told";

interface Preview {
  readonly steps: readonly {
    readonly urn: string;
    readonly newState: {
      readonly inputs: Record<string, unknown>;
      readonly propertyDependencies: Record<string, readonly string[]>;
    };
  }[];
}

const HEAD = "urn:pulumi:dev::acme-fargate-gunicorn::";
const OFFICE = "aws:ec2/vpc:Vpc::shop";

/** The story, whose rule lets in a CIDR that another resource gives after the deployment. */
function input(): CheckInput {
  const path = join(__dirname, "../../cases/fargate-gunicorn/pulumi/preview.json");
  const preview = JSON.parse(readFileSync(path, "utf8")) as Preview;
  for (const { urn, newState } of preview.steps) {
    if (!urn.endsWith("::customers")) continue;
    newState.inputs["cidrIpv4"] = UNKNOWN;
    newState.propertyDependencies["cidrIpv4"] = [HEAD + OFFICE];
  }
  return { path: "preview.json", bytes: Buffer.from(JSON.stringify(preview)) };
}

const certainties = (known: NonNullable<Config["known"]>): readonly string[] =>
  check([input()], { today: "2027-02-11", stack: null, advisory: false, all: true, version: "0.0.0", config: { known } })
    .results.flatMap(({ findings }) => findings)
    .filter(({ rule }) => rule === "world-open-listener")
    .map(({ certainty }) => certainty);

test("a reference is known by its URN, or by what a report shows of it", () => {
  expect(certainties({})).toEqual(["possible"]);
  for (const name of [OFFICE, HEAD + OFFICE]) {
    expect(certainties({ [name]: ["198.51.100.7/32"] })).toEqual(["none"]);
    expect(certainties({ [name]: ["0.0.0.0/0"] })).toEqual(["definite"]);
  }
  expect(certainties({ "aws:ec2/vpc:Vpc::shed": ["198.51.100.7/32"] })).toEqual(["possible"]);
});
