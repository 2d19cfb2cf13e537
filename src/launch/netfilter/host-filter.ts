import { ofEverything, type Filter, type FilterRule } from "../../model/filter";

/** What one command says: a rule for each protocol and family. */
export interface Told {
  /** What it matches: of two with the same, one is meant. */
  readonly matches: string;
  readonly rules: readonly FilterRule[];
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
}

/** The host's firewalls. */
export interface HostFilters {
  readonly ufw: HostFilter;
  readonly firewalld: HostFilter;
  /** Rules that keep out some, told by the kernel's own tools. */
  readonly iptables: HostFilter;
}

export const maybe = (told: Told): Told => ({ ...told, rules: told.rules.map((rule) => ({ ...rule, certain: false })) });

export const noFilter = (rules: readonly Told[] = []): HostFilter => ({
  active: "no",
  otherwise: "deny",
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
export function filterOf(process: string, { otherwise, rules }: HostFilter): Filter {
  const last = otherwise === "deny" ? [] : ofEverything("allow", otherwise === "allow", "default allow");
  return { process, rules: [...ofEverything("allow", false, ""), ...rules.flatMap((told) => told.rules), ...last] };
}
