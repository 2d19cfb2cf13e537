import { ASSUMPTIONS, type Assumption, type Assumptions } from "../model/assumption";
import { literals, matchesGlob } from "../model/glob";
import type { Decision, Rule } from "../model/report";
import type { Chosen, ImageHint, Known, Overruled, Settings } from "../model/settings";
import { DEFAULT } from "../words/config";
import { RULES } from "../words/report";
import type { Configuration, ConfigFile } from "./load";
import type { ConfigSection } from "./section";

const byDefault = <T>(value: T): Chosen<T> => ({ value, from: DEFAULT });

/** Of a deployment whose stack nobody names only "*" tells. */
const holds = ({ pattern }: ConfigSection, stack: string | null): boolean =>
  pattern === null || (stack === null ? /^\*+$/.test(pattern) : matchesGlob(pattern, stack));

const STRICTNESS: readonly Decision[] = ["pass", "warn", "block"];
const isLooser = (a: Chosen<Decision>, b: Chosen<Decision>): boolean => STRICTNESS.indexOf(a.value) < STRICTNESS.indexOf(b.value);

const RULE_NAMES = Object.keys(RULES) as Rule[];

const DECISIONS: ReadonlyMap<string, Chosen<Decision>> = new Map([
  ["onUnknown", byDefault<Decision>("warn")],
  ...RULE_NAMES.map((rule) => [`rules.${rule}`, byDefault<Decision>(rule === "world-open-listener" ? "block" : "warn")] as const),
]);

interface Decided {
  readonly decisions: ReadonlyMap<string, Chosen<Decision>>;
  readonly overruled: readonly Overruled[];
}

/** The nearest wins, but for what is looser than a `final` of a farther file. */
function decisionsOf(files: readonly ConfigFile[], sections: (file: ConfigFile) => readonly ConfigSection[]): Decided {
  const decisions = new Map(DECISIONS);
  const overruled: Overruled[] = [];
  const final = new Map<string, { readonly by: string; readonly stands: Chosen<Decision> }>();
  for (const file of files) {
    for (const { decisions: said } of sections(file)) for (const [name, given] of said) decisions.set(name, given);
    for (const [name, { by, stands }] of final) {
      const given = decisions.get(name) ?? stands;
      if (!isLooser(given, stands)) continue;
      overruled.push({ name, given, stands, by });
      decisions.set(name, stands);
    }
    for (const { name, at } of file.final) {
      const stands = decisions.get(name);
      if (stands !== undefined && final.get(name)?.stands !== stands) final.set(name, { by: at, stands });
    }
  }
  return { decisions, overruled };
}

/** The assumptions that are on. */
export const assumptionsOf = ({ assumptions }: Settings): Assumptions => new Set(ASSUMPTIONS.filter((name) => assumptions[name].value));

export const knownOf = ({ known }: Settings): Known => new Map([...known].map(([name, { value }]) => [name, value]));

/** The nearest last: of patterns that match, the one with more literal characters. */
export const hintsOf = ({ images }: Settings): readonly ImageHint[] =>
  [...images.values()].map(({ value }) => value).toSorted((a, b) => literals(a.image) - literals(b.image));

/**
 * What applies to a stack. Lists join; of single values, and of facts, hints and assumptions by their name, the nearest wins.
 * @param stack null where nobody names it
 * @param taken what is taken for granted where the configuration does not say
 */
export function settingsFor({ files }: Configuration, stack: string | null, taken: Assumptions = new Set(ASSUMPTIONS)): Settings {
  const sections = (file: ConfigFile): readonly ConfigSection[] => file.sections.filter((section) => holds(section, stack));
  const all = files.flatMap(sections);
  const { decisions, overruled } = decisionsOf(files, sections);
  const decision = (name: string): Chosen<Decision> => decisions.get(name) ?? byDefault("block");
  const assumed = new Map(all.flatMap(({ assumptions }) => [...assumptions]));
  return {
    onUnknown: decision("onUnknown"),
    rules: Object.fromEntries(RULE_NAMES.map((rule) => [rule, decision(`rules.${rule}`)])) as Settings["rules"],
    assumptions: Object.fromEntries(ASSUMPTIONS.map((name) => [name, assumed.get(name) ?? byDefault(taken.has(name))])) as Readonly<
      Record<Assumption, Chosen<boolean>>
    >,
    known: new Map(all.flatMap(({ known }) => [...known])),
    images: new Map(all.flatMap(({ images }) => [...images])),
    allowances: all.flatMap(({ allow }) => allow),
    overruled,
  };
}
