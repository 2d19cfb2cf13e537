import { checkRegistered, ConfigError, hang, PACK_WORDS, spelledOut, stackOf, VERSION } from "../../src";
import { configurationFor, type Process } from "./configuration";
import { registeredOf, type Properties } from "./registered";
import type { PolicyResource, Violation } from "./sdk";

/** What one of the policies says. */
export interface Said {
  /** Which; null: the first that is asked. */
  readonly policy: string | null;
  readonly violation: Violation;
  /** The message where the administrator makes a blocking policy advisory. */
  readonly advisoryMessage: string;
}

/** What the engine told, and the administrator. */
export interface Given {
  readonly resources: readonly PolicyResource[];
  /** By URN; of those that a resource policy was asked about. */
  readonly inputs: ReadonlyMap<string, Properties>;
  /** The configuration of the policy `quadzero`. */
  readonly policyConfig: object;
  readonly process: Process;
}

/** The command line indents messages by ten columns. */
const WIDTH = 70;

/** Names that a program chooses may hold what the command line takes for colours. https://github.com/pulumi/pulumi/tree/master/sdk/go/common/diag/colors */
const withoutMarkup = (text: string): string => text.replaceAll("<{%", "<{ %");

const say = (policy: string | null, { message, ...rest }: Violation, advisoryMessage = message): Said => ({
  policy,
  violation: { ...rest, message: withoutMarkup(message) },
  advisoryMessage: withoutMarkup(advisoryMessage),
});

function judged(given: Given, root: string | undefined): readonly Said[] {
  // What the SDK calls the stack is another one under `pulumi policy analyze`.
  const stack = stackOf(given.resources.map(({ urn }) => urn));
  const report = checkRegistered(registeredOf(given.resources, given.inputs), stack ?? "pulumi", {
    ...configurationFor(given.policyConfig, given.process),
    stack,
    all: false,
    withOption: PACK_WORDS.withOption,
    today: new Date().toISOString().slice(0, 10),
    version: VERSION,
  });
  if (report.errors.length > 0) throw new ConfigError(report.errors.map(({ message }) => message));
  const advisory = report.results.some((result) => result.advisory);
  const { findings, rest } = spelledOut(report, WIDTH);
  const said = findings.map(({ finding: { rule, workload, severity, decision }, text, advisoryText }) => {
    // What blocks has the level of its policy, so that an administrator's counts.
    const level = decision === "block" && !advisory ? {} : { enforcementLevel: "advisory" as const };
    // The engine knows none of another stack's.
    const where = given.resources.some(({ urn }) => urn === workload.address) ? { urn: workload.address } : at(root);
    return say(rule, { message: text, ...where, severity, ...level }, advisoryText);
  });
  const more = rest === null ? [] : [say("quadzero", { message: rest, ...at(root), enforcementLevel: "advisory" })];
  return [...said, ...more];
}

const at = (urn: string | undefined): Pick<Violation, "urn"> => (urn === undefined ? {} : { urn });

/** What all policies say. A wrong configuration is one violation of the stack, whatever the levels: nothing was judged. */
export function answer(given: Given): readonly Said[] {
  const root = given.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
  try {
    return judged(given, root);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = [PACK_WORDS.wrongConfiguration, ...error.problems].flatMap((problem) => hang("", problem, WIDTH, 2));
    return [say(null, { message: lines.join("\n"), ...at(root), enforcementLevel: "mandatory" })];
  }
}
