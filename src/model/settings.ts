import type { AddressSet } from "../net/address-set";
import type { PortSet } from "../net/port-set";
import type { Assumption } from "./assumption";
import type { Listener } from "./listener";
import type { AllowanceRef, Decision, Rule } from "./report";

/** A value, and where it is written: `quadzero.yaml:3:12`, or that it is the default. */
export interface Chosen<T> {
  readonly value: T;
  readonly from: string;
}

/** A fact from outside the plan: of a subnet, or the CIDRs that a reference stands for. */
export type KnownFact = "public" | "private" | { readonly addresses: AddressSet; readonly cidrs: readonly string[] };

/** By subnet id, or by the reference as written. */
export type Known = ReadonlyMap<string, KnownFact>;

/** What an image listens on where nothing else tells. */
export interface ImageHint {
  /** A pattern of its name. */
  readonly image: string;
  readonly listens: readonly Listener[];
}

/** An exposure that somebody answers for: these clients may come to these outer ports of these workloads. */
export interface Allowance extends Omit<AllowanceRef, "ports" | "byProtocol" | "from"> {
  readonly ports: Readonly<Record<"tcp" | "udp", PortSet>>;
  readonly from: AddressSet;
  /** As written. */
  readonly cidrs: readonly string[];
  readonly at: string;
}

/** What a configuration says and a `final` of a farther one does not let it: it does not count. */
export interface Overruled {
  /** `onUnknown`, `assumptions.own-id`, `known.subnet-0ab12`, `allow`. */
  readonly name: string;
  /** Where it is written. */
  readonly from: string;
  /** Where `final` is written. */
  readonly by: string;
  /** What is given and what stands; null of facts, hints and allowances. */
  readonly values: { readonly given: string; readonly stands: Chosen<string> } | null;
}

export interface Final {
  /** `onUnknown`, `allow`, `known`, `images`, `rules.NAME`, `assumptions.NAME`. */
  readonly name: string;
  readonly at: string;
}

/** What applies to one stack. */
export interface Settings {
  readonly onUnknown: Chosen<Decision>;
  readonly rules: Readonly<Record<Rule, Chosen<Decision>>>;
  readonly assumptions: Readonly<Record<Assumption, Chosen<boolean>>>;
  readonly known: ReadonlyMap<string, Chosen<KnownFact>>;
  readonly images: ReadonlyMap<string, Chosen<ImageHint>>;
  /** Those that are expired as well. */
  readonly allowances: readonly Allowance[];
  /** What nearer configurations may not change or not say, by name, and where the farthest one says so. */
  readonly final: readonly Final[];
  readonly overruled: readonly Overruled[];
  /** Patterns under `stacks:` that name this stack without its project, and so do not hold for it. */
  readonly missed: readonly Chosen<string>[];
  /** Where none names this stack, those that do but for a letter or two. */
  readonly near: readonly Chosen<string>[];
}
