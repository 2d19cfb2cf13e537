import type { AndOr, Pipeline, PipelineNode, Statement, SyntaxNode } from "unbash";

import { unknowns } from "../../words/launch";
import { notUnderstood, type Process, type Status } from "../process";
import { calculate, statusOfValue } from "./arithmetic";
import { runCommand } from "./command";
import { asked, runCase, runFor, runIf, runRounds, runWhile } from "./control";
import { keepStatus, leadsAway } from "./leave";
import { inputOf, redirected } from "./redirect";
import { needsBash, orEnds, orLacks } from "./dialect";
import { aside, both, either } from "./branches";
import { end, outlive, statusOfEnd } from "./end";
import { UNSURE, goesOn, subshell, type Shell } from "./state";
import { evaluateCondition, statusOf } from "./test";
import { failed } from "./trap";

const DEEPEST = 120;

/** Runs the commands of a list, one after the other, as long as control comes to them. */
export function run(statements: readonly Statement[], shell: Shell): Status {
  const { tally } = shell.world;
  if (shell.depth > DEEPEST) {
    notUnderstood(shell.process, unknowns.deep("the script"));
    return "open";
  }
  shell.depth += 1;
  let status: Status = "success";
  for (const statement of statements) {
    if (!goesOn(shell)) break;
    if (shell.depth === 1 && !shell.hasBash && needsBash(statement)) orEnds(shell);
    if (tally.budget <= 0) {
      notUnderstood(shell.process, unknowns.long("the script"));
      shell.flow = "exit";
      break;
    }
    status = statement.background === true ? inBackground(statement, shell) : runNode(statement.command, shell);
    if (status === "failure" && !shell.excused && !shell.guarded && goesOn(shell)) failed(shell);
  }
  shell.depth -= 1;
  return status;
}

function inBackground({ command }: Statement, shell: Shell): Status {
  const { served } = shell.world.tally;
  const inner = subshell(shell);
  const before = new Set(served);
  runNode(command, inner);
  const { flow, left } = end(inner, shell.certain);
  const stays = flow === "stay" || (left.includes("stay") ? "perhaps" : false);
  shell.jobs = [...shell.jobs, { runs: served.filter((one) => !before.has(one)), stays }];
  shell.over = both(shell.over, new Set([...inner.over].filter(({ byTime }) => byTime)));
  return "success";
}

/** What fails by itself, whatever was asked within it. https://www.gnu.org/software/bash/manual/bash.html#index-set */
const FAILING = new Set(["Command", "Subshell", "TestCommand", "ArithmeticCommand"]);

function runNode(node: PipelineNode | AndOr | SyntaxNode, shell: Shell): Status {
  const status = runKind(node, shell);
  if (node.type !== "Command") keepStatus(shell, status);
  if (FAILING.has(node.type)) shell.excused = false;
  return status;
}

function runKind(node: PipelineNode | AndOr | SyntaxNode, shell: Shell): Status {
  switch (node.type) {
    case "Command":
      shell.world.tally.budget -= 1;
      return runCommand(node, shell);
    case "AndOr":
      return runAndOr(node, shell);
    case "Pipeline":
      return runPipeline(node, shell);
    case "Redirected": {
      const input = inputOf(node.redirects, shell);
      return redirected(node.redirects, shell, () => withInput(input, shell, () => runNode(node.command, shell)));
    }
    case "If":
      return runIf(node, shell);
    case "Case":
      return runCase(node, shell);
    case "For":
    case "Select":
      return runFor(node, shell);
    case "While":
      return runWhile(node, shell);
    case "ArithmeticFor":
      return runRounds(node, shell);
    case "BraceGroup":
      return run(node.body.commands, shell);
    case "CompoundList":
      return run(node.commands, shell);
    case "Subshell": {
      const inner = subshell(shell);
      const status = run(node.body.commands, inner);
      return leave(inner, shell, status);
    }
    case "TestCommand":
      return orLacks(shell, (inner) => statusOf(evaluateCondition(node.expression, inner)));
    case "ArithmeticCommand":
      return orLacks(shell, (inner) => statusOfValue(calculate(node.expression, inner)));
    case "Function":
      shell.functions.set(node.name.value, node.body);
      return "success";
    case "Coproc":
      runNode(node.body, subshell(shell));
      return "success";
    default:
      return "open";
  }
}

/** A subshell is over: what it printed stays, and its parent waits for what it keeps in the foreground. */
function leave(inner: Shell, shell: Shell, status: Status): Status {
  const ended = end(inner, shell.certain);
  shell.output = inner.output;
  shell.over = inner.over;
  outlive(ended, shell);
  return statusOfEnd(ended, status);
}

function withInput(input: string | undefined, shell: Shell, run: () => Status): Status {
  const { process } = shell;
  if (input === undefined) return run();
  Object.assign(shell, { process: { ...process, input } satisfies Process });
  const status = run();
  Object.assign(shell, { process });
  return status;
}

function runAndOr(node: AndOr, shell: Shell): Status {
  const last = node.commands.length - 1;
  let status: Status = "success";
  let done = 0;
  for (const [index, command] of node.commands.entries()) {
    if (!goesOn(shell)) return status;
    const step = (inner: Shell): Status => (index < last ? asked(inner, () => runNode(command, inner)) : runNode(command, inner));
    const operator = index === 0 ? "&&" : node.operators[index - 1];
    const wanted = operator === "&&" ? status !== "failure" : status === "failure";
    // That a probe succeeds (`curl -sf …/health && exit 0`) is no reason to leave for sure.
    const isDoubted = status === "open" || (status === "presumed" && operator === "&&" && leadsAway(command));
    if (isDoubted) status = either(shell, [step, () => "open"]);
    else if (status === "presumed" && operator === "||") aside(shell, step);
    else if (wanted) {
      status = step(shell);
      done = index;
    }
  }
  if (done < last) shell.excused = true;
  return status;
}

const INVERTED: Readonly<Record<Status, Status>> = { success: "failure", failure: "success", presumed: "open", open: "open" };

function runPipeline(node: Pipeline, shell: Shell): Status {
  const inverted = node.prefixes.filter(({ type }) => type === "Negation").length % 2 === 1;
  const [only, ...others] = node.commands;
  if (only !== undefined && others.length === 0) {
    const status = inverted ? asked(shell, () => runNode(only, shell)) : runNode(only, shell);
    shell.excused ||= inverted;
    return inverted ? INVERTED[status] : status;
  }
  const statuses: Status[] = [];
  let { input } = shell.process;
  const { over: before, process } = shell;
  let over = before;
  for (const [index, command] of node.commands.entries()) {
    const last = index === node.commands.length - 1;
    if (last && shell.options.has("lastpipe") && !shell.options.has("monitor")) {
      Object.assign(shell, { over: before, process: { ...process, input } });
      statuses.push(runNode(command, shell));
      Object.assign(shell, { over: both(over, shell.over), process });
      return ofPipeline(statuses, inverted, shell);
    }
    const inner = subshell(shell, { output: last ? shell.output : "", over: before, process: { ...process, input } });
    const result = runNode(command, inner);
    const { output } = shell;
    statuses.push(leave(inner, shell, result));
    over = both(over, inner.over);
    if (!last) {
      input = inner.output;
      shell.output = output;
    }
  }
  shell.over = over;
  return ofPipeline(statuses, inverted, shell);
}

/** Of the last command, with `pipefail` of the last that failed. */
function ofPipeline(statuses: readonly Status[], inverted: boolean, shell: Shell): Status {
  const { options } = shell;
  shell.excused = inverted;
  const worst = (["failure", "open", "presumed"] as const).find((status) => statuses.includes(status)) ?? "success";
  const fails = worst === "failure" && options.has(UNSURE) ? "open" : worst;
  const status = options.has("pipefail") ? fails : (statuses.at(-1) ?? "success");
  return inverted ? INVERTED[status] : status;
}
