import type { Plan } from "../model/plan";
import type { Finding, Location, ResourceRef, Result, Step } from "../model/report";
import type { Resource } from "../model/resource";
import type { Source } from "../model/source";
import { notInSource } from "../words/source";
import { programOf } from "./program";

type Diagnostic = Result["diagnostics"][number];
type Locate = (address: string, attribute: string | null) => Location | null;

/** A location that the reader brought goes before the one that is found. */
const ref = (found: ResourceRef, locate: Locate): ResourceRef => ({ ...found, location: found.location ?? locate(found.address, null) });

const perhaps = (found: ResourceRef | null, locate: Locate): ResourceRef | null => (found === null ? null : ref(found, locate));

function step(found: Step, locate: Locate): Step {
  const { resource, attribute, via } = found;
  const location = found.location ?? (resource === null ? null : locate(resource.address, attribute));
  return { ...found, resource: perhaps(resource, locate), via: via.map((each) => ref(each, locate)), location };
}

const finding = (found: Finding, locate: Locate): Finding => ({
  ...found,
  workload: ref(found.workload, locate),
  path: found.path.map((each) => step(each, locate)),
  because: found.because.map((each) => ({ ...each, resource: perhaps(each.resource, locate) })),
  unknowns: found.unknowns.map((each) => ({ ...each, resource: ref(each.resource, locate) })),
  assumes: found.assumes.map((each) => ({ ...each, resource: perhaps(each.resource, locate) })),
});

/** A report's result with the lines of what its findings name. What is wrong with the program's files is among the diagnostics. */
export function withLines(result: Result, plan: Plan, source: Source): Result {
  const program = programOf(source);
  const resources = new Map<string, Resource>([...(plan.before ?? []), ...plan.resources].map((resource) => [resource.address, resource]));
  const named = new Map<string, boolean>();
  const locate: Locate = (address, attribute) => {
    const resource = resources.get(address);
    const location = resource === undefined ? null : program.locate(resource, attribute);
    named.set(address, location !== null);
    return location;
  };
  const findings = result.findings.map((each) => finding(each, locate));
  const missing = [...named].flatMap(([address, found]) => (found ? [] : [address])).sort();
  const told = named.size;
  // What is gone from the plan is often gone from the program, or written otherwise: the block is told where it is still there.
  const closed = result.closed?.map((each) => finding(each, (address) => locate(address, null))) ?? null;
  const problems = program.problems().map(({ code, message }): Diagnostic => ({ level: "warning", code, message, resource: null }));
  const absent: readonly Diagnostic[] =
    missing.length === 0
      ? []
      : [{ level: "note", code: "not-in-source", message: notInSource(source.folder, missing, told), resource: null }];
  return { ...result, findings, closed, diagnostics: [...result.diagnostics, ...problems, ...absent] };
}
