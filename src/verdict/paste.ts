import { cidrsOf, isEmpty, onlyFamily, unionAll } from "../net/address-set";
import { meets, rangesOf, type PortSet } from "../net/port-set";
import { UDP } from "../net/protocol";
import { literally } from "../model/glob";
import type { Finding } from "../model/report";
import type { Path } from "../walk/path";
import type { Judged, Senders } from "../rules/judged";
import { yamlPorts } from "../words/ports";
import { FIXES } from "../words/fixes";
import { openFamilies } from "../walk/world";

export type Fix = Finding["fixes"][number];

/** Stands for a value that is marked sensitive. */
export const SENSITIVE = "(sensitive)";

/** What was worked out for the report. */
export interface Context {
  readonly path: Path;
  readonly senders: readonly Senders[];
  readonly today: string;
  readonly stack: string | null;
  /** Where it is written that nearer configurations say nothing of it; null where that is nowhere. */
  readonly finalAt: (name: "allow" | "known" | "images") => string | null;
  /** Where a name is said that is almost this one, and how it is spelt there; null where it is nowhere. */
  readonly almost: (under: "known" | "images", name: string) => string | null;
  /** The option by which the host is shown other stacks. */
  readonly withOption: string;
  /** The ports that its workload opens by another protocol. */
  readonly besides: (judged: Judged) => PortSet;
}

const DAY = 24 * 60 * 60 * 1000;
const PROPOSED_DAYS = 90;

/** `YYYY-MM-DD`, some days on. */
const later = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** A YAML scalar, in quotes where it needs them. */
const bare = (text: string): string => (/^[\w.-]+$/.test(text) ? text : JSON.stringify(text));

/** An allowance, ready to paste but for the reason, which a person must give. */
export function allow(judged: Judged, { senders, path, today, stack, finalAt, besides }: Context): Fix {
  const everybody = unionAll(senders.map(({ may }) => may));
  const world = openFamilies(everybody);
  const coming = isEmpty(world) ? everybody : world;
  const sources = cidrsOf(coming);
  const hidden = path.steps.some(({ says }) => says.includes(SENSITIVE));
  const whole = ([4, 6] as const).filter((family) => !isEmpty(onlyFamily(coming, family)));
  const from = sources.length > 8 || hidden ? whole.map((family) => (family === 4 ? "0.0.0.0/0" : "::/0")) : sources;
  const protocol = judged.protocol === UDP ? "/udp" : meets(judged.ports, besides(judged)) ? "/tcp" : "";
  const ports = rangesOf(judged.ports).map((range) => yamlPorts(range, protocol));
  return {
    kind: "allow",
    text: FIXES.allow(stack, finalAt("allow")),
    yaml: [
      `- workload: ${bare(literally(judged.workload.address))}`,
      `  ports: [${ports.join(", ")}]`,
      `  from: [${from.map((cidr) => JSON.stringify(cidr)).join(", ")}]`,
      "  reason:              # why the world may come in",
      "  owner:               # who answers for it",
      `  expires: ${later(today, PROPOSED_DAYS)}`,
    ].join("\n"),
  };
}

/** Where it is said, and how, for example. */
const SAYABLE = {
  networks: { under: "known", as: '["203.0.113.0/24"]' },
  subnet: { under: "known", as: "private" },
  image: { under: "images", as: '{ listens: ["*:22/tcp"] }' },
} as const;

/** What a finding is possible for and the configuration may say. */
export function sayings({ path, finalAt, almost }: Context): readonly Fix[] {
  const sayable = path.unknowns.flatMap((unknown) => unknown.sayable ?? []);
  return (["networks", "subnet", "image"] as const).flatMap((kind): readonly Fix[] => {
    const names = [...new Set(sayable.filter(({ what }) => what === kind).map(({ name }) => name))].sort();
    const { under, as } = SAYABLE[kind];
    const lines = names.map((name) => `  ${bare(name)}: ${as}`);
    const misspelt = names.flatMap((name) => almost(under, name) ?? []);
    return names.length === 0
      ? []
      : [{ kind: "known", text: FIXES.sayable[kind](finalAt(under), misspelt), yaml: [`${under}:`, ...lines].join("\n") }];
  });
}
