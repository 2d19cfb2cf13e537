import { decide, worst } from "../../src/verdict/decide";
import { configurationOf, settingsFor } from "../../src/config";
import type { Certainty, Decision, Entry, Rule, Severity } from "../../src/model/report";
import { severityOf } from "../../src/verdict/severity";
import { found, inShort, resultOf } from "../plans/findings";
import { unknown, type Program } from "../plans/plan";
import { withRules } from "../plans/vpc";

const settings = settingsFor(configurationOf(undefined), null);
const policy = {
  rules: Object.fromEntries(Object.entries(settings.rules).map(([name, { value }]) => [name, value])) as Record<Rule, Decision>,
  onUnknown: settings.onUnknown.value,
};

/** The table of what a finding does where nobody configures anything. */
test.each<[Rule, Certainty, Entry | null, Severity, boolean, Decision]>([
  ["world-open-listener", "definite", "direct", "medium", false, "block"],
  ["world-open-listener", "definite", "passthrough", "medium", false, "block"],
  ["world-open-listener", "definite", "terminated", "medium", false, "pass"],
  ["world-open-listener", "definite", "terminated", "high", false, "pass"],
  ["world-open-listener", "definite", "terminated", "critical", false, "warn"],
  ["world-open-listener", "possible", "direct", "critical", false, "warn"],
  ["world-open-listener", "possible", "passthrough", "medium", false, "warn"],
  ["world-open-listener", "possible", "terminated", "critical", false, "pass"],
  ["world-open-listener", "definite", "direct", "critical", true, "warn"],
  ["world-open-listener", "definite", "terminated", "medium", true, "pass"],
  ["world-open-listener", "definite", "terminated", "critical", true, "warn"],
  ["world-open-listener", "possible", "terminated", "critical", true, "pass"],
  ["world-open-listener", "none", "direct", "critical", false, "pass"],
  ["world-open-idle", "definite", "direct", "critical", false, "warn"],
  ["deaf-listener", "definite", null, "medium", false, "warn"],
  ["bind-is-not-a-filter", "definite", null, "medium", false, "warn"],
  ["will-not-start", "definite", null, "medium", false, "warn"],
])("%s, %s, %s, %s, partner %s: %s", (rule, certainty, entry, severity, partner, decision) => {
  expect(decide({ rule, certainty, entry, severity, partner }, policy)).toBe(decision);
});

test("the worst of several", () => {
  expect([worst([]), worst(["pass", "warn"]), worst(["warn", "block", "pass"])]).toEqual(["pass", "warn", "block"]);
});

test.each<[string | null, number, Severity]>([
  ["redis", 8080, "critical"],
  ["nginx", 6379, "medium"],
  [null, 6379, "critical"],
  [null, 22, "high"],
  [null, 3389, "high"],
  [null, 443, "medium"],
  ["sshd", 2222, "high"],
])("severity of %s on %i: %s", (process, port, severity) => {
  expect(severityOf(process, [[port, port]])).toBe(severity);
});

describe("what is configured", () => {
  const ssh = (cidr: string | typeof unknown): Program => withRules({ protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: [cidr] });
  const short = (program: Program, config: Parameters<typeof resultOf>[1]): readonly string[] =>
    found(program, "world-open-listener", config).map(inShort);
  test("a rule", () => {
    expect(short(ssh("0.0.0.0/0"), { config: { rules: { "world-open-listener": "warn" } } })).toEqual(["warn definite high tcp 22"]);
  });
  test("the unknown", () => {
    expect(short(ssh(unknown), { config: { onUnknown: "block" } })).toEqual(["block possible high tcp 22"]);
    expect(short(ssh(unknown), { config: { onUnknown: "pass" } })).toEqual(["pass possible high tcp 22"]);
  });
  test("advice blocks nothing, and says what would be", () => {
    const { decision, wouldBe, advisory } = resultOf(ssh("0.0.0.0/0"), { advisory: true });
    expect({ decision, wouldBe, advisory }).toEqual({ decision: "warn", wouldBe: "block", advisory: true });
  });
});
