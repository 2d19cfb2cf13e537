/** More than people write; one that is held against a long line tries ever more ways to match it. */
const MOST_QUANTIFIERS = 8;
const LONGEST = 1000;

/**
 * Whether a script's regular expression may be run here: one that repeats a group which holds a repetition or a choice, or that looks back
 * at a group, can take longer than anybody waits. https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS
 * @param source in the terms of this language
 */
export function isBounded(source: string): boolean {
  if (source.length > LONGEST || [...source.matchAll(/\\([^])/g)].some(([, escaped = ""]) => /[1-9k]/.test(escaped))) return false;
  let rest = source
    .replace(/\\[^]/g, "x")
    .replace(/\[[^\]]*\]/g, "x")
    .replace(/\(\?(<?[=!]|:)/g, "(");
  if ((rest.match(/[*+?{]/g) ?? []).length > MOST_QUANTIFIERS) return false;
  for (;;) {
    const [group, inner = "", repeated = ""] = /\(([^()]*)\)([*+{]?)/.exec(rest) ?? [];
    if (group === undefined) return true;
    if (repeated !== "" && /[*+?{|]/.test(inner)) return false;
    rest = rest.replace(group, () => inner + repeated);
  }
}
