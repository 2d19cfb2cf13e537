import { configurationOf, hintsOf, settingsFor, type Configuration } from "./config";
import type { Assumption } from "./model/assumption";
import { ConfigError, type Config } from "./model/config";
import { UnreadableInput, type Plan } from "./model/plan";
import type { Report, Result } from "./model/report";
import type { Resource } from "./model/resource";
import type { Source } from "./model/source";
import { VERSION } from "./model/version";
import { noInputs, wrongInputs, wrongOptions } from "./asked";
import { against, CannotCompare, onlyOpened } from "./change";
import { worst } from "./verdict/decide";
import { judge, type Judgement } from "./judge";
import { launcherWith } from "./launch";
import { read } from "./read";
import type { Registered } from "./read/pulumi/registered";
import { resultOf } from "./result";
import { besideChange, joinedWith, ofOtherStacks } from "./stacks/other-stacks";
import { STACKS } from "./words/stacks";

export { isFailing } from "./failing";

export interface CheckInput {
  /** As the user named it; shown in the report. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The program that it is a stack of, where all stacks of that are given; each of them says the same. */
  readonly app?: string;
}

export interface CheckOptions {
  /** The day that expiries are judged by, `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** Which stack is deployed; null, and unless given: nobody says. */
  readonly stack?: string | null;
  /** What would block is said, and nothing blocks. */
  readonly advisory?: boolean;
  /** List also what the world cannot reach. */
  readonly all?: boolean;
  /** `opened`: only what the change opens or widens is listed, decided and counted; everything unless given. */
  readonly only?: "opened";
  /** That the report names; this package's unless given. */
  readonly version?: string;
  /** What may be taken for granted; everything unless given. */
  readonly assumptions?: ReadonlySet<Assumption>;
  /** What `quadzero.yaml` would say; of several, the farthest from the program first. */
  readonly config?: Config | readonly Config[] | Configuration;
  /**
   * What was there before, in any form: compared with it, and not with what the inputs themselves tell of before. Null: it cannot be
   * read, and nothing is said of changes.
   */
  readonly against?: readonly CheckInput[] | null;
  /** Of other stacks: their resources are found by their ids, and of them is judged what this change opens alone. */
  readonly with?: readonly CheckInput[];
  /** What the user calls `with`; that of the command line unless given. */
  readonly withOption?: string;
  /** Other stacks of the same program: those that read each other's state know each other's resources, and nothing of them is judged. */
  readonly beside?: readonly CheckInput[];
  /** The program that the inputs were made of: findings then tell file and line of what they name. */
  readonly source?: Source;
}

/** Options with what they are unless given. */
export type Settled = CheckOptions & Required<Pick<CheckOptions, "stack" | "advisory" | "all" | "version">>;

const settled = (given: CheckOptions): Settled => ({
  ...given,
  stack: given.stack ?? null,
  advisory: given.advisory ?? false,
  all: given.all ?? false,
  version: given.version ?? VERSION,
});

function withLines(result: Result, plan: Plan, { source }: CheckOptions): Result {
  if (source === undefined) return result;
  const room = require("./source") as typeof import("./source");
  return room.withLines(result, plan, source);
}

/**
 * Judges one plan that was read.
 * @throws ConfigError
 */
export function checkPlan(plan: Plan, options: Settled): Result {
  const settings = settingsFor(configurationOf(options.config), options.stack ?? plan.stack, options.assumptions);
  const launcher = launcherWith(hintsOf(settings));
  const judged = (of: Plan): Judgement => judge(of, settings, options.today, launcher);
  const now = judged(plan);
  const before =
    plan.before === null ? null : plan.before === plan.resources ? now : judged({ ...plan, resources: plan.before, before: null });
  const result = withLines(resultOf(plan, { now, before }, settings, options), plan, options);
  return options.only === "opened" ? onlyOpened(result) : result;
}

/** What a change opens of other stacks that are shown: a result for each of which it opens anything. */
function openedElsewhere(change: Plan, shown: readonly Plan[], options: Settled): readonly Result[] {
  // A state alone tells of no change.
  const changes = change.before === null ? !/-state$/.test(change.kind) : change.before !== change.resources;
  if (!changes) return [];
  return shown.flatMap((other) => {
    const others = shown.filter((another) => another !== other);
    const { source: _, ...asked } = { ...options, stack: other.stack, all: false, only: "opened" as const };
    const { unchanged: __, ...result } = checkPlan(besideChange(other, change, others), asked);
    if (result.findings.length === 0) return [];
    const note = { level: "note", code: "opened-elsewhere", message: STACKS.opensHere(change.path), resource: null } as const;
    const allowances = { ...result.allowances, unused: [], expired: [], expiring: [] };
    // Of what was before the change, an input that tells of itself alone says nothing.
    const findings = change.before === null ? result.findings.map((finding) => ({ ...finding, change: null })) : result.findings;
    return [{ ...result, findings, closed: [], allowances, notModelled: [], diagnostics: [note] }];
  });
}

/**
 * A mistake must not loosen what is judged: no allowance outlasts its last day because nobody can tell which day it is.
 * @throws ConfigError
 */
function valid(given: CheckOptions, unfit: readonly string[]): Settled {
  const problems = [...unfit, ...wrongOptions(given)];
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...settled(given), config: configurationOf(given.config) };
}

/** Reads what can be read; the rest is told. */
function plansOf(inputs: readonly CheckInput[], errors: Report["errors"], beside: readonly CheckInput[] = []): readonly Plan[] {
  return inputs.flatMap(({ path, bytes }) => {
    try {
      return read(path, bytes, beside);
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      errors.push({ path, code: error.code, message: error.message });
      return [];
    }
  });
}

/** What was there before, as an earlier input tells it; where that cannot be compared, nothing is said of changes. */
function compared(
  plans: readonly Plan[],
  earlier: readonly CheckInput[] | null,
  others: readonly Resource[],
  errors: Report["errors"],
): readonly Plan[] {
  const before = plansOf(earlier ?? [], errors, earlier ?? []).map((plan) => joinedWith(plan, others));
  // Whose place what cannot be read would have had, nobody can tell.
  if (errors.length > 0 || earlier === null) return plans.map((plan) => ({ ...plan, before: null }));
  try {
    return against(plans, before);
  } catch (error) {
    if (!(error instanceof CannotCompare)) throw error;
    errors.push({ path: earlier.map(({ path }) => path).join(", "), code: "cannot-compare", message: error.message });
    return plans.map((plan) => ({ ...plan, before: null }));
  }
}

/**
 * Judges inputs, at least one. What cannot be read is among `errors`, and does not keep the others from being judged.
 * @throws ConfigError for a bad configuration, and for arguments that are none: nothing is judged then
 */
export const check = (inputs: readonly CheckInput[], given: CheckOptions): Report => checkReadable(inputs, given, noInputs(inputs));

/** As `check`, what is left of inputs of which some, or all, could not be opened. */
export function checkReadable(inputs: readonly CheckInput[], given: CheckOptions, unfit: readonly string[] = []): Report {
  const options = valid(given, [...unfit, ...wrongInputs("inputs", inputs)]);
  const errors: Report["errors"] = [];
  const unread: Report["errors"] = [];
  const shown = plansOf(options.with ?? [], unread);
  const others = ofOtherStacks(shown);
  const told = plansOf(inputs, errors, [...inputs, ...(options.beside ?? []), ...(options.with ?? [])]).map((plan) =>
    joinedWith(plan, others),
  );
  const plans = options.against === undefined ? told : compared(told, options.against, others, errors);
  errors.push(...unread);
  const results = plans.flatMap((plan) => [checkPlan(plan, options), ...openedElsewhere(plan, shown, options)]);
  return reportOf(results, errors, options);
}

/**
 * Judges a stack as the Pulumi engine tells of it to a policy.
 * @param path stands for the input in the report
 * @throws ConfigError
 */
export function checkRegistered(registered: readonly Registered[], path: string, given: CheckOptions): Report {
  const options = valid(given, []);
  const errors: Report["errors"] = [];
  const shown = plansOf(options.with ?? [], errors);
  const { planOfRegistered } = require("./read/pulumi") as typeof import("./read/pulumi");
  const plan = planOfRegistered(registered, { kind: "pulumi-policy", path, stack: options.stack });
  const results = [checkPlan(joinedWith(plan, ofOtherStacks(shown)), options), ...openedElsewhere(plan, shown, options)];
  return reportOf(results, errors, options);
}

const reportOf = (results: Result[], errors: Report["errors"], { version, today }: Settled): Report => ({
  schemaVersion: 1,
  tool: { name: "quadzero", version },
  today,
  decision: worst(results.map(({ decision }) => decision)),
  results,
  errors,
});
