import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Bind, Certainty, Decision, Entry, Finding, Rule, Severity } from "../../src/model/report";

const ROOT = resolve(__dirname, "../..");
const FOLDERS = ["test/cases", "examples"];

/** A finding as a person wrote it down. What is not said is not compared. */
export interface Expected {
  readonly rule: Rule;
  readonly decision?: Decision;
  readonly certainty?: Certainty;
  readonly severity?: Severity;
  readonly workload: string;
  readonly container?: string | null;
  readonly process?: string | null;
  readonly entry?: Entry;
  readonly protocol?: Finding["protocol"];
  readonly ports?: Finding["ports"];
  readonly sources?: Finding["sources"];
  /** Of all sources. */
  readonly class?: "world" | "partner";
  readonly knowledge?: Finding["knowledge"];
  readonly bind?: Bind | null;
  readonly change?: Finding["change"];
  /** Codes of all shut doors, in path order. */
  readonly because?: readonly string[];
  /** Among others. */
  readonly unknowns?: readonly { readonly resource: string; readonly attribute: string }[];
  /** Names, among others. */
  readonly assumes?: readonly string[];
  readonly why: string;
}

/** What is true of a story by the semantics of AWS and of the kernel, written down before the code that judges it. */
export interface Verdict {
  readonly about: string;
  /** Everything that matters is known: no finding may be *possible*. */
  readonly known: boolean;
  readonly decision: Decision;
  /** All findings that block, warn or are a way in, and those of certainty none that the story is about. */
  readonly findings: readonly Expected[];
  /** Findings that may be there as well: the design leaves it open. */
  readonly either?: readonly Expected[];
  /** The resources of all diagnostics; none unless said. */
  readonly diagnostics?: readonly string[];
  /** What no output may hold. */
  readonly hidden?: readonly string[];
  /** Workloads of what this change closes. */
  readonly closed?: readonly string[];
  /** HTTP proxies that the world reaches. */
  readonly entryPoints?: number;
}

/** Real input, and what is true of it. */
export interface Story {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly plan: string;
  readonly verdict: Verdict;
}

function read(parent: string, name: string): Story {
  const folder = join(ROOT, parent, name);
  return {
    name,
    folder,
    plan: readFileSync(join(folder, "plan.json"), "utf8"),
    verdict: JSON.parse(readFileSync(join(folder, "verdict.json"), "utf8")) as Verdict,
  };
}

export const stories: readonly Story[] = FOLDERS.flatMap((parent) =>
  readdirSync(join(ROOT, parent))
    .filter((name) => existsSync(join(ROOT, parent, name, "verdict.json")))
    .sort()
    .map((name) => read(parent, name)),
);

/** `shop` and `shop-safe`. */
export const twins: readonly (readonly [open: Story, safe: Story])[] = stories.flatMap((safe) => {
  const open = stories.find(({ name }) => `${name}-safe` === safe.name);
  return open === undefined ? [] : [[open, safe] as const];
});
