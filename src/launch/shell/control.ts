import type { Case, For, If, Select, Statement, SyntaxNode, While } from "unbash";

import { HOLE, hasHole } from "../../model/text";
import type { Status } from "../process";
import { namesIn } from "./arithmetic";
import { expandPattern, expandText, expandWord, standsForFiles } from "./expand";
import { eachChild } from "./parse";
import { matches } from "./pattern";
import { either } from "./branches";
import { loop, upTo } from "./leave";
import { assign, goesOn, type Shell } from "./state";

type Way = (shell: Shell) => Status;

const nothing: Way = () => "success";

/** A condition: a failure in it does not end the script. */
export function asked(shell: Shell, run: () => Status): Status {
  const { guarded } = shell;
  shell.guarded = true;
  const status = run();
  shell.guarded = guarded;
  return status;
}

/** One way or the other; both where nobody can tell. Preparing work in a condition is a question too. */
function branchOn(status: Status, shell: Shell, yes: Way, no: Way): Status {
  if (!goesOn(shell)) return status;
  if (status === "success") return yes(shell);
  return status === "failure" ? no(shell) : either(shell, [yes, no]);
}

export function runIf(node: If, shell: Shell): Status {
  const clauses = [{ clause: node.clause, then: node.then }, ...node.elif];
  const from =
    (index: number): Way =>
    (inner) => {
      const next = clauses[index];
      if (next === undefined) return node.else === undefined ? "success" : inner.run(node.else.commands, inner);
      const status = asked(inner, () => inner.run(next.clause.commands, inner));
      return branchOn(status, inner, (taken) => taken.run(next.then.commands, taken), from(index + 1));
    };
  return from(0)(shell);
}

export function runCase(node: Case, shell: Shell): Status {
  const word = expandText(node.word, shell);
  const bodyFrom =
    (index: number): Way =>
    (inner) => {
      const item = node.items[index];
      if (item === undefined) return "success";
      const status = inner.run(item.body.commands, inner);
      if (!goesOn(inner) || item.terminator === undefined || item.terminator === ";;") return status;
      return item.terminator === ";&" ? bodyFrom(index + 1)(inner) : from(index + 1)(inner);
    };
  const from =
    (index: number): Way =>
    (inner) => {
      const item = node.items[index];
      if (item === undefined) return "success";
      const answers = item.pattern.map((pattern) => matches(word, expandPattern(pattern, inner), inner));
      const status = answers.includes(true) ? "success" : answers.includes(null) ? "open" : "failure";
      return branchOn(status, inner, bodyFrom(index), from(index + 1));
    };
  return from(0)(shell);
}

/** Names that commands assign to, as words: `read NAME`. */
const ASSIGNING = new Set(["read", "export", "declare", "local", "typeset", "readonly", "unset", "mapfile", "readarray", "getopts", "let"]);

/** The variables that something may assign to, functions that it calls included. */
function assignedIn(nodes: readonly SyntaxNode[], shell: Shell): ReadonlySet<string> {
  const names = new Set<string>();
  const called = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Assignment") names.add(node.name);
    else if (node.type === "For" || node.type === "Select") names.add(node.name.value);
    else if (node.type === "ArithmeticWord") names.add(node.value);
    else if (node.type === "Command" && node.name !== undefined) {
      const name = node.name.value;
      for (const arg of ASSIGNING.has(name) ? node.args : []) {
        if (arg.type === "Word" && name === "let") for (const one of namesIn(arg.value)) names.add(one);
        else if (arg.type === "Word") names.add(arg.value.split("=")[0] ?? "");
      }
      const body = shell.functions.get(name);
      if (body !== undefined && body !== null && !called.has(name)) {
        called.add(name);
        visit(body);
      }
    }
    eachChild(node, visit);
  };
  nodes.forEach(visit);
  return names;
}

/** Some time later in a loop: what it assigns may hold anything. */
function later(nodes: readonly SyntaxNode[], shell: Shell): void {
  for (const name of assignedIn(nodes, shell)) if (/^[a-z_]\w*$/i.test(name)) assign(shell, name, HOLE);
}

/** One round; `continue` ends it, `break` does not come back here. */
const round = (body: readonly Statement[], shell: Shell): Status => upTo(["continue"], shell, () => shell.run(body, shell));

/** Any number of rounds, none perhaps. */
function anyRounds(
  nodes: readonly SyntaxNode[],
  body: readonly Statement[],
  shell: Shell,
  holding: Readonly<Record<string, string>> = {},
): Status {
  later(nodes, shell);
  for (const [name, value] of Object.entries(holding)) assign(shell, name, value);
  return either(shell, [(inner) => round(body, inner), nothing]);
}

export function runFor(node: For | Select, shell: Shell): Status {
  const words = node.wordlist?.flatMap((word) => expandWord(word, shell)) ?? shell.parameters.slice(1);
  return loop(shell, () => {
    let status: Status = "success";
    for (const word of words) {
      if (!goesOn(shell)) return status;
      if (node.type === "Select" || hasHole(word) || standsForFiles(word, shell)) {
        // An unquoted unknown may be any number of words, a pattern any number of files.
        status = anyRounds([node.body], node.body.commands, shell, {
          [node.name.value]: node.type === "Select" ? HOLE : word.replace(/[*?]/g, HOLE),
        });
      } else {
        assign(shell, node.name.value, word);
        status = round(node.body.commands, shell);
      }
    }
    return status;
  });
}

export function runWhile(node: While, shell: Shell): Status {
  const body = node.body.commands;
  return loop(shell, () => {
    const condition = asked(shell, () => shell.run(node.clause.commands, shell));
    const status: Status =
      node.kind === "while" || condition === "open" || condition === "presumed"
        ? condition
        : condition === "success"
          ? "failure"
          : "success";
    if (status === "failure" || !goesOn(shell)) return "success";
    if (status !== "success") return anyRounds([node.clause, node.body], body, shell);
    const first = round(body, shell);
    if (!goesOn(shell)) return first;
    const others = anyRounds([node.clause, node.body], body, shell);
    // Only a break leads out of an endless loop, and those have left already.
    if (isEndless(node) && goesOn(shell)) shell.flow = "stay";
    return others;
  });
}

/** `while true`, `until false`. */
function isEndless({ kind, clause }: While): boolean {
  const [only, ...others] = clause.commands;
  const name = only?.command.type === "Command" ? only.command.name?.value : undefined;
  return others.length === 0 && (kind === "while" ? name === "true" || name === ":" : name === "false");
}

/** `for ((…))`: its rounds are not counted. */
export function runRounds(node: Extract<SyntaxNode, { type: "ArithmeticFor" }>, shell: Shell): Status {
  return loop(shell, () => anyRounds([node], node.body.commands, shell));
}
