import { called } from "./functions";
import { jsonWithin } from "./json-text";
import { textWithin } from "./holes";
import { deeper, isSpace, NOTHING_KNOWN, valueOf, withNames, type Names, type Space } from "./names";
import { operated } from "./operators";
import { templateOf } from "./parse";
import type { Expression, For } from "./syntax";
import { entriesOf, isKnown, isLarge, isList, isMembers, textOf, Unknown, unknownOf, type Worth } from "./worth";

/** Of an unknown value the part goes by the same names; of a variable or an output the part is named. */
function partOfUnknown(of: Unknown, key: string): Unknown {
  if (!of.plain) return new Unknown(of.names);
  const [named] = of.names;
  if (named === undefined) return of;
  if (/^\d+$/.test(key)) return new Unknown([{ ...named, text: `${named.text}[${key}]` }], true);
  const attribute = named.block === null ? named.attribute : `${named.attribute}.${key}`;
  return new Unknown([{ ...named, text: `${named.text}.${key}`, attribute }], true);
}

function part(of: Worth | Space, key: Worth): Worth | Space {
  const name = textOf(key);
  if (isSpace(of)) return name === undefined ? unknownOf(key, valueOf(of)) : of.member(name);
  if (of instanceof Unknown) return name === undefined ? unknownOf(of, key) : partOfUnknown(of, name);
  if (name === undefined) return unknownOf(of, key);
  if (isList(of)) return of[Number(name)] ?? NOTHING_KNOWN;
  if (isMembers(of)) return Object.hasOwn(of, name) ? (of[name] ?? null) : NOTHING_KNOWN;
  return NOTHING_KNOWN;
}

/** Instances of a block are a list, or an object by keys; each is a space. */
const elementsOf = (of: Worth | Space): readonly (Worth | Space)[] | null => {
  if (isSpace(of)) return of.entries?.map(([, instance]) => instance) ?? [of];
  if (of === null) return [];
  if (of instanceof Unknown) return null;
  return isList(of) ? of : [of];
};

function splat(expression: Extract<Expression, { is: "splat" }>, names: Names): Worth {
  const of = found(expression.of, names);
  const elements = elementsOf(of);
  const each = (element: Worth | Space): Worth => valueOf(found(expression.each, withNames(names, { "*": element })));
  // How many there are is not known; what they are made of is.
  if (elements === null) return unknownOf(each(valueOf(of)));
  return elements.map(each);
}

/** https://developer.hashicorp.com/terraform/language/expressions/for */
function forOf({ key, value, of, name, result, condition, grouped }: For, names: Names): Worth {
  const over = found(of, names);
  const source = valueOf(over);
  const entries = (isSpace(over) ? over.entries : undefined) ?? entriesOf(source);
  const within = (one: string | number | Unknown, other: Worth | Space): Names =>
    withNames(names, { ...(key === null ? {} : { [key]: one }), [value]: other });
  if (entries === null || grouped || isLarge(source)) {
    const whole = new Unknown(unknownOf(source).names);
    return unknownOf(source, valueOf(found(result, within(whole, whole))));
  }
  const made: (readonly [Worth, Worth])[] = [];
  for (const [one, other] of entries) {
    const inner = within(one, other);
    const kept = condition === null ? true : valueOf(found(condition, inner));
    if (typeof kept !== "boolean") return unknownOf(source, kept, ...made.map(([, worth]) => worth));
    if (kept) made.push([name === null ? null : valueOf(found(name, inner)), valueOf(found(result, inner))]);
  }
  if (name === null) return made.map(([, worth]) => worth);
  const members = made.map(([one, worth]) => [textOf(one), worth] as const);
  if (members.some(([one]) => one === undefined)) return unknownOf(...made.flat());
  return Object.fromEntries(members.map(([one, worth]) => [one ?? "", worth]));
}

function joined(parts: readonly Worth[]): Worth {
  if (isLarge(parts)) return unknownOf(...parts);
  const known = parts.map(textOf);
  if (known.every((one) => one !== undefined)) return known.join("");
  return new Unknown(unknownOf(...parts).names, false, jsonWithin(parts), textWithin(parts));
}

function objectOf(members: Extract<Expression, { is: "object" }>["members"], names: Names): Worth {
  const made = members.map(([key, value]) => [valueOf(found(key, names)), valueOf(found(value, names))] as const);
  if (made.some(([key]) => textOf(key) === undefined)) return unknownOf(...made.flat());
  return Object.fromEntries(made.map(([key, value]) => [textOf(key) ?? "", value]));
}

function callOf({ name, given, spread }: Extract<Expression, { is: "call" }>, names: Names): Worth | Space {
  const taken = given.map((one) => found(one, names));
  // `values(aws_subnet.public)[*].id`
  const [first] = taken;
  if (name === "values" && first !== undefined && isSpace(first) && first.entries !== undefined) return first;
  const values = taken.map(valueOf);
  // Whether something fails is known in the plan; the first that is known does not.
  if (name === "try" || name === "can")
    return name === "try" && values[0] !== undefined && isKnown(values[0]) ? values[0] : unknownOf(...values);
  if (!spread) return called(name, values);
  const last = values.at(-1);
  return last !== undefined && isList(last) ? called(name, [...values.slice(0, -1), ...last]) : unknownOf(...values);
}

const found = (expression: Expression, names: Names): Worth | Space => deeper(names, () => foundHere(expression, names), NOTHING_KNOWN);

function foundHere(expression: Expression, names: Names): Worth | Space {
  switch (expression.is) {
    case "literal":
      return expression.value;
    case "template":
      return joined(expression.parts.map((one) => valueOf(found(one, names))));
    case "name":
      return names.of(expression.name);
    case "part":
      return part(found(expression.of, names), valueOf(found(expression.key, names)));
    case "splat":
      return splat(expression, names);
    case "call":
      return callOf(expression, names);
    case "list":
      return expression.items.map((one) => valueOf(found(one, names)));
    case "object":
      return objectOf(expression.members, names);
    case "for":
      return forOf(expression, names);
    case "conditional": {
      const test = valueOf(found(expression.test, names));
      if (test === true || test === "true") return found(expression.yes, names);
      if (test === false || test === "false") return found(expression.no, names);
      return unknownOf(test, valueOf(found(expression.yes, names)), valueOf(found(expression.no, names)));
    }
    case "operation":
      return operated(
        expression.operator,
        expression.operands.map((one) => valueOf(found(one, names))),
      );
  }
}

/** What a text that is a template comes to. */
export function templateWorth(text: string, names: Names): Worth {
  if (!/[$%]\{/.test(text)) return text;
  const expression = templateOf(text);
  return expression === null ? NOTHING_KNOWN : valueOf(found(expression, names));
}
