import type { Finding } from "../../src/model/report";

import { findingsOf, judge } from "../story/judge";
import { only } from "../story/only";
import { stories } from "../story/story";

/** Every resource that a finding names. */
function named(finding: Finding): ReadonlySet<string> {
  const refs = [
    finding.workload,
    ...finding.path.flatMap(({ resource, via }) => [resource, ...via]),
    ...finding.unknowns.map(({ resource }) => resource),
    ...finding.because.map(({ resource }) => resource),
    ...finding.assumes.map(({ resource }) => resource),
  ];
  return new Set(refs.flatMap((ref) => (ref === null ? [] : [ref.address])));
}

const essence = ({ fingerprint, certainty, ports, sources }: Finding): object => ({ fingerprint, certainty, ports, sources });

const cases = stories.flatMap((story) =>
  findingsOf(judge(story.plan)).map((finding) => [story.name, finding.title, story.plan, finding] as const),
);

describe("the resources that a finding names suffice for it", () => {
  test.each(cases)("%s: %s", (_name, _title, plan, finding) => {
    const alone = findingsOf(judge(only(plan, named(finding))));
    expect(alone.map(essence)).toContainEqual(essence(finding));
  });
});
