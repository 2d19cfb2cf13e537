import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, checkReadable, checkRegistered, type CheckOptions } from "../../src/check";
import { ConfigError, type AllowanceConfig, type Config } from "../../src/model/config";
import { allowing, judged, open, planOf } from "./judged";

const decided = (story: string, ...allow: readonly Partial<AllowanceConfig>[]) =>
  open(judged(planOf(story), allowing(...allow))).map(({ decision, certainty, ports, allowance }) => ({
    decision,
    certainty,
    ports,
    allowed: allowance !== null,
  }));

const blocked = (port: number) => [{ decision: "block", certainty: "definite", ports: [[port, port]], allowed: false }];
const passed = (port: number) => [{ decision: "pass", certainty: "definite", ports: [[port, port]], allowed: true }];

describe("a listener on tcp 8883 behind a balancer that answers the world (nlb-fargate)", () => {
  test.each<[string, Partial<AllowanceConfig>]>([
    ["its port, for anyone", { ports: [8883], from: ["0.0.0.0/0"] }],
    ["two halves of the world", { ports: [8883], from: ["0.0.0.0/1", "128.0.0.0/1"] }],
    ["every workload of the name", { workload: "lobby" }],
    ["its address", { workload: "aws_ecs_service.lobby" }],
    ["a pattern", { workload: "aws_*.lob*" }],
    ["a wide range", { ports: ["1-9000"] }],
  ])("is let pass by %s", (_, allowance) => {
    expect(decided("nlb-fargate", allowance)).toEqual(passed(8883));
  });

  test.each<[string, Partial<AllowanceConfig>]>([
    ["the next port", { ports: [8884] }],
    ["the port at the process", { ports: [9191] }],
    ["a private network", { from: ["10.0.0.0/8"] }],
    ["half of the world", { from: ["0.0.0.0/1"] }],
    ["the world of the other family", { from: ["::/0"] }],
    ["another workload", { workload: "aws_ecs_service.lobb" }],
    ["a part of its name", { workload: "lob" }],
    ["its type", { workload: "aws_ecs_service" }],
    ["a day that is over", { expires: "2027-02-10" }],
  ])("is not let pass by %s", (_, allowance) => {
    expect(decided("nlb-fargate", allowance)).toEqual(blocked(8883));
  });
});

test("an allowance for IPv4 leaves IPv6 (ipv6)", () => {
  const [finding] = open(judged(planOf("ipv6"), allowing({ from: ["0.0.0.0/0"] })));
  expect([finding?.decision, finding?.certainty]).toEqual(["block", "definite"]);
  for (const { must, may } of finding?.sources ?? []) expect([...must, ...may].every((cidr) => cidr.includes(":"))).toBe(true);
});

test("what is possible is let pass, and stays possible (unknown-cidr)", () => {
  expect(decided("unknown-cidr", {})).toEqual([{ decision: "pass", certainty: "possible", ports: [[8765, 8765]], allowed: true }]);
});

test.each<[string | number, string]>([
  [11311, "pass"],
  ["11311/udp", "pass"],
  ["11000-12000/udp", "pass"],
  ["11311/tcp", "block"],
  ["11312/udp", "block"],
])("a protocol beside the port is all that is allowed: %s (udp)", (port, decision) => {
  expect(decided("udp", { ports: [port] }).map((each) => each.decision)).toEqual([decision]);
});

test.each<[string | number, object]>([
  ["11311/udp", { ports: [[11311, 11311]], byProtocol: { tcp: [], udp: [[11311, 11311]] } }],
  [11311, { ports: [[11311, 11311]] }],
])("the report tells of which protocol it is: %s", (port, told) => {
  const { used } = judged(planOf("udp"), allowing({ ports: [port] })).allowances;
  expect(used.map(({ ports, byProtocol }) => (byProtocol === undefined ? { ports } : { ports, byProtocol }))).toEqual([told]);
});

test("what is proposed for one protocol lets none of the other pass (all-protocols)", () => {
  const proposed = open(judged(planOf("all-protocols"), {})).map(({ fixes }) => fixes.find(({ kind }) => kind === "allow")?.yaml ?? "");
  const written = proposed.map((yaml) => JSON.parse(/ports: (.*)/.exec(yaml)?.[1] ?? "[]") as readonly string[]);
  expect(written).toEqual([["8787/tcp"], ["0-8786/tcp", "8788-65535/tcp"], ["0-65535/udp"]]);
  const letPass = (ports: readonly string[]): readonly string[] =>
    open(judged(planOf("all-protocols"), allowing({ ports })))
      .filter(({ allowance }) => allowance !== null)
      .map(({ rule, protocol }) => `${rule} ${String(protocol)}`);
  expect(written.map(letPass)).toEqual([["world-open-listener tcp"], ["world-open-idle tcp"], ["world-open-idle udp"]]);
});

test("ports where nothing listens are allowed likewise (idle-port)", () => {
  expect(decided("idle-port", { ports: [5678] })).toContainEqual({
    decision: "pass",
    certainty: "definite",
    ports: [[5678, 5678]],
    allowed: true,
  });
  expect(decided("idle-port", { ports: [5679] })).toContainEqual({
    decision: "warn",
    certainty: "definite",
    ports: [[5678, 5678]],
    allowed: false,
  });
});

describe("a list that anyone can stand behind (cloudfront-list)", () => {
  const { sources } = open(judged(planOf("cloudfront-list"), {}))[0] ?? { sources: [] };
  const listed = sources.flatMap(({ may }) => may);

  test("is allowed by its own addresses, and by the world", () => {
    expect(listed.length).toBeGreaterThan(0);
    for (const from of [listed, ["0.0.0.0/0", "::/0"]]) {
      expect(decided("cloudfront-list", { from }).map(({ decision, allowed }) => [decision, allowed])).toEqual([["pass", true]]);
    }
  });

  test("is not by some of them", () => {
    const [first = ""] = listed;
    expect(listed.length).toBeGreaterThan(1);
    expect(decided("cloudfront-list", { from: [first] }).map(({ decision, allowed }) => [decision, allowed])).toEqual([["warn", false]]);
  });
});

describe("the day on which an allowance ends", () => {
  const on = (today: string) => judged(planOf("nlb-fargate"), allowing({ expires: "2028-02-29" }), { today });
  const state = (today: string) => {
    const { decision, allowances } = on(today);
    return [decision, ...(["used", "unused", "expired", "expiring"] as const).map((name) => allowances[name].length)];
  };

  test.each([
    ["long before", "2028-02-14", ["pass", 1, 0, 0, 0]],
    ["fourteen days before", "2028-02-15", ["pass", 1, 0, 0, 1]],
    ["the day itself", "2028-02-29", ["pass", 1, 0, 0, 1]],
    ["the day after", "2028-03-01", ["block", 0, 0, 1, 0]],
    ["years after", "2031-01-01", ["block", 0, 0, 1, 0]],
  ])("%s", (_, today, expected) => {
    expect(state(today)).toEqual(expected);
  });
});

test("an allowance in use tells of the findings, and where it is written is not told of an object", () => {
  const { allowances, findings } = judged(
    planOf("nlb-fargate"),
    allowing({ workload: "*lobby", ports: ["8000-9000"], owner: "team-games" }),
  );
  expect(allowances.used).toEqual([
    {
      stack: "*",
      workload: "*lobby",
      ports: [[8000, 9000]],
      from: ["0.0.0.0/0", "::/0"],
      reason: "by design",
      owner: "team-games",
      expires: "2027-12-31",
      location: null,
      fingerprints: [open({ ...judged(planOf("nlb-fargate"), {}) })[0]?.fingerprint],
    },
  ]);
  expect(findings.find(({ allowance }) => allowance !== null)?.allowance).toEqual({ ...allowances.used[0], fingerprints: undefined });
});

describe("what a plan marks sensitive is not told by what an allowance leaves of it (sensitive-cidr)", () => {
  const { hidden } = JSON.parse(readFileSync(join(__dirname, "../cases/sensitive-cidr/verdict.json"), "utf8")) as {
    hidden: readonly string[];
  };

  test.each([["0.0.0.0/1"], ["10.0.0.0/8"], ["128.0.0.0/1"], ["0.0.0.0/0"], ["200.0.0.0/5", "64.0.0.0/3"]])("of %s", (...from) => {
    const result = judged(planOf("sensitive-cidr"), allowing({ from }));
    expect(hidden.length).toBeGreaterThan(0);
    for (const each of hidden) expect(JSON.stringify(result)).not.toContain(each);
    const cidrs = result.findings.flatMap(({ sources }) => sources.flatMap(({ must, may }) => [...must, ...may]));
    expect(cidrs.filter((cidr) => !["0.0.0.0/0", "::/0", "(sensitive)"].includes(cidr))).toEqual([]);
    const proposed = result.findings.flatMap(({ fixes }) => fixes.map(({ yaml }) => yaml ?? "")).join("\n");
    expect(
      [...proposed.matchAll(/"([^"]*\/\d+)"/g)].map(([, cidr]) => cidr).filter((cidr) => cidr !== "0.0.0.0/0" && cidr !== "::/0"),
    ).toEqual([]);
  });
});

/** The second of two blocks of one rule, unknown in the values and in their mask. */
const blurred = (_: string, value: unknown): unknown => {
  if (typeof value !== "object" || value === null || !("change" in value)) return value;
  const { change } = value as { readonly change: { readonly after: unknown; readonly after_unknown: unknown } };
  if (!JSON.stringify(change.after).includes('"128.0.0.0/1"')) return value;
  const after: unknown = JSON.parse(JSON.stringify(change.after).replace('"128.0.0.0/1"', "null"));
  const mask = { ...(change.after_unknown as object), ingress: [{ cidr_blocks: [false, true] }] };
  return { ...value, change: { ...change, after, after_unknown: mask } };
};

test("what an allowance makes possible of what was sure is not taken more seriously than that (halves)", () => {
  // The second half of the world is not known yet.
  const text = planOf("halves").toString();
  const plan = Buffer.from(JSON.stringify(JSON.parse(text, blurred)));
  const policy = { onUnknown: "block", rules: { "world-open-listener": "warn" } } as const;
  const told = (config: Config) => open(judged(plan, { ...policy, ...config })).map(({ decision, certainty }) => [decision, certainty]);
  expect(told({})).toEqual([["warn", "definite"]]);
  expect(told(allowing({ from: ["0.0.0.0/1"] }))).toEqual([["warn", "possible"]]);
});

describe("a day that is none stops the run: nothing is judged", () => {
  const on = (today: unknown): CheckOptions => ({
    ...{ today: today as string, stack: "shop/prod", advisory: true, all: false, version: "0.0.0" },
    config: allowing({ workload: "lobby", expires: "2020-01-01" }),
  });
  const says = (shown: string): string => `"today" takes a day as YYYY-MM-DD; ${shown} is none`;
  const plan = [{ path: "plan.json", bytes: planOf("nlb-fargate") }];

  test.each<[unknown, string]>([
    ["25.11.2026", '"25.11.2026"'],
    ["", '""'],
    ["2026-02-30", '"2026-02-30"'],
    ["2026-2-3", '"2026-2-3"'],
    ["2026-11-25T00:00", '"2026-11-25T00:00"'],
    ["+02026-11-25", '"+02026-11-25"'],
    [undefined, "(undefined)"],
    [new Date("2026-11-25"), "(object)"],
    [20261125, "(number)"],
  ])("%p", (today, shown) => {
    const error = new ConfigError([says(shown)]);
    expect(() => check(plan, on(today))).toThrow(error);
    expect(() => checkReadable([], on(today))).toThrow(error);
    expect(() => checkRegistered([], "shop", on(today))).toThrow(error);
  });

  test("on a day that is one, an allowance that is over allows nothing", () => {
    const { decision, results } = check(plan, { ...on("2024-02-29"), advisory: false });
    expect([decision, results[0]?.allowances.expired.length, results[0]?.allowances.used]).toEqual(["block", 1, []]);
  });
});
