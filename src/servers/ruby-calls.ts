import type { Environment } from "../model/launch";
import { HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { variable, type Layer, type Read } from "./setting";

/** A call of a configuration in Ruby, at its top: `bind "tcp://0.0.0.0:3000"`. */
export interface RubyCall {
  readonly name: string;
  /** Those of its arguments that are texts or numbers, up to the first of another kind. HOLE stands for what nobody knows. */
  readonly args: readonly string[];
  readonly says: string;
}

export interface RubyCalls {
  readonly calls: readonly RubyCall[];
  readonly doubts: Layer["doubts"];
}

/** No line that is written by hand is longer; so none can hold up an expression. */
const LONGEST = 300;

/** Up to the comment: a sign within a text begins none. */
const COMMENT = /^((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^"'#])*)#.*$/;
const OPENS =
  /^(?:if|unless|case|while|until|for|begin|def|class|module)\b|=\s*(?:if|unless|case|begin)\b|\bdo(?:\s*\|[^|]*\|)?$|\{(?:\s*\|[^|]*\|)?$/;
const CLOSES = /^(?:end\b|\})/;
/** What may call anything, ends the file, or begins a text of several lines. */
const ANYTHING =
  /\b(?:load|eval|instance_eval|send|public_send|require_relative|return|exit)\b|__send__|__END__|<<[~-]["'`]?\w|<<[A-Z]|^=begin/;

/** `ENV["X"] || 3000`, `ENV.fetch("X", 3000)`, `ENV.fetch("X") { 3000 }`, also within `Integer(…)`. */
const VARIABLE =
  /^(?:Integer\(\s*)?ENV(?:\[["'](\w+)["']\]|\.fetch\(\s*["'](\w+)["'](?:\s*,\s*(["']?[\w.:/-]+["']?))?\s*\))(?:\s*\{\s*(["']?[\w.:/-]+["']?)\s*\}|\s*\|\|\s*(["']?[\w.:/-]+["']?))?\s*\)?/;
const LITERAL = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+))/;
const INTERPOLATED = /#\{([^{}]*(?:\{[^{}]*\})?[^{}]*)\}/g;

const unquoted = (text: string): string => text.replace(/^["']|["']$/g, "");

/**
 * Calls of some names, as far as they are literals or variables of the environment. A doubt is what stands within a block or depends
 * on a condition, and what else may make such a call: what names one, or one of some others.
 */
export function rubyCalls({ path, text, doubts }: Read, environment: Environment, names: readonly string[], others: RegExp): RubyCalls {
  const calls: RubyCall[] = [];
  const more = [...doubts];
  const mentioned = new RegExp(`\\b(?:${names.join("|")})\\b`);

  const ofVariable = ([, index, fetched, second, block, alternative]: RegExpExecArray): string => {
    const { said, doubts: hidden } = variable(environment, index ?? fetched ?? "");
    more.push(...hidden);
    return said[0]?.value ?? unquoted(second ?? block ?? alternative ?? HOLE);
  };
  const interpolate = (inner: string): string =>
    inner
      .replace(INTERPOLATED, (_, code: string) => {
        const found = VARIABLE.exec(code.trim());
        return found?.[0] === code.trim() ? ofVariable(found) : HOLE;
      })
      .replace(/#\{[^]*/, HOLE);

  /** Undefined where something else than such arguments, and options by name after them, follows the name. */
  const argumentsIn = (rest: string): readonly string[] | undefined => {
    const args: string[] = [];
    let left = rest;
    for (;;) {
      const [literal, found] = [LITERAL.exec(left), VARIABLE.exec(left)];
      const [whole] = literal ?? found ?? [];
      if (whole === undefined) break;
      if (literal !== null) args.push(literal[1] === undefined ? (literal[2] ?? literal[3] ?? "") : interpolate(literal[1]));
      else if (found !== null) args.push(ofVariable(found));
      left = left.slice(whole.length).replace(/^\s*,\s*/, "");
    }
    return args.length > 0 && /^[:\w"'=>,\s]*$/.test(left) && !/\b(?:if|unless)\b/.test(left) ? args : undefined;
  };

  let depth = 0;
  for (const raw of (text ?? "").split("\n")) {
    const line = raw.length > LONGEST ? raw : raw.replace(COMMENT, "$1").trim();
    const [, name = "", rest = ""] = line.length > LONGEST ? [] : (/^(\w+)[ (]\s*(.*)$/.exec(line) ?? []);
    const isCall = depth === 0 && names.includes(name);
    const args = isCall ? argumentsIn(rest.replace(/\)$/, (end) => (/^\w+\(/.test(line) ? "" : end))) : undefined;
    if (args !== undefined) calls.push({ name, args, says: `${name} ${args.join(", ")}` });
    else if (line.length > LONGEST || ANYTHING.test(line) || others.test(line) || mentioned.test(line)) more.push(unseen.computed(path));
    if (CLOSES.test(line)) depth = Math.max(0, depth - 1);
    if (OPENS.test(line)) depth += 1;
  }
  return { calls, doubts: more };
}
