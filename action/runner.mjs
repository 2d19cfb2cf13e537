/**
 * What a runner reads and keeps: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import { randomUUID } from "node:crypto";
import { appendFileSync, writeSync } from "node:fs";

/** A variable of the environment; "" where there is none. @param {string} name */
export const variable = (name) => process.env[name] ?? "";

/** The lines of an input that hold something. @param {string} name */
export const lines = (name) =>
  variable(name)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** @param {string} text */
export const print = (text) => {
  writeSync(1, text);
};

/** @param {"error" | "warning" | "notice"} level @param {string} text */
export const annotate = (level, text) => {
  print(`::${level} title=quadzero::${text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")}\n`);
};

/**
 * Prints what somebody else wrote: a line of it that reads like a command is none.
 * @template T
 * @param {() => T} printing
 */
export function quoted(printing) {
  const token = randomUUID();
  print(`::stop-commands::${token}\n`);
  try {
    return printing();
  } finally {
    print(`\n::${token}::\n`);
  }
}

/** @param {Readonly<Record<string, string>>} values */
export function setOutputs(values) {
  const delimiter = randomUUID();
  const text = Object.entries(values).map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
  appendFileSync(variable("GITHUB_OUTPUT"), text.join(""));
}

/** @param {string} markdown */
export const addToSummary = (markdown) => {
  appendFileSync(variable("GITHUB_STEP_SUMMARY"), `${markdown}\n`);
};
