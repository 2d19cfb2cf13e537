import { ASSUMPTIONS } from "../model/assumption";
import { DECISIONS } from "../model/worst";
import { RULES } from "../words/report";
import { ASSUMED_WHY } from "../words/verdict";
import { SAYS } from "../words/config";
import { FORMS, type Form } from "./forms";

/** What may stand in a place. The messages, the published JSON schema and the documentation are made of this. */
export type Shape =
  | { readonly is: "object"; readonly what: string; readonly members: Readonly<Record<string, Member>>; readonly named?: readonly Named[] }
  | { readonly is: "list"; readonly of: Shape; readonly example: string; readonly atLeastOne?: boolean }
  | { readonly is: "one of"; readonly values: readonly (string | boolean)[] }
  | { readonly is: "text"; readonly form: Form };

export interface Member {
  readonly of: Shape;
  readonly says: string;
  readonly required?: boolean;
}

/** Members whose names the user chooses. */
export interface Named {
  readonly key: Form;
  readonly of: Shape;
  readonly says: string;
}

type ObjectShape = Extract<Shape, { is: "object" }>;

const text = (form: Form): Shape => ({ is: "text", form });
const list = (of: Shape, example: string): Shape => ({ is: "list", of, example });
const some = (of: Shape, example: string): Shape => ({ is: "list", of, example, atLeastOne: true });
const oneOf = (...values: readonly (string | boolean)[]): Shape => ({ is: "one of", values });
const named = (what: string, ...kinds: readonly Named[]): Shape => ({ is: "object", what, members: {}, named: kinds });

const DECISION = oneOf(...DECISIONS);
const SWITCH = oneOf("on", "off", true, false);
const CIDRS = some(text(FORMS.cidr), '["203.0.113.0/24"]');

const rules: Shape = {
  is: "object",
  what: "the rules",
  members: Object.fromEntries(Object.entries(RULES).map(([name, says]) => [name, { of: DECISION, says }])),
};

const assumptions: Shape = {
  is: "object",
  what: "the assumptions",
  members: Object.fromEntries(ASSUMPTIONS.map((name) => [name, { of: SWITCH, says: ASSUMED_WHY[name] ?? name }])),
};

const allowance: ObjectShape = {
  is: "object",
  what: "an allowance",
  members: {
    workload: { of: text(FORMS.workload), required: true, says: SAYS.workload },
    ports: { of: some(text(FORMS.ports), "[443]"), required: true, says: SAYS.ports },
    from: { of: some(text(FORMS.cidr), '["0.0.0.0/0", "::/0"]'), required: true, says: SAYS.from },
    reason: { of: text(FORMS.reason), required: true, says: SAYS.reason },
    owner: { of: text(FORMS.owner), says: SAYS.owner },
    expires: { of: text(FORMS.day), required: true, says: SAYS.expires },
  },
};

const image: Shape = {
  is: "object",
  what: "an image",
  members: { listens: { of: list(text(FORMS.socket), '["0.0.0.0:8080/tcp"]'), required: true, says: SAYS.listens } },
};

/** What may stand at the top and under each stack. */
const section: ObjectShape["members"] = {
  onUnknown: { of: DECISION, says: SAYS.onUnknown },
  rules: { of: rules, says: SAYS.rules },
  known: {
    of: named(
      "the known facts",
      { key: FORMS.subnet, of: oneOf("public", "private"), says: SAYS.subnet },
      { key: FORMS.reference, of: CIDRS, says: SAYS.reference },
    ),
    says: SAYS.known,
  },
  images: { of: named("the images", { key: FORMS.image, of: image, says: SAYS.image }), says: SAYS.images },
  assumptions: { of: assumptions, says: SAYS.assumptions },
};

const stack: Shape = {
  is: "object",
  what: "a stack",
  members: { ...section, allow: { of: list(allowance, "[{ workload: …, ports: …, from: …, reason: …, expires: … }]"), says: SAYS.allow } },
};

const within = (group: string, names: readonly string[]): readonly string[] => [group, ...names.map((name) => `${group}.${name}`)];

/** What `final` may name. */
const FINAL: readonly string[] = [
  ...["onUnknown", "allow", "known", "images"],
  ...within("rules", Object.keys(RULES)),
  ...within("assumptions", ASSUMPTIONS),
];

/** What a name of `final` stands for: `rules` for every rule. */
export const finalNames = (name: string): readonly string[] => FINAL.filter((each) => each === name || each.startsWith(`${name}.`));

/** By which JSON tells an editor its schema. https://json-schema.org/draft-07/draft-handrews-json-schema-01#rfc.section.7 */
export const FOR_EDITORS = "$schema";

/** `quadzero.yaml`. */
export const CONFIG: ObjectShape = {
  is: "object",
  what: "the configuration",
  members: {
    ...section,
    stacks: { of: named("the stacks", { key: FORMS.stack, of: stack, says: SAYS.stack }), says: SAYS.stacks },
    final: { of: list(oneOf(...FINAL), "[rules.world-open-listener]"), says: SAYS.final },
  },
};
