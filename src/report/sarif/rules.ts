import type { Rule, Severity } from "../../model/report";
import { RULES } from "../../words/report";
import { RULE_TITLES } from "../../words/sarif";
import type { RenderOptions } from "../format";
import type { Descriptor, Level } from "./log";

/**
 * What GitHub makes of a number: from 9.0 critical, from 7.0 high, from 4.0 medium.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support (security-severity)
 */
export const SCORES: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "6.0" };

interface Weight {
  readonly level: Level;
  readonly severity: string;
}

/**
 * GitHub reads the severity of an alert from its rule, which is one for all findings; the finding's own is in its properties. What
 * opens something weighs more than what is merely broken.
 */
const WEIGHTS: Readonly<Record<Rule, Weight>> = {
  "world-open-listener": { level: "error", severity: SCORES.high },
  "world-open-idle": { level: "warning", severity: "5.0" },
  "bind-is-not-a-filter": { level: "warning", severity: "4.0" },
  "deaf-listener": { level: "warning", severity: "2.0" },
  "will-not-start": { level: "warning", severity: "2.0" },
};

export const RULE_IDS = Object.keys(WEIGHTS) as Rule[];

/** `WorldOpenListener`: a name is of one word. */
const camel = (id: string): string => id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Every rule, whether it fired or not: rules do not change from run to run. */
export const descriptors = ({ page }: RenderOptions): readonly Descriptor[] =>
  RULE_IDS.map((id) => {
    const help = page?.(id) ?? RULES[id];
    const { level, severity } = WEIGHTS[id];
    return {
      id,
      name: camel(id),
      shortDescription: { text: RULE_TITLES[id] },
      fullDescription: { text: `${RULES[id].charAt(0).toUpperCase()}${RULES[id].slice(1)}.` },
      help: { text: help, markdown: help },
      defaultConfiguration: { level },
      properties: { tags: ["security", "network"], precision: "high", "security-severity": severity },
    };
  });
