import { intersect, rangesOf, subtract, type PortSet } from "../net/port-set";
import type { Allowance, Chosen, ImageHint, KnownFact, Settings } from "../model/settings";
import { yamlPorts } from "../words/ports";
import { PRINTED } from "../words/config";

interface On {
  readonly stack: string;
  readonly files: readonly string[];
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** Where the origins stand. */
const COLUMN = 48;

const quoted = (text: string): string => JSON.stringify(text);
const listed = (texts: readonly string[]): string => `[${texts.join(", ")}]`;

/** A line, with where it comes from behind it. */
const row = (text: string, from: string): string => `${text.padEnd(COLUMN - 1)} # ${from}`;

const valued = <T>(entries: Iterable<readonly [name: string, of: Chosen<T>]>, say: (value: T) => string): string[] =>
  Array.from(entries, ([name, { value, from }]) => row(`  ${name}: ${say(value)}`, from));

const section = (name: string, rows: readonly string[]): string[] => (rows.length === 0 ? [] : [`${name}:`, ...rows]);

const fact = (known: KnownFact): string => (typeof known === "string" ? known : listed(known.cidrs.map(quoted)));
const hint = ({ listens }: ImageHint): string => `{ listens: ${listed(listens.map(({ says }) => quoted(says)))} }`;

/** As an allowance names them; with their protocol where they are not of both. */
function portsBoth({ tcp, udp }: Allowance["ports"]): readonly string[] {
  const spelled = (set: PortSet, protocol: string): string[] => rangesOf(set).map((range) => yamlPorts(range, protocol));
  return [...spelled(intersect(tcp, udp), ""), ...spelled(subtract(tcp, udp), "/tcp"), ...spelled(subtract(udp, tcp), "/udp")];
}

const allowance =
  (today: string) =>
  ({ stack, workload, ports, cidrs, reason, owner, expires, at }: Allowance): string[] => [
    row(`      - workload: ${quoted(workload)}`, `${at}, stacks → ${quoted(stack)}`),
    `        ports: ${listed(portsBoth(ports))}`,
    `        from: ${listed(cidrs.map(quoted))}`,
    `        reason: ${quoted(reason)}`,
    ...(owner === null ? [] : [`        owner: ${quoted(owner)}`]),
    expires < today ? row(`        expires: ${expires}`, PRINTED.expired) : `        expires: ${expires}`,
  ];

/** What applies to a stack, as a configuration that says the same, with the place where each value is written. */
export function printed(settings: Settings, { stack, files, today }: On): string {
  const { onUnknown, rules, assumptions, known, images, allowances, final, overruled } = settings;
  const allow = allowances.flatMap(allowance(today));
  return [
    `# ${PRINTED.head(stack, files)}`,
    ...PRINTED.pack.map((line) => `# ${line}`),
    ...overruled.map((each) => `# ${PRINTED.overruled(each)}`),
    row(`onUnknown: ${onUnknown.value}`, onUnknown.from),
    ...section("rules", valued(Object.entries(rules), String)),
    ...section(
      "known",
      valued(
        [...known].map(([name, of]) => [quoted(name), of] as const),
        fact,
      ),
    ),
    ...section(
      "images",
      valued(
        [...images].map(([name, of]) => [quoted(name), of] as const),
        hint,
      ),
    ),
    ...section(
      "assumptions",
      valued(Object.entries(assumptions), (on) => (on ? "on" : "off")),
    ),
    ...section(
      "final",
      final.map(({ name, at }) => row(`  - ${name}`, at)),
    ),
    ...(allow.length === 0 ? [] : ["stacks:", `  ${quoted(stack)}:`, "    allow:", ...allow]),
  ]
    .map((line) => `${line}\n`)
    .join("");
}
