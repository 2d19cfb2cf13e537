import { hasHole } from "../model/text";

/** How a program spells one option. */
export interface Option {
  /** With their dashes: `-b`, `--bind`. */
  readonly names: readonly string[];
  /**
   * Its value: the next argument, or attached (`one`, the default); no value (`none`); attached, or the next argument unless
   * that is an option (`optional`); all arguments up to the next option (`greedy`), or to the end (`rest`).
   */
  readonly takes?: "one" | "none" | "optional" | "greedy" | "rest";
}

/** A program's command line. */
export interface Grammar<Name extends string = string> {
  readonly options: Readonly<Record<Name, Option>>;
  /** Other options that take a value, so that it is not taken for an operand: `-w --workers`. */
  readonly taking?: string;
  /** Short options without a value, which may stand before another in one argument: `kd` of `nc -kdl`. */
  readonly flags?: string;
  /** Other options without a value: `-debug -ui`. Of `go` all there are, for there any other takes one. */
  readonly bare?: string;
  /**
   * `gnu`: `-bV`, `--bind=V`, prefixes of long names, options anywhere (argparse, getopt_long, OptionParser). `posix`: the same, up to the
   * first operand. `plain`: no prefixes (click, commander). `go`: `-x` and `--x` are one, up to the first operand. https://pkg.go.dev/flag#hdr-Command_line_flag_syntax
   */
  readonly style?: "gnu" | "posix" | "plain" | "go";
}

/** An option as given: its value, and the token that says so. */
export interface Given {
  readonly value: string;
  readonly says: string;
}

export interface Parsed<Name extends string = string> {
  readonly given: Readonly<Record<Name, readonly Given[]>>;
  readonly operands: readonly string[];
  /** How many of the first operands may be values: each follows an option that is not in the grammar. */
  readonly strays: number;
  /** True: an argument that is not known stands where an option may. */
  readonly hazy: boolean;
  /** True: it tells its version or how it is used, and ends: `--help`, `--version`. */
  readonly tells: boolean;
  /** The last argument, where it is an option whose value is missing: most programs then exit, and what was meant is not known. */
  readonly lacking: string | null;
}

/** Options without a value wherever they are met. https://www.gnu.org/prep/standards/html_node/Option-Table.html */
const BARE = /^--(no-.*|debug|help|quiet|silent|verbose|version)$/;
const TELLS = /^--(help|version)$/;
/** What Go's package takes where the program has no such option. https://pkg.go.dev/flag#pkg-variables (ErrHelp) */
const TELLS_GO = /^--?(h|help)$/;

export function parseOptions<Name extends string>(args: readonly string[], grammar: Grammar<Name>): Parsed<Name> {
  const style = grammar.style ?? "gnu";
  const known = new Map<string, Entry<Name>>();
  const others = (names: string | undefined, takes: "one" | "none"): void => {
    for (const name of (names ?? "").split(" ")) if (name !== "") known.set(name, { option: null, takes });
  };
  others(grammar.taking, "one");
  others(grammar.bare, "none");
  for (const flag of grammar.flags ?? "") known.set(`-${flag}`, { option: null, takes: "none" });
  for (const [option, { names, takes = "one" }] of entries(grammar.options)) {
    for (const name of names) known.set(style === "go" ? name.replace(/^--?/, "-") : name, { option, takes });
  }
  const given = Object.fromEntries(entries(grammar.options).map(([name]) => [name, [] as Given[]])) as unknown as Record<Name, Given[]>;
  const operands: string[] = [];
  let hazy = false;
  let lacking: string | null = null;
  let strays = 0;
  let strange = false;
  let tells = false;

  let index = 0;
  while (index < args.length) {
    const argument = args[index++] ?? "";
    const follows = strange;
    const mayBeValue = strange && operands.length === strays;
    strange = false;
    if (argument === "--") {
      operands.push(...args.slice(index));
      break;
    }
    if (
      hasHole(argument[0] ?? "") ||
      (argument.startsWith("-") && hasHole(argument.split("=")[0] ?? "") && find(known, argument, style) === undefined)
    ) {
      hazy = true;
    }
    if (!/^-./.test(argument)) {
      operands.push(argument);
      if (mayBeValue) strays++;
      if (style !== "posix" && style !== "go") continue;
      operands.push(...args.slice(index));
      break;
    }
    const found = find(known, argument, style);
    const unasked = style === "go" && found === undefined && TELLS_GO.test(argument);
    if ((unasked || TELLS.test(argument)) && !hazy && !follows && found?.entry.takes !== "one") tells = true;
    if (found === undefined) {
      const alone = argument.includes("=") || BARE.test(argument);
      if (style === "go" && !alone && !/^-/.test(args[index] ?? "-")) index++;
      else strange = !alone;
      continue;
    }
    for (const flag of found.before) given[flag].push({ value: "", says: argument });
    const { option, takes } = found.entry;
    const record = (value: string, says: string): void => {
      if (option !== null) given[option].push({ value, says });
    };
    const next = args[index];
    if (found.attached !== undefined) record(found.attached, argument);
    else if (takes === "none") record("", argument);
    else if (takes === "rest") {
      record(args.slice(index).join(" "), argument);
      break;
    } else if (takes === "one") {
      if (next === undefined) {
        if (option !== null) lacking = argument;
        continue;
      }
      index++;
      record(next, `${argument} ${next}`);
    } else {
      const values: string[] = [];
      const most = takes === "greedy" ? Infinity : 1;
      while (values.length < most && index < args.length && !/^--?[a-z]/i.test(args[index] ?? "")) values.push(args[index++] ?? "");
      record(values.join(" "), [argument, ...values].join(" "));
    }
  }
  return { given, operands, strays, hazy, tells, lacking };
}

interface Entry<Name> {
  /** Null: an option that is nobody's business here. */
  readonly option: Name | null;
  readonly takes: NonNullable<Option["takes"]>;
}

interface Found<Name> {
  readonly entry: Entry<Name>;
  readonly attached: string | undefined;
  /** The flags that stand before it in one argument. */
  readonly before: readonly Name[];
}

const entries = <Name extends string, T>(record: Readonly<Record<Name, T>>): readonly (readonly [Name, T])[] =>
  Object.entries<T>(record) as unknown as readonly (readonly [Name, T])[];

function find<Name>(known: ReadonlyMap<string, Entry<Name>>, argument: string, style: string): Found<Name> | undefined {
  const [, name = "", attached] = /^([^=]*)(?:=([^]*))?$/.exec(argument) ?? [];
  const spelled = style === "go" ? name.replace(/^--?/, "-") : name;
  const whole = known.get(spelled) ?? (style === "gnu" || style === "posix" ? abbreviated(known, spelled) : undefined);
  if (whole !== undefined && (attached === undefined || style === "go" || name.startsWith("--") || name.length > 2)) {
    return { entry: whole, attached, before: [] };
  }
  return style === "go" || argument.startsWith("--") ? undefined : cluster(known, argument);
}

/** The one long option that a prefix may mean. https://docs.python.org/3/library/argparse.html#prefix-matching */
function abbreviated<Name>(known: ReadonlyMap<string, Entry<Name>>, name: string): Entry<Name> | undefined {
  if (!/^--./.test(name)) return undefined;
  const meant = new Set([...known].filter(([other]) => other.startsWith(name)).map(([, entry]) => entry.option ?? entry));
  if (meant.size !== 1) return undefined;
  return [...known].find(([other]) => other.startsWith(name))?.[1];
}

/** `-kl8080`: flags in one argument, the last of which may take the rest for its value. */
function cluster<Name>(known: ReadonlyMap<string, Entry<Name>>, argument: string): Found<Name> | undefined {
  const before: Name[] = [];
  for (let index = 1; index < argument.length; index++) {
    const entry = known.get(`-${argument[index] ?? ""}`);
    if (entry === undefined) return undefined;
    const rest = argument.slice(index + 1);
    if (entry.takes !== "none" || rest === "") return { entry, attached: rest === "" ? undefined : rest, before };
    if (entry.option !== null) before.push(entry.option);
  }
  return undefined;
}
