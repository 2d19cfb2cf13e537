import type { Assumption } from "./assumption";
import type { Decision, Rule } from "./report";

/** `quadzero.yaml` as an object: the same for a file, a policy's configuration and a call. */
export interface Config extends Section {
  /** By patterns of which only `*` is special; what matches the stack counts. */
  readonly stacks?: Readonly<Record<string, StackSection>>;
  /**
   * Configurations nearer to the program may not loosen `onUnknown`, `rules` and `rules.NAME`; nor say what counts of `allow`, `known`,
   * `images`, `assumptions` and `assumptions.NAME`.
   */
  readonly final?: readonly string[];
}

/** What may stand at the top and under each stack. */
export interface Section {
  /** What a possible finding does. */
  readonly onUnknown?: Decision;
  /** What a definite finding does. */
  readonly rules?: Readonly<Partial<Record<Rule, Decision>>>;
  /** Facts from outside the plan: subnets by id, and CIDRs by the reference that stands for them. */
  readonly known?: Readonly<Record<string, "public" | "private" | readonly string[]>>;
  /** What images listen on, by patterns of their names. */
  readonly images?: Readonly<Record<string, { readonly listens: readonly string[] }>>;
  readonly assumptions?: Readonly<Partial<Record<Assumption, "on" | "off" | boolean>>>;
}

export interface StackSection extends Section {
  readonly allow?: readonly AllowanceConfig[];
}

/** An exposure that somebody answers for. */
export interface AllowanceConfig {
  /** Address, URN or name; only `*` is special. */
  readonly workload: string;
  /** Numbers and `"8000-8100"`, as the world sees them. */
  readonly ports: readonly (number | string)[];
  /** CIDRs. */
  readonly from: readonly string[];
  readonly reason: string;
  readonly owner?: string;
  /** `YYYY-MM-DD`, that day included, UTC. */
  readonly expires: string;
}

/** What is wrong with a configuration, each in one line: where, what, and what would be right. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/** Names of the file, in the folder where a host looks for it; of several none counts. */
export const CONFIG_FILES: readonly string[] = ["quadzero.yaml", "quadzero.yml", "quadzero.json"];
