import type { FileText } from "../../model/launch";
import { ofEverything, type Filter, type FilterRule } from "../../model/filter";

/** What one command says: a rule for each protocol and family. */
export interface Told {
  /** What it matches: of two with the same, one is meant. */
  readonly matches: string;
  readonly rules: readonly FilterRule[];
  /** True: whether it is there is open. */
  readonly perhaps?: true;
  /** Of iptables: the table that it is in, and how its own program writes it. */
  readonly written?: { readonly table: string; readonly line: string };
}

/** A program that filters, as it has been told to. */
export interface HostFilter {
  active: "yes" | "no" | "perhaps";
  /** What it does where no rule matches; "unknown": either. */
  otherwise: FilterRule["action"] | "unknown";
  /** In the order in which packets meet them. */
  rules: readonly Told[];
  /** Rules that hold once it is started again. */
  kept: readonly Told[];
  /** The file of its rules, as it was read last. */
  file?: FileText;
}

/** The host's firewalls. */
export interface HostFilters {
  readonly ufw: HostFilter;
  readonly firewalld: HostFilter;
  /** What the kernel's own tools were told of the chain INPUT, for each family. */
  readonly iptables: HostFilter;
  readonly ip6tables: HostFilter;
  /** Each chain that nftables has of its own. */
  readonly nft: Map<string, Chain>;
}

export interface Chain {
  readonly families: readonly (4 | 6)[];
  /** Null: others jump to it. */
  hook: string | null;
  readonly filter: HostFilter;
}

export const maybe = (told: Told): Told => ({
  ...told,
  perhaps: true,
  rules: told.rules.map((rule) => ({ ...rule, certain: false })),
});

export const noFilter = (rules: readonly Told[] = [], otherwise: HostFilter["otherwise"] = "deny"): HostFilter => ({
  active: "no",
  otherwise,
  rules,
  kept: rules,
});

/** For every packet; where it is not sure, it may as well be none. */
export const toldOfAll = (action: FilterRule["action"], certain: boolean): Told => ({
  matches: "everything",
  rules: ofEverything(action, certain, `${action} everything`),
});

/** Anything may have been told to it. */
export function tellAnything(filter: HostFilter): void {
  filter.active = "perhaps";
  filter.otherwise = "unknown";
  const anything = [toldOfAll("deny", false), toldOfAll("allow", false)];
  filter.rules = [...anything, ...filter.rules];
  filter.kept = [...anything, ...filter.kept];
}

/** Takes it into force, or out of it. */
export function turn(filter: HostFilter, to: "yes" | "no", certain: boolean): void {
  if (certain) filter.active = to;
  else if (filter.active !== to) filter.active = "perhaps";
}

/**
 * What it lets in is sure. What it keeps out may come in all the same: its image may have other rules, its files and what becomes of it
 * later are not followed, and other rules may stand before its own.
 */
export function filterOf(process: string, { otherwise, rules }: HostFilter, families: readonly (4 | 6)[]): Filter {
  const others = ([4, 6] as const).filter((family) => !families.some((own) => own === family));
  // That no rule of a chain says anything is nothing to tell.
  const says = process === "ufw" ? "default allow" : "";
  const last = otherwise === "deny" ? [] : ofEverything("allow", otherwise === "allow", says, families);
  const passing = ofEverything("allow", true, "", others);
  return { process, rules: [...passing, ...ofEverything("allow", false, "", families), ...rules.flatMap((told) => told.rules), ...last] };
}
