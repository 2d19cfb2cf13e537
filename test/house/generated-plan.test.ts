import { spawnSync } from "node:child_process";
import { check } from "../../src/check";
import { root } from "./repository";

interface Change {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly actions: readonly string[] };
}

/** The plan that the benchmarks are made on, in megabytes. */
function generate(megabytes: number): Buffer {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bench/generate-plan.mjs", String(megabytes)], {
    cwd: root,
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(String(stderr));
  return stdout;
}

const small = generate(0.5);
const changes = (JSON.parse(String(small)) as { resource_changes: readonly Change[] }).resource_changes;

test("it is as large as asked, within one unit, and the same each time", () => {
  expect(small.length).toBeGreaterThan(480_000);
  expect(small.length).toBeLessThan(650_000);
  expect(generate(0.5).equals(small)).toBe(true);
});

test("its resources are distinct, and half of the units are deployed already", () => {
  expect(new Set(changes.map(({ address }) => address)).size).toBe(changes.length);
  const ids = [...String(small).matchAll(/"(vpc-[0-9a-f]{17})"/g)].map(([, id]) => id);
  const deployed = changes.filter(({ change }) => change.actions.includes("no-op")).length;
  expect(new Set(ids).size).toBeGreaterThanOrEqual(deployed / 33);
  expect(Math.abs(deployed - changes.length / 2)).toBeLessThanOrEqual(33);
});

test("three of five resources decide who reaches what", () => {
  const network = /^aws_(vpc|internet_gateway|subnet|route|security_group|lb|ecs|instance)/;
  const share = changes.filter(({ type }) => network.test(type)).length / changes.length;
  expect(share).toBeGreaterThan(0.55);
  expect(share).toBeLessThan(0.65);
});

test("every unit is judged, each of a kind alike", () => {
  const today = "2026-11-25";
  const report = check([{ path: "plan.json", bytes: small }], { today, stack: null, advisory: false, all: true, version: "0" });
  expect(report.errors).toEqual([]);
  const [result] = report.results;
  const units = changes.length / 33;
  const workloads = (name: string): number =>
    new Set(result?.findings.filter(({ workload }) => workload.name === name).map(({ workload }) => workload.address)).size;
  expect(workloads("app")).toBe(units);
  expect(workloads("worker")).toBe(units);
  expect(result?.summary.entryPoints).toBe(units);
});
