import { isDeepStrictEqual } from "node:util";

import { check, ConfigError, isFailing, spelledOut, SYNTH_WORDS, VERSION, type Config, type Configuration, type Report } from "../../src";
import { configurationFor } from "./configuration";
import { isApp, isStack, stacksOf, warn, type Construct, type Stack } from "./construct";
import { nameBy, optionsOf, othersOf, type Options } from "./options";
import { synthesis, type Synthesised } from "./synthesised";

export type { Config, Construct, Options };

/** Columns that the libraries leave for a message. */
const WIDTH = 80;

function reportOf({ own, beside }: Synthesised, configuration: Configuration, options: Options): Report {
  const { advisory = false, today } = options;
  return check([own], {
    config: configuration,
    stack: nameBy(options, own.path),
    advisory,
    all: false,
    today: today ?? new Date().toISOString().slice(0, 10),
    version: VERSION,
    with: othersOf(options),
    withOption: SYNTH_WORDS.withOption,
    beside,
  });
}

/** Annotates what does not fail, each finding at its construct, and what no finding tells at the stack. */
function annotate(stack: Stack, report: Report): void {
  const constructs = new Map(stack.node.findAll().map((construct) => [construct.node.path, construct]));
  const { findings, rest } = spelledOut(report, WIDTH);
  for (const { finding, text } of findings) {
    // A construct that makes several resources has one path for all of them.
    const path = finding.workload.name.replace(/\[[^\]]*\]$/, "");
    warn(constructs.get(path) ?? stack, text);
  }
  if (rest !== null) warn(stack, rest);
}

const failureOf = (report: Report): string => {
  const { findings, rest } = spelledOut(report, WIDTH);
  return ["", ...findings.map(({ text }) => text), ...(rest === null ? [] : [rest])].join("\n\n");
};

/** What keeps a stack from being synthesised; nothing where it passes. */
function judged(stack: Stack, synthesised: () => Synthesised, config: Config | undefined, given: unknown): string[] {
  try {
    const options = optionsOf(given);
    const report = reportOf(synthesised(), configurationFor(config), options);
    if (report.errors.length > 0) return [[SYNTH_WORDS.unjudged, ...report.errors.map(({ message }) => message)].join("\n")];
    if (isFailing(report, options.advisory === true, options.failOn ?? "block")) return [failureOf(report)];
    annotate(stack, report);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return [[SYNTH_WORDS.wrongConfiguration, ...error.problems].join("\n")];
    return [SYNTH_WORDS.bug(error)];
  }
}

const NONE: Options = {};

type Call = readonly [config: Config | undefined, options: Options];
const calls = new WeakMap<Construct, readonly Call[]>();

/** Whether the same was asked for before: it would all be said twice. */
function isAgain(scope: Construct, ...call: Call): boolean {
  const before = calls.get(scope) ?? [];
  calls.set(scope, [...before, call]);
  return before.some((one) => isDeepStrictEqual(one, call));
}

/**
 * Judges what an app or a stack is about to deploy, when it is synthesised: what blocks makes `synth` fail, what warns is annotated.
 * Serves `cdktf` and `cdktn` alike. Call it once, after the stacks are made.
 * @param config what `quadzero.yaml` says; it joins the file of the folder that the program runs in
 * @throws TypeError where the scope is neither an app nor a stack
 */
export function quadzero(scope: Construct, config?: Config, options: Options = NONE): void {
  const isAll = isApp(scope);
  if (!isAll && !isStack(scope)) throw new TypeError(SYNTH_WORDS.noConstruct);
  if (isAgain(scope, config, options)) return;
  const known = new Set<Stack>();
  const synthesised = synthesis();
  const problemsOf = (stack: Stack): string[] => judged(stack, () => synthesised(stack), config, options);
  const add = (stack: Stack): void => {
    known.add(stack);
    stack.node.addValidation({ validate: () => problemsOf(stack) });
  };
  stacksOf(scope).forEach(add);
  if (!isAll) return;
  // An app's own validation comes after those of its stacks: what was made in between is not passed over.
  scope.node.addValidation({
    validate: () =>
      stacksOf(scope)
        .filter((stack) => !known.has(stack))
        .flatMap((stack) => problemsOf(stack).map((problem) => `[${stack.node.path}] ${SYNTH_WORDS.late}\n${problem}`)),
  });
}
