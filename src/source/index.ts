import { join } from "path/posix";
import type { Plan } from "../model/plan";
import type { Finding, Location, ResourceRef, Result, Step } from "../model/report";
import type { Resource } from "../model/resource";
import type { Source } from "../model/source";
import { notInSource } from "../words/source";
import { programOf } from "./program";

type Diagnostic = Result["diagnostics"][number];
/** @param brought what the reader found */
type Locate = (brought: Location | null, address: string, attribute: string | null) => Location | null;

const ref = (found: ResourceRef, locate: Locate): ResourceRef => ({ ...found, location: locate(found.location, found.address, null) });

const perhaps = (found: ResourceRef | null, locate: Locate): ResourceRef | null => (found === null ? null : ref(found, locate));

function step(found: Step, locate: Locate): Step {
  const { resource, attribute, via } = found;
  const location = resource === null ? found.location : locate(found.location, resource.address, attribute);
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

const located = (result: Result, locate: Locate, ofClosed: Locate): Result => ({
  ...result,
  findings: result.findings.map((each) => finding(each, locate)),
  closed: result.closed?.map((each) => finding(each, ofClosed)) ?? null,
});

/** Pulumi tells the lines itself, by paths that begin at the folder of the project. */
function beneath(result: Result, folder: string): Result {
  const locate: Locate = (brought) => (brought === null ? null : { ...brought, uri: join(folder, brought.uri) });
  return located(result, locate, locate);
}

/** A report's result with the lines of what its findings name. What is wrong with the program's files is among the diagnostics. */
export function withLines(result: Result, plan: Plan, source: Source): Result {
  if (plan.kind.startsWith("pulumi-")) return beneath(result, source.folder);
  const program = programOf(source);
  const resources = new Map<string, Resource>([...(plan.before ?? []), ...plan.resources].map((resource) => [resource.address, resource]));
  const find = (address: string, attribute: string | null): Location | null => {
    const resource = resources.get(address);
    return resource === undefined ? null : program.locate(resource, attribute);
  };
  const named = new Map<string, boolean>();
  const locate: Locate = (brought, address, attribute) => {
    if (brought !== null) return brought;
    const location = find(address, attribute);
    named.set(address, location !== null);
    return location;
  };
  // What is gone from the plan is often gone from the program, or written otherwise: the block is told where it is still there.
  const told = located(result, locate, (brought, address) => brought ?? find(address, null));
  const missing = [...named].flatMap(([address, found]) => (found ? [] : [address])).sort();
  const problems = program.problems().map(({ code, message }): Diagnostic => ({ level: "warning", code, message, resource: null }));
  const absent: readonly Diagnostic[] =
    missing.length === 0
      ? []
      : [{ level: "note", code: "not-in-source", message: notInSource(source.folder, missing, named.size), resource: null }];
  return { ...told, diagnostics: [...result.diagnostics, ...problems, ...absent] };
}
