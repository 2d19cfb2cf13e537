import { containsCidr } from "cidr-tools";
import fc from "fast-check";
import type { AllowanceConfig } from "../../src/model/config";
import type { Decision, Finding } from "../../src/model/report";
import { allowing, judged, open, outcome, planOf } from "./judged";

/** Every way in, both certainties, both families, partners and ports where nothing listens. */
const STORIES = [
  "threshold",
  "nlb-fargate",
  "ipv6",
  "unknown-cidr",
  "udp",
  "idle-port",
  "cloudfront-list",
  "alb-fargate",
  "all-protocols",
  "spread",
  "foreign-subnet",
  "unseen-image",
  "docker-publish",
];

const before = new Map(STORIES.map((story) => [story, judged(planOf(story), {})]));
const findingsOf = (story: string): readonly Finding[] => open(before.get(story) ?? judged(planOf(story), {}));

const BLOCKS = [
  "0.0.0.0/0",
  "::/0",
  "0.0.0.0/1",
  "128.0.0.0/1",
  "10.0.0.0/8",
  "192.0.0.0/2",
  "::/1",
  "2000::/3",
  "8000::/1",
  "198.51.100.7",
];

/** Allowances that meet what a story opens, or nearly. */
const allowanceFor = (story: string): fc.Arbitrary<AllowanceConfig> => {
  const found = findingsOf(story);
  const ports = [...new Set(found.flatMap((finding) => finding.ports.flatMap(([first, last]) => [first, last])))];
  const near = ports.flatMap((port) => [port - 1, port, port + 1]).filter((port) => port >= 0 && port <= 65535);
  const range = fc
    .tuple(fc.constantFrom(...near), fc.constantFrom(...near))
    .map(([a, b]) => `${String(Math.min(a, b))}-${String(Math.max(a, b))}`);
  return fc.record({
    workload: fc.constantFrom("*", ...found.flatMap(({ workload }) => [workload.address, workload.name, `*.${workload.name}`]), "nobody"),
    ports: fc.array(fc.oneof(fc.constantFrom(...near, "0-65535"), range), { minLength: 1, maxLength: 3 }),
    from: fc.uniqueArray(fc.constantFrom(...BLOCKS), { minLength: 1, maxLength: 4 }),
    reason: fc.constant("by design"),
    expires: fc.constantFrom("2027-12-31", "2027-02-11", "2027-02-10"),
  });
};

const storyAndAllowances = fc
  .constantFrom(...STORIES)
  .chain((story) => fc.tuple(fc.constant(story), fc.array(allowanceFor(story), { maxLength: 4 })));

const RUNS = { numRuns: 60 };
const ORDER: readonly Decision[] = ["pass", "warn", "block"];
const decision = fc.constantFrom(...ORDER);

test("there is something to allow in each story", () => {
  for (const story of STORIES) expect([story, findingsOf(story).length > 0]).toEqual([story, true]);
});

test("an allowance never makes anything worse, whatever definite and possible do", () => {
  fc.assert(
    fc.property(storyAndAllowances, decision, decision, decision, ([story, allow], onUnknown, listener, idle) => {
      const policy = { onUnknown, rules: { "world-open-listener": listener, "world-open-idle": idle } } as const;
      const plan = planOf(story);
      const [without, withThem] = [judged(plan, policy), judged(plan, { ...policy, ...allowing(...allow) })];
      expect(ORDER.indexOf(withThem.decision)).toBeLessThanOrEqual(ORDER.indexOf(without.decision));
      for (const finding of open(withThem)) {
        const earlier = open(without).filter(({ fingerprint }) => fingerprint === finding.fingerprint);
        const worst = Math.max(...earlier.map((other) => ORDER.indexOf(other.decision)));
        expect(ORDER.indexOf(finding.decision)).toBeLessThanOrEqual(worst);
      }
    }),
    RUNS,
  );
});

test("splitting an allowance by ports and by sources changes nothing", () => {
  fc.assert(
    fc.property(storyAndAllowances, ([story, allow]) => {
      const split = allow.flatMap((each) =>
        each.ports.flatMap((port) => each.from.map((cidr) => ({ ...each, ports: [port], from: [cidr] }))),
      );
      const plan = planOf(story);
      expect(judged(plan, allowing(...split)).findings.map(outcome)).toEqual(judged(plan, allowing(...allow)).findings.map(outcome));
    }),
    RUNS,
  );
});

test("nor does their order, or whether they stand in one file, stack or in several", () => {
  fc.assert(
    fc.property(storyAndAllowances, ([story, allow]) => {
      const plan = planOf(story);
      const whole = judged(plan, allowing(...allow)).findings.map(outcome);
      expect(judged(plan, allowing(...allow.toReversed())).findings.map(outcome)).toEqual(whole);
      expect(
        judged(
          plan,
          allow.map((each) => allowing(each)),
        ).findings.map(outcome),
      ).toEqual(whole);
    }),
    RUNS,
  );
});

const includes = (cidrs: readonly string[], address: string): boolean => cidrs.some((cidr) => containsCidr(cidr, address));
const inRanges = (ranges: readonly (readonly [number, number])[], port: number): boolean =>
  ranges.some(([first, last]) => first <= port && port <= last);

/** Whether sources tell of a packet. */
const tells = (findings: readonly Finding[], fingerprint: string, bound: "must" | "may", address: string, port: number): boolean =>
  findings
    .filter((finding) => finding.fingerprint === fingerprint)
    .some(({ sources }) => sources.some((source) => inRanges(source.ports, port) && includes(source[bound], address)));

const rangeOf = (text: number | string): readonly [number, number] => {
  const [first, last] = String(text).split("-").map(Number);
  return [first ?? -1, last ?? first ?? -1];
};

test("what is told of a finding is what was told before, less exactly what is allowed", () => {
  const address = fc.oneof(
    fc.ipV4(),
    fc.ipV6().filter((text) => !text.includes(".")),
    fc.constantFrom("10.2.3.4", "127.255.255.255", "128.0.0.0", "198.51.100.7", "198.51.100.8"),
  );
  fc.assert(
    fc.property(storyAndAllowances, address, fc.nat(65535), ([story, allow], client, anyPort) => {
      const after = open(judged(planOf(story), allowing(...allow))).filter(({ allowance }) => allowance === null);
      for (const { fingerprint, ports, workload } of after) {
        const named = [workload.address, workload.name, `*.${workload.name}`, "*"];
        for (const port of [anyPort, ...ports.map(([first]) => first)].filter((each) => inRanges(ports, each))) {
          const allowed = allow.some(
            (each) =>
              each.expires >= "2027-02-11" &&
              named.includes(each.workload) &&
              each.ports.some((text) => inRanges([rangeOf(text)], port)) &&
              includes(each.from, client),
          );
          for (const bound of ["must", "may"] as const) {
            const was = tells(findingsOf(story), fingerprint, bound, client, port);
            expect([story, client, port, bound, tells(after, fingerprint, bound, client, port)]).toEqual([
              story,
              client,
              port,
              bound,
              was && !allowed,
            ]);
          }
        }
      }
    }),
    RUNS,
  );
});

test("an allowance is used, unused or expired, and never two of these", () => {
  fc.assert(
    fc.property(storyAndAllowances, ([story, allow]) => {
      const { allowances, findings } = judged(planOf(story), allowing(...allow));
      const { used, unused, expired, expiring } = allowances;
      expect(used.length + unused.length + expired.length).toBe(allow.length);
      expect(expired.length).toBe(allow.filter(({ expires }) => expires < "2027-02-11").length);
      expect(expiring.length).toBe(allow.filter(({ expires }) => expires === "2027-02-11").length);
      const all = new Set(findings.map(({ fingerprint }) => fingerprint));
      for (const { fingerprints } of used) for (const each of fingerprints) expect(all).toContain(each);
      for (const { workload } of unused.filter(({ workload: name }) => name === "nobody")) expect(workload).toBe("nobody");
      expect(used.some(({ workload }) => workload === "nobody")).toBe(false);
    }),
    RUNS,
  );
});

test("what is covered wholly keeps the certainty, the sources and the ports that it had", () => {
  for (const story of STORIES) {
    const spelled = (findings: readonly object[]): readonly string[] => findings.map((finding) => JSON.stringify(finding)).sort();
    const all = open(judged(planOf(story), allowing({}))).map(outcome);
    expect(spelled(all)).toEqual(spelled(findingsOf(story).map((finding) => ({ ...outcome(finding), decision: "pass", allowed: true }))));
  }
});
