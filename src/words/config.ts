import type { Chosen, Overruled } from "../model/settings";

const quoted = (names: readonly (string | boolean)[]): string => names.map(String).join(", ");
const either = (names: readonly (string | boolean)[]): string =>
  names.length < 2 ? names.join("") : `${quoted(names.slice(0, -1))} or ${String(names.at(-1))}`;
const meant = (near: string | null): string => (near === null ? "" : `; did you mean "${near}"?`);

/** What is wrong with a configuration, and what would be right; read after the place. */
export const PROBLEMS = {
  syntax: (language: "YAML" | "JSON", message: string): string => `this is not ${language}: ${message}`,
  documents: "a second document begins here, and a configuration is one; take this --- out",
  notText: "this is not UTF-8 text; save it as UTF-8",
  tooMuch: "this is more than a configuration holds: aliases within aliases; write them out",
  tooDeep: "brackets stand within one another deeper than any configuration has them",
  key: "a key has to be a plain text",
  unknownKey: (key: string, what: string, near: string | null, elsewhere: string | null, keys: readonly string[]): string => {
    const right = elsewhere !== null ? `; it belongs in ${elsewhere}` : near !== null ? meant(near) : `; there are ${quoted(keys)}`;
    return `unknown key "${key}" in ${what}${right}`;
  },
  /** @param where as in OPTIONS */
  option: (key: string, what: string, where: string): string => `unknown key "${key}" in ${what}; whoever runs quadzero says it: ${where}`,
  unnamed: (key: string, what: string, right: readonly string[]): string => `"${key}" has no place in ${what}; name ${either(right)}`,
  twice: (key: string): string => `"${key}" stands here twice; once is enough`,
  missing: (key: string, what: string, right: string): string => `${what} needs "${key}": ${right}`,
  empty: (name: string, right: string): string => `${name} is empty; it takes ${right}`,
  entry: (name: string): string => `an entry of ${name}`,
  wrong: (name: string, right: string, shown: string, meant: string | null = null): string =>
    `${name} takes ${right}; ${shown} is none${meant === null ? "" : `: ${meant.endsWith("/0") ? "everyone" : "its network"} is ${meant}`}`,
  notOne: (name: string, values: readonly (string | boolean)[], shown: string, near: string | null): string =>
    `${name} takes ${either(values)}; ${shown} is none of them${meant(near)}`,
  notAList: (name: string, example: string): string => `${name} takes a list: ${example}`,
  noElement: (name: string, example: string): string => `${name} is an empty list; name at least one: ${example}`,
  notAnObject: (name: string, keys: readonly string[]): string =>
    `${name} takes ${keys.length === 0 ? "names with values" : `keys with values: ${quoted(keys)}`}`,
  several: (files: readonly string[]): string => `${files.join(" and ")} are both here; keep the one that counts`,
} as const;

/** What no configuration says, by the names that people give it there, and where it is said. */
export const OPTIONS: Readonly<Record<string, string>> = {
  with: '--with on the command line, "with" of the policy quadzero or of quadzero/cdktf',
  advisory: '--advisory on the command line, "advisory" of the policy quadzero or of quadzero/cdktf',
  failOn: '--fail-on on the command line, "failOn" of quadzero/cdktf',
  "fail-on": '--fail-on on the command line, "failOn" of quadzero/cdktf',
  against: "--against on the command line",
  only: "--only on the command line",
  source: "--source on the command line",
  format: "--format on the command line",
};

/** What each part of the configuration says. */
export const SAYS = {
  onUnknown: "What a possible finding does: one that rests on values which are not known before deployment. warn unless said.",
  rules: "What a definite finding of each rule does. world-open-listener blocks and the others warn unless said.",
  known: "Facts from outside the plan.",
  subnet: "public: an internet gateway routes to it, and its network ACL lets the internet in; private: no internet gateway does.",
  reference: "The CIDRs that an unknown value stands for, by the one reference that it is made of.",
  images: "What images listen on where their start cannot be read.",
  image: "By its name, with or without a tag; a machine image by its id or its name. Only * is special.",
  listens: "Sockets: 0.0.0.0:8080/tcp, [::]:53/udp, *:8000-8100. Without any it listens on nothing.",
  assumptions: "What may be taken for granted. Everything is on unless said.",
  stacks:
    "What holds for some stacks only. Of several that match, the one with more literal characters is nearer; a tie goes to the later.",
  stack: "Pulumi: project/stack. Terraform: the workspace, or what --stack says. Only * is special.",
  allow: "Exposures that somebody answers for. They are subtracted before the world is asked about.",
  workload: "What may be reached: an address, a URN or a name; only * is special.",
  ports: 'As the world sees them: numbers and ranges, of both protocols or of one, "53/udp".',
  from: "Who may come in: CIDRs. 0.0.0.0/0 does not allow ::/0.",
  reason: "Why the world may come in.",
  owner: "Who answers for it.",
  expires: "The last day on which it counts, UTC.",
  final:
    "What configurations nearer to the program may not change: onUnknown and rules may become stricter there, the rest does not count.",
} as const;

/** @param given anything: a program may hand over what is no text */
export const notADay = (option: string, given: unknown): string =>
  PROBLEMS.wrong(option, "a day as YYYY-MM-DD", typeof given === "string" ? JSON.stringify(given) : `(${typeof given})`);

export const DEFAULT = "default";

export const NO_OPERANDS = (given: string): string =>
  /\.(?:ya?ml|json)$/i.test(given)
    ? `config takes no operand; to name a file: quadzero config --config ${given}`
    : `config takes no operand; to tell what applies to a stack: quadzero config --print ${given}`;
export const UNCONFIGURED = "there is no configuration: no quadzero.yaml is in this folder, and the defaults apply";
export const configIsValid = (name: string, stacks: readonly string[]): string =>
  `${name} is valid${stacks.length === 0 ? "; it names no stacks" : `; its stacks, the nearest last: ${quoted(stacks)}`}`;

/** What `quadzero config --print` says besides the values. */
export const PRINTED = {
  head: (stack: string, files: readonly string[]): string =>
    `what applies to ${JSON.stringify(stack)}, from ${files.length === 0 ? "the defaults alone: there is no configuration" : files.join(", ")}`,
  /** Where a Pulumi policy pack looks, the farthest first. */
  pack: [
    "a Pulumi policy pack joins, the farthest first: the policy config of quadzero; this file",
    "beside the program, or the one of $QUADZERO_CONFIG; quadzero:* of the stack's config",
  ],
  expired: "expired: it allows nothing",
  overruled: (each: Overruled): string => overruled(each),
} as const;

/** What `quadzero init` writes besides the allowances. */
export const INIT = {
  withOption: "quadzero check --with",
  head: (today: string): readonly string[] => [
    `What is open to the world on ${today}, as allowances to review.`,
    "Delete what should not be open. Of the rest say why it may: without a reason this",
    "file is an error, and stops every deployment until a person has filled it in.",
  ],
  nothing: (today: string): string => `Nothing that would block or warn is open to the world on ${today}: there is nothing to allow.`,
  found: (decision: string, certainty: string, title: string): string => `${decision}, ${certainty}: ${title}`,
} as const;

/** Of a pattern that names the stack without its project. */
export const missedStack = ({ value, from }: Chosen<string>): string =>
  `stacks: ${JSON.stringify(value)} (${from}) does not hold for this stack, whose name begins with its project; write ${JSON.stringify(`*/${value}`)}`;

/** Of a name that is almost that of this stack. */
export const nearStack = ({ value, from }: Chosen<string>): string =>
  `stacks: nothing names this stack; did you mean ${JSON.stringify(value)} (${from})?`;

export const overruled = ({ name, from, by, values }: Overruled): string =>
  values === null
    ? `${name} (${from}) does not count: final (${by}) lets no nearer file say it`
    : `${name}: ${values.given} (${from}) does not count: final (${by}) keeps ${values.stands.value} (${values.stands.from})`;
