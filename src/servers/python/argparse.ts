import { HOLE, hasHole } from "../../model/text";
import type { Argument, PyCall } from "./call";
import { Ended } from "./ending";
import type { Called } from "./program";
import { Names } from "./scope";
import { isNamed, itemsOf, textOf, type PyValue } from "./value";

const PARSER = "argparse.ArgumentParser";
/** They leave it as it is. */
const SHOWING = /\.(parse_args|print_help|print_usage|format_help|format_usage|error|exit)$/;
/** Arguments of a parser that say nothing of what it takes. */
const TEXTS = /^(description|prog|usage|epilog|formatter_class|add_help|allow_abbrev)$/;
const KNOWN = /^(default|type|help|metavar|dest|action|choices|required)$/;

interface Option {
  readonly flags: readonly string[];
  readonly name: string;
  readonly action: PyValue;
  readonly fallback: PyValue;
  /** What it may be given; null where nobody can tell, undefined: anything. */
  readonly choices: readonly PyValue[] | null | undefined;
  readonly convert: (value: PyValue) => PyValue;
}

/** The arguments of the program as its parser gives them; null where nobody can tell. https://docs.python.org/3/library/argparse.html */
export function parsedArguments(call: PyCall, before: readonly Called[], given: readonly string[] | undefined): Names | null {
  const parser = call.receiver?.by;
  if (call.path !== `${PARSER}().parse_args` || parser === undefined || given === undefined) return null;
  if (call.positional.length + call.named.size > 0 || parser.path !== PARSER || !onlyNamed(parser, TEXTS)) return null;
  const own = before.filter(({ receiver }) => receiver?.by === parser);
  const added = own.filter(({ path }) => path === `${PARSER}().add_argument`);
  if (own.some((one) => !added.includes(one) && !SHOWING.test(one.path))) return null;
  if (before.some((one) => [...one.positional, ...one.named.values()].some(({ value }) => isNamed(value) && value.by === parser)))
    return null;
  const options = added.map(optionOf).filter((option) => option !== null);
  return options.length === added.length ? valuesOf(options, given) : null;
}

const onlyNamed = ({ named, open }: PyCall, known: RegExp): boolean => !open && [...named.keys()].every((name) => known.test(name));

function optionOf(call: Called): Option | null {
  const flags = call.positional.map(({ value }) => (typeof value === "string" && value.startsWith("-") ? value : HOLE));
  const text = (name: string): PyValue | undefined => call.named.get(name)?.value;
  const [long = flags[0] ?? HOLE] = flags.filter((flag) => flag.startsWith("--"));
  const name = text("dest") ?? long.replace(/^-+/, "").replaceAll("-", "_");
  const action = text("action") ?? "store";
  if (call.certainty !== "definite" || hasHole(flags.join("")) || typeof name !== "string" || !onlyNamed(call, KNOWN)) return null;
  if (text("required") !== undefined || !/^store(_true|_false)?$/.test(textOf(action))) return null;
  const fallback = text("default") ?? (action === "store" ? null : action === "store_false");
  const choices = call.named.has("choices") ? itemsOf(text("choices")) : undefined;
  return { flags, name, action, fallback, choices, convert: (value) => converted(value, call.named.get("type")) };
}

/** A text alone is converted. */
function converted(value: PyValue, type: Argument | undefined): PyValue {
  if (typeof value !== "string" || type === undefined) return value;
  const path = isNamed(type.value) ? type.value.path : "";
  if (path === "str") return value;
  return path === "int" && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : HOLE;
}

function valuesOf(options: readonly Option[], given: readonly string[]): Names | null {
  const values = new Names();
  // Of several for one name the first gives what it is by default.
  for (const { name, fallback, convert } of options.toReversed()) values.set(name, convert(fallback));
  for (let index = 0; index < given.length; index++) {
    const [, flag = "", inline] = /^(--?[^=]+)(?:=(.*))?$/s.exec(given[index] ?? "") ?? [];
    const option = options.find(({ flags }) => flags.includes(flag));
    if (option === undefined || hasHole(flag)) return null;
    if (option.action !== "store") values.set(option.name, option.action === "store_true");
    else {
      const value = inline ?? given[++index];
      if (value === undefined || (inline === undefined && value.startsWith("-"))) return null;
      const converts = option.convert(value);
      if (converts === HOLE && !hasHole(value)) return null;
      if (option.choices === null) return null;
      // It refuses any other: a usage, and status 2. What is the default is not asked.
      if (!hasHole(value) && option.choices?.includes(converts) === false) throw new Ended("exits");
      values.set(option.name, converts);
    }
  }
  return values;
}
