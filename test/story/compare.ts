import { isDeepStrictEqual } from "node:util";

import type { Finding } from "../../src/model/report";

import type { Expected, Verdict } from "./story";

const unique = <T>(list: readonly T[]): readonly T[] => [...new Set(list)];

/** Which fields of a finding differ from what a person expects. */
export function differing(expected: Expected, finding: Finding): readonly string[] {
  const says: Record<string, (found: Finding) => boolean> = {
    workload: (found) => found.workload.address === expected.workload,
    because: (found) => isDeepStrictEqual(unique(found.because.map(({ code }) => code)), expected.because),
    class: (found) => found.sources.length > 0 && found.sources.every((source) => source.class === expected.class),
    assumes: (found) => (expected.assumes ?? []).every((name) => found.assumes.some((assumed) => assumed.name === name)),
    unknowns: (found) =>
      (expected.unknowns ?? []).every(({ resource, attribute }) =>
        found.unknowns.some((unknown) => unknown.resource.address === resource && unknown.attribute === attribute),
      ),
    why: () => true,
  };
  return Object.keys(expected).filter((name) => {
    const field = name as keyof Expected;
    const holds = says[field] ?? ((found: Finding) => isDeepStrictEqual(found[field as keyof Finding], expected[field]));
    return !holds(finding);
  });
}

const brief = (of: Finding): string => {
  const ports = of.ports.map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`)).join(",");
  const shut = of.because.map(({ code }) => code).join(",");
  return [
    of.rule,
    of.decision,
    of.certainty,
    of.workload.address,
    of.container ?? "",
    of.process ?? "?",
    of.entry ?? "",
    String(of.protocol),
    ports,
    shut,
  ].join(" ");
};

/** Takes each expected finding out of the list, the closest match first, and says what is missing or too much. */
export function complaints(verdict: Verdict, findings: readonly Finding[]): readonly string[] {
  const left = [...findings];
  const told: string[] = [];
  const take = (expected: Expected, required: boolean): void => {
    const index = left.findIndex((finding) => differing(expected, finding).length === 0);
    if (index >= 0) left.splice(index, 1);
    else if (required) {
      const near = left
        .filter(({ rule, workload }) => rule === expected.rule && workload.address === expected.workload)
        .map((finding) => ({ finding, fields: differing(expected, finding) }))
        .sort((a, b) => a.fields.length - b.fields.length)[0];
      const instead =
        near === undefined
          ? ""
          : `; nearest differs in ${near.fields.map((field) => `${field}: ${JSON.stringify(near.finding[field as keyof Finding])}`).join(", ")}`;
      told.push(`missing: ${JSON.stringify(expected)}${instead}`);
    }
  };
  verdict.findings.forEach((expected) => {
    take(expected, true);
  });
  verdict.either?.forEach((expected) => {
    take(expected, false);
  });
  const loud = left.filter(({ decision, certainty }) => decision !== "pass" || certainty === "definite");
  const vague = verdict.known ? findings.filter(({ certainty }) => certainty === "possible") : [];
  return [...told, ...loud.map((finding) => `not expected: ${brief(finding)}`), ...vague.map((finding) => `vague: ${brief(finding)}`)];
}
