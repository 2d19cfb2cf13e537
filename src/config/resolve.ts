import { ASSUMPTIONS, type Assumption, type Assumptions } from "../model/assumption";
import { literals, matchesGlob } from "../model/glob";
import type { Decision, Rule } from "../model/report";
import type { Chosen, ImageHint, Known, Overruled, Settings } from "../model/settings";
import { DECISIONS } from "../model/worst";
import { DEFAULT } from "../words/config";
import { isAlmost } from "../words/nearest";
import { RULES } from "../words/report";
import type { Configuration, ConfigFile } from "./load";
import type { ConfigSection } from "./section";

const byDefault = <T>(value: T): Chosen<T> => ({ value, from: DEFAULT });

const isOfAll = (pattern: string): boolean => /^\*+$/.test(pattern);

/** Of a deployment whose stack nobody names only "*" tells. */
const holds = ({ pattern }: ConfigSection, stack: string | null): boolean =>
  pattern === null || (stack === null ? isOfAll(pattern) : matchesGlob(pattern, stack));

/** Whether a pattern names the stack without its project, so that it holds for none. */
const lacksProject = (section: ConfigSection, stack: string): boolean =>
  section.pattern !== null && !holds(section, stack) && matchesGlob(`*/${section.pattern}`, stack);

/** Names that this stack may be meant by, where nothing names it. */
function nearTo(sections: readonly ConfigSection[], stack: string): readonly Chosen<string>[] {
  const named = sections.flatMap(({ pattern, at }) => (pattern === null || isOfAll(pattern) ? [] : [{ value: pattern, from: at }]));
  if (named.some(({ value }) => matchesGlob(value, stack))) return [];
  return named.filter(({ value }) => !value.includes("*") && isAlmost(value, stack)).slice(0, 1);
}

const isLooser = (a: Chosen<Decision>, b: Chosen<Decision>): boolean => DECISIONS.indexOf(a.value) > DECISIONS.indexOf(b.value);

const RULE_NAMES = Object.keys(RULES) as Rule[];

const DEFAULTS: ReadonlyMap<string, Chosen<Decision>> = new Map([
  ["onUnknown", byDefault<Decision>("warn")],
  ...RULE_NAMES.map((rule) => [`rules.${rule}`, byDefault<Decision>(rule === "world-open-listener" ? "block" : "warn")] as const),
]);

/** Those of a file that hold for the stack. */
type Sections = (file: ConfigFile) => readonly ConfigSection[];

interface Decided {
  readonly decisions: ReadonlyMap<string, Chosen<Decision>>;
  readonly overruled: readonly Overruled[];
}

/** The nearest wins, but for what is looser than a `final` of a farther file. */
function decisionsOf(files: readonly ConfigFile[], sections: Sections): Decided {
  const decisions = new Map(DEFAULTS);
  const overruled: Overruled[] = [];
  const final = new Map<string, { readonly by: string; readonly stands: Chosen<Decision> }>();
  for (const file of files) {
    for (const { decisions: said } of sections(file)) for (const [name, given] of said) decisions.set(name, given);
    for (const [name, { by, stands }] of final) {
      const given = decisions.get(name) ?? stands;
      if (!isLooser(given, stands)) continue;
      overruled.push({ name, from: given.from, by, values: { given: given.value, stands } });
      decisions.set(name, stands);
    }
    for (const { name, at } of file.final) {
      const stands = decisions.get(name);
      if (stands !== undefined && final.get(name)?.stands !== stands) final.set(name, { by: at, stands });
    }
  }
  return { decisions, overruled };
}

/** What files say, and what they say nearer to the program than a `final` lets them. */
interface Said {
  readonly counts: readonly ConfigSection[];
  readonly late: readonly ConfigSection[];
  /** Where `final` is written. */
  readonly by: string;
}

function saidOf(name: string, files: readonly ConfigFile[], sections: Sections): Said {
  const finals = files.map(({ final }) => final.find((each) => each.name === name));
  const last = finals.findIndex((each) => each !== undefined);
  const end = last === -1 ? files.length : last + 1;
  const by = finals[last]?.at ?? "";
  return { counts: files.slice(0, end).flatMap(sections), late: files.slice(end).flatMap(sections), by };
}

/** Facts or hints. */
const tooLate = (room: "known" | "images", { late, by }: Said): readonly Overruled[] =>
  late.flatMap((section) => {
    const entries: ReadonlyMap<string, Chosen<unknown>> = section[room];
    return Array.from(entries, ([key, { from }]) => ({ name: `${room}.${key}`, from, by, values: null }));
  });

const onOff = ({ value, from }: Chosen<boolean>): Chosen<string> => ({ value: value ? "on" : "off", from });

interface Assumed {
  readonly name: Assumption;
  readonly stands: Chosen<boolean>;
  readonly overruled: readonly Overruled[];
}

function assumedOf(name: Assumption, { counts, late, by }: Said, taken: Assumptions): Assumed {
  const given = (sections: readonly ConfigSection[]): readonly Chosen<boolean>[] =>
    sections.flatMap(({ assumptions }) => assumptions.get(name) ?? []);
  const stands = given(counts).at(-1) ?? byDefault(taken.has(name));
  const others = given(late).filter(({ value }) => value !== stands.value);
  const overruled = others.map((each) => ({
    ...{ name: `assumptions.${name}`, from: each.from, by },
    values: { given: onOff(each).value, stands: onOff(stands) },
  }));
  return { name, stands, overruled };
}

/** The assumptions that are on. */
export const assumptionsOf = ({ assumptions }: Settings): Assumptions => new Set(ASSUMPTIONS.filter((name) => assumptions[name].value));

export const knownOf = ({ known }: Settings): Known => new Map([...known].map(([name, { value }]) => [name, value]));

/** The nearest last: of patterns that match, the one with more literal characters. */
export const hintsOf = ({ images }: Settings): readonly ImageHint[] =>
  [...images.values()].map(({ value }) => value).toSorted((a, b) => literals(a.image) - literals(b.image));

/**
 * What applies to a stack. Lists join; of single values, and of facts, hints and assumptions by their name, the nearest wins, as far as
 * no `final` of a farther file is in the way.
 * @param stack null where nobody names it
 * @param taken what is taken for granted where the configuration does not say
 */
export function settingsFor({ files }: Configuration, stack: string | null, taken: Assumptions = new Set(ASSUMPTIONS)): Settings {
  const sections: Sections = (file) => file.sections.filter((section) => holds(section, stack));
  const { decisions, overruled } = decisionsOf(files, sections);
  const decision = (name: string): Chosen<Decision> => decisions.get(name) ?? byDefault("block");
  const assumed = ASSUMPTIONS.map((name) => assumedOf(name, saidOf(`assumptions.${name}`, files, sections), taken));
  const known = saidOf("known", files, sections);
  const images = saidOf("images", files, sections);
  const allow = saidOf("allow", files, sections);
  const finals = files.flatMap(({ final }) => final);
  const missed = stack === null ? [] : files.flatMap((file) => file.sections.filter((section) => lacksProject(section, stack)));
  return {
    onUnknown: decision("onUnknown"),
    rules: Object.fromEntries(RULE_NAMES.map((rule) => [rule, decision(`rules.${rule}`)])) as Settings["rules"],
    assumptions: Object.fromEntries(assumed.map(({ name, stands }) => [name, stands])) as Settings["assumptions"],
    known: new Map(known.counts.flatMap((section) => [...section.known])),
    images: new Map(images.counts.flatMap((section) => [...section.images])),
    allowances: allow.counts.flatMap((section) => section.allow),
    final: finals.filter(({ name }, index) => finals.findIndex((each) => each.name === name) === index),
    near:
      stack === null || missed.length > 0
        ? []
        : nearTo(
            files.flatMap((file) => file.sections),
            stack,
          ),
    missed: missed.map(({ pattern, at }) => ({ value: pattern ?? "", from: at })),
    overruled: [
      ...overruled,
      ...assumed.flatMap((each) => each.overruled),
      ...tooLate("known", known),
      ...tooLate("images", images),
      ...allow.late.flatMap((section) => section.allow.map(({ at }) => ({ name: "allow", from: at, by: allow.by, values: null }))),
    ],
  };
}
