import { configurationOf, settingsFor, type Configuration } from "./config";
import type { Assumption } from "./model/assumption";
import type { Config } from "./model/config";
import { UnreadableInput, type Plan } from "./model/plan";
import type { Report, Result } from "./model/report";
import type { Resource } from "./model/resource";
import { worst } from "./decide";
import { judge, type Judgement } from "./judge";
import { read } from "./read";
import { resultOf } from "./result";
import { against, CannotCompare } from "./stacks/earlier";
import { elsewhere, joinedWith } from "./stacks/elsewhere";

export interface CheckInput {
  /** As the user named it; shown in the report. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface CheckOptions {
  /** The day that expiries are judged by, `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** Which stack is deployed; null where nobody says. */
  readonly stack: string | null;
  /** What would block is said, and nothing blocks. */
  readonly advisory: boolean;
  /** List also what the world cannot reach. */
  readonly all: boolean;
  /** quadzero's own. */
  readonly version: string;
  /** What may be taken for granted; everything unless given. */
  readonly assumptions?: ReadonlySet<Assumption>;
  /** What `quadzero.yaml` would say; of several, the farthest from the program first. */
  readonly config?: Config | readonly Config[] | Configuration;
  /**
   * What was there before, in any form: compared with it, and not with what the inputs themselves tell of before. Null: it cannot be
   * read, and nothing is said of changes.
   */
  readonly against?: readonly CheckInput[] | null;
  /** Of other stacks: their resources are found by their ids, and nothing of them is judged. */
  readonly with?: readonly CheckInput[];
}

/**
 * Judges one plan that was read.
 * @throws ConfigError
 */
export function checkPlan(plan: Plan, options: CheckOptions): Result {
  const settings = settingsFor(configurationOf(options.config), options.stack ?? plan.stack, options.assumptions);
  const now = judge(plan, settings, options.today);
  const judgedBefore = (resources: Plan["resources"]): Judgement => judge({ ...plan, resources, before: null }, settings, options.today);
  const before = plan.before === null ? null : plan.before === plan.resources ? now : judgedBefore(plan.before);
  return resultOf(plan, { now, before }, settings, options);
}

/** Reads what can be read; the rest is told. */
function plansOf(inputs: readonly CheckInput[], errors: Report["errors"]): readonly Plan[] {
  return inputs.flatMap(({ path, bytes }) => {
    try {
      return read(path, bytes);
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
  const before = plansOf(earlier ?? [], errors).map((plan) => joinedWith(plan, others));
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
 * Judges inputs. What cannot be read is among `errors`, and does not keep the others from being judged.
 * @throws ConfigError for a bad configuration: nothing is judged then
 */
export function check(inputs: readonly CheckInput[], given: CheckOptions): Report {
  const options: CheckOptions = { ...given, config: configurationOf(given.config) };
  const errors: Report["errors"] = [];
  const unread: Report["errors"] = [];
  const others = elsewhere(plansOf(options.with ?? [], unread));
  const told = plansOf(inputs, errors).map((plan) => joinedWith(plan, others));
  const plans = options.against === undefined ? told : compared(told, options.against, others, errors);
  errors.push(...unread);
  const results = plans.map((plan) => checkPlan(plan, options));
  return {
    schemaVersion: 1,
    tool: { name: "quadzero", version: options.version },
    today: options.today,
    decision: worst(results.map(({ decision }) => decision)),
    results,
    errors,
  };
}
