import { configurationOf, settingsFor, type Configuration } from "./config";
import type { Assumption } from "./model/assumption";
import type { Config } from "./model/config";
import { UnreadableInput, type Plan } from "./model/plan";
import type { Report, Result } from "./model/report";
import type { Source } from "./model/source";
import { worst } from "./decide";
import { judge } from "./judge";
import { read } from "./read";
import { resultOf } from "./result";

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
  /** The program that the inputs were made of: findings then tell file and line of what they name. */
  readonly source?: Source;
}

function withLines(result: Result, plan: Plan, { source }: CheckOptions): Result {
  if (source === undefined) return result;
  const room = require("./source") as typeof import("./source");
  return room.withLines(result, plan, source);
}

/**
 * Judges one plan that was read.
 * @throws ConfigError
 */
export function checkPlan(plan: Plan, options: CheckOptions): Result {
  const settings = settingsFor(configurationOf(options.config), options.stack ?? plan.stack, options.assumptions);
  const before = plan.before === null ? null : judge({ ...plan, resources: plan.before, before: null }, settings, options.today);
  return withLines(resultOf(plan, { now: judge(plan, settings, options.today), before }, settings, options), plan, options);
}

/**
 * Judges inputs. What cannot be read is among `errors`, and does not keep the others from being judged.
 * @throws ConfigError for a bad configuration: nothing is judged then
 */
export function check(inputs: readonly CheckInput[], given: CheckOptions): Report {
  const options: CheckOptions = { ...given, config: configurationOf(given.config) };
  const results: Result[] = [];
  const errors: Report["errors"] = [];
  for (const { path, bytes } of inputs) {
    try {
      results.push(...read(path, bytes).map((plan) => checkPlan(plan, options)));
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      errors.push({ path, code: error.code, message: error.message });
    }
  }
  return {
    schemaVersion: 1,
    tool: { name: "quadzero", version: options.version },
    today: options.today,
    decision: worst(results.map(({ decision }) => decision)),
    results,
    errors,
  };
}
