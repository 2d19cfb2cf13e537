import type { Assignment, Command, CommandArgument, Statement } from "unbash";

import { HOLE } from "../../model/text";
import { unknowns } from "../../words/launch";
import { NO_ENDINGS, notUnderstood, type Outcome, type Process, type Status } from "../process";
import { BASH_BUILTINS, BUILTINS } from "./builtins";
import { expandText, expandWord } from "./expand";
import { echoesOtherwise, orLacks } from "./dialect";
import { isOwnNumber, killItself } from "./killed";
import { keepStatus } from "./leave";
import { inputOf, redirected } from "./redirect";
import { mayStay, rejoin } from "./branches";
import { NO_TRAP, assign, bounded, exportedFrom, type Shell, type Variable } from "./state";

const DEEPEST = 60;

/** A simple command: assignments, a name, arguments and redirections. */
export function runCommand(node: Command, shell: Shell): Status {
  const assignments = node.prefix.filter((part) => part.type === "Assignment");
  const name = node.name === undefined ? [] : expandWord(node.name, shell);
  const declares = node.name !== undefined && DECLARING.has(node.name.value);
  const args = node.args.flatMap((arg) => argument(arg, shell, declares));
  if (shell.flow !== "on") return "open";
  const argv = [...name, ...args];
  const input = inputOf(node.redirects, shell);
  if (argv.length === 0) {
    shell.substituted = "success";
    for (const assignment of assignments) perform(assignment, shell);
    const status = redirected(node.redirects, shell, () => (assignments.length === 0 ? "success" : shell.substituted));
    keepStatus(shell, status);
    return status;
  }
  return redirected(node.redirects, shell, () => {
    const scope = new Map<string, Variable | undefined>();
    for (const assignment of assignments) {
      scope.set(assignment.name, shell.variables.get(assignment.name));
      perform(assignment, shell, true);
    }
    const status = invoke(argv, input, shell);
    if (argv[0] === "kill" && node.args.some(({ text }) => isOwnNumber(text, shell))) killItself(args, shell);
    for (const [variable, before] of scope) restore(shell, variable, before);
    keepStatus(shell, status);
    return status;
  });
}

/** Builtins whose arguments are assignments: their values are not split into words. */
const DECLARING = new Set(["export", "declare", "typeset", "local", "readonly"]);

function argument(arg: CommandArgument, shell: Shell, declares: boolean): readonly string[] {
  if (arg.type === "Word") return expandWord(arg, shell);
  if (arg.value.type === "ArrayValue") {
    if (declares && shell.inFunction && !shell.hidden.has(arg.name)) shell.hidden.set(arg.name, shell.variables.get(arg.name));
    perform(arg, shell);
    return [arg.name];
  }
  if (isOwnNumber(arg.value.text, shell)) shell.own = new Set([...shell.own, arg.name]);
  const value = expandText(arg.value, shell);
  const before = declares && arg.append === true ? shell.variables.get(arg.name)?.value : "";
  return [`${arg.name}=${typeof before === "string" ? before : HOLE}${value}`];
}

function perform(assignment: Assignment, shell: Shell, exported?: boolean): void {
  const { name, value, append } = assignment;
  const { value: before, as, isReadonly } = shell.variables.get(name) ?? {};
  if (isReadonly === true) mayStay(shell, "exit");
  if (value.type === "ArrayValue") {
    // Elements with an index of their own.
    if (value.elements.some(({ text }) => /^\[[^\]]*\]=/.test(text))) {
      assign(shell, name, HOLE, exported);
      return;
    }
    const elements = value.elements.flatMap((word) => expandWord(word, shell));
    assign(shell, name, append === true ? [...(typeof before === "string" ? [before] : (before ?? [])), ...elements] : elements, exported);
    return;
  }
  if (isOwnNumber(value.text, shell)) shell.own = new Set([...shell.own, name]);
  const text = expandText(value, shell);
  if (assignment.index !== undefined) {
    const index = Number(expandText(assignment.index, shell));
    const list = typeof before === "string" ? [before] : [...(before ?? [])];
    if (!Number.isInteger(index) || index < 0 || index > list.length) assign(shell, name, HOLE, exported);
    else assign(shell, name, [...list.slice(0, index), text, ...list.slice(index + 1)], exported);
    return;
  }
  if (append === true && (as === "integer" || !shell.hasBash)) assign(shell, name, HOLE, exported);
  else if (append !== true) assign(shell, name, text, exported);
  else if (typeof before === "string" || before === undefined) assign(shell, name, (before ?? (shell.closed ? "" : HOLE)) + text, exported);
  else assign(shell, name, [(before[0] ?? "") + text, ...before.slice(1)], exported);
}

function restore(shell: Shell, name: string, before: Variable | undefined): void {
  if (before === undefined) shell.variables.delete(name);
  else shell.variables.set(name, before);
}

/** Runs what is a function, a builtin or a program by this name. */
function invoke(argv: readonly string[], input: string | undefined, shell: Shell): Status {
  const [name = "", ...args] = argv;
  if (shell.functions.has(name)) return call(name, args, shell);
  const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  if (builtin !== undefined) {
    const run = (inner: Shell): Status =>
      builtin(args, inner, { input, invoke: (words) => invoke(words, input, inner), launch: (words) => launch(words, input, inner) });
    return BASH_BUILTINS.has(name) ? orLacks(shell, run) : run(shell);
  }
  return finish(launch(argv, input, shell), shell);
}

function finish(outcome: Outcome, shell: Shell): Status {
  shell.output = bounded(shell.output + outcome.output);
  if (outcome.returns === false) shell.flow = "stay";
  else if (outcome.returns === "perhaps") mayStay(shell);
  return outcome.status;
}

function launch(argv: readonly string[], input: string | undefined, shell: Shell): Outcome {
  const process: Process = {
    ...shell.process,
    argv,
    environment: exportedFrom(shell),
    cwd: shell.cwd,
    input: input ?? shell.process.input,
    certain: shell.certain,
    world: shell.world,
    depth: shell.process.depth + 1,
  };
  const { loopback, unknowns: doubts } = shell.world.tally;
  const [from, known] = [loopback.length, doubts.length];
  for (const { end } of shell.over) end();
  shell.waits = "no";
  const started = shell.world.start(process);
  const outcome = !shell.hasBash && echoesOtherwise(argv) ? { ...started, output: HOLE } : started;
  shell.over = outcome.over ?? NO_ENDINGS;
  if (doubts.length > known) stepOver(shell, from);
  return outcome;
}

/** Where another program comes after it in the foreground, one that nobody has shown was a step: where it listens says nothing of the other. */
function stepOver(shell: Shell, from: number): void {
  const { loopback } = shell.world.tally;
  const { step } = shell;
  const gone = loopback.splice(step.from, step.to - step.from).length;
  step.to = step.from;
  shell.step = { from: from - gone, to: loopback.length };
}

function call(name: string, args: readonly string[], shell: Shell): Status {
  const body = shell.functions.get(name);
  if (body === null || body === undefined || shell.depth > DEEPEST) {
    notUnderstood(shell.process, body === null ? unknowns.program(name) : unknowns.deep(`the function ${name}`));
    return "open";
  }
  const { parameters, hidden, inFunction, returns, loops, onError } = shell;
  const traces = shell.options.has("errtrace");
  if (!traces) shell.onError = NO_TRAP;
  const before = { certain: shell.certain, left: shell.left };
  shell.parameters = [parameters[0] ?? "", ...args];
  shell.hidden = new Map();
  shell.inFunction = true;
  shell.returns = true;
  shell.loops = 0;
  // The parser gives a function's body in the shape of a list's only statement.
  const statement: Statement = { type: "Statement", pos: 0, end: 0, command: bodyOf(body), background: undefined };
  const status = shell.run([statement], shell);
  const returned = shell.flow === "return" || shell.left.length > before.left.length;
  rejoin(shell, ["return"], before);
  for (const [variable, value] of shell.hidden) restore(shell, variable, value);
  shell.parameters = parameters;
  shell.hidden = hidden;
  shell.inFunction = inFunction;
  shell.returns = returns;
  shell.loops = loops;
  if (!traces && shell.onError.text === "") shell.onError = onError;
  return returned ? shell.told : status;
}

function bodyOf(body: NonNullable<ReturnType<Shell["functions"]["get"]>>): Statement["command"] {
  return body.type === "CompoundList" ? { type: "BraceGroup", pos: body.pos, end: body.end, body } : body;
}
