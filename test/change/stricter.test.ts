import { readFileSync } from "node:fs";
import { join } from "node:path";

import { check } from "../../src/check";
import type { Config } from "../../src/model/config";
import type { Result } from "../../src/model/report";
import { resultOf, TODAY } from "../story/judge";

const read = (path: string): string => readFileSync(join(__dirname, "../cases", path), "utf8");

const http = read("alb-fargate/cdktf/cdk.tf.json");
const gunicorn = read("fargate-gunicorn/cdktf/cdk.tf.json");

function replaced(text: string, ...pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((whole, [from, to]) => {
    expect(whole).toContain(from);
    return whole.replaceAll(from, to);
  }, text);
}

/** The same addresses, and the world's bytes come through to the process. */
const tcp = replaced(http, ['"internal": false', '"internal": false, "load_balancer_type": "network"'], ['"HTTP"', '"TCP"']);
const redis = replaced(gunicorn, [
  '[\\"gunicorn\\",\\"-w\\",\\"3\\",\\"-b\\",\\"0.0.0.0:5001\\",\\"shop:app\\"]',
  '[\\"redis-server\\",\\"--port\\",\\"5001\\"]',
]);
const unsure = replaced(gunicorn, ['"cidr_ipv4": "0.0.0.0/0"', '"cidr_ipv4": "${var.clients}"']);

const input = (path: string, text: string): { path: string; bytes: Uint8Array } => ({ path, bytes: Buffer.from(text) });

function opened(before: string, after: string, config: Config = {}): Result {
  const options = { today: TODAY, stack: null, advisory: false, all: false, version: "0", only: "opened", config } as const;
  return resultOf(check([input("cdk.tf.json", after)], { ...options, against: [input("base.tf.json", before)] }));
}

const told = ({ decision, findings }: Result): object => ({ decision, changes: findings.map(({ change }) => change) });

test.each<[string, string, string, Config]>([
  ["the world's bytes come through where a proxy stood", http, tcp, {}],
  ["what answers is graver", gunicorn, redis, {}],
  ["what is possible does more than what is definite", gunicorn, unsure, { onUnknown: "block", rules: { "world-open-listener": "warn" } }],
])("widened: %s", (_, before, after, config) => {
  expect(told(opened(before, after, config))).toEqual({ decision: "block", changes: ["widened"] });
});

test.each<[string, string, string, Config]>([
  ["a proxy stands where bytes came through", tcp, http, {}],
  ["what answers is less grave", redis, gunicorn, {}],
  ["what was definite is possible", gunicorn, unsure, {}],
  ["nothing at all", tcp, tcp, {}],
])("not widened: %s", (_, before, after, config) => {
  expect(told(opened(before, after, config))).toEqual({ decision: "pass", changes: [] });
});

describe("a service that is renamed", () => {
  const renamed = replaced(gunicorn, ['"aws_ecs_service": {\n      "storefront"', '"aws_ecs_service": {\n      "till"']);
  const allowed = (workload: string): Config => ({
    stacks: { "*": { allow: [{ workload, ports: [5001], from: ["0.0.0.0/0"], reason: "a shop window", expires: "2027-12-31" }] } },
  });

  test.each(["*", "*.till", "aws_ecs_service.*"])("is as it was where an allowance for %j covers it", (workload) => {
    expect(told(opened(gunicorn, renamed, allowed(workload)))).toEqual({ decision: "pass", changes: [] });
  });

  test("is widened where the allowance is for what it was called", () => {
    expect(told(opened(gunicorn, renamed, allowed("*.storefront")))).toEqual({ decision: "block", changes: ["widened"] });
  });
});
