import { expression, type Expression, type Member } from "./expression";
import type { Block, Parsed } from "./hcl";
import { readerOf } from "./reader";
import { SyntaxProblem } from "./tokens";

/** How many labels blocks have that something is found by. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, module: 1, check: 1 };

/** A block is an object, or a list of them. https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping */
function membersOf(value: Expression): readonly Member[] {
  if (value.is === "object") return value.members;
  return value.is === "list" ? value.items.flatMap(membersOf) : [];
}

const objectsOf = (value: Expression): readonly Expression[] => (value.is === "list" ? value.items.flatMap(objectsOf) : [value]);

/** `{"dynamic": {"ingress": {"content": …}}}` makes members of its own. */
function withDynamic(body: Expression): Expression {
  if (body.is !== "object") return body;
  const made = body.members
    .filter(({ name }) => name === "dynamic")
    .flatMap(({ value }) => membersOf(value))
    .flatMap(({ name, at, value }) =>
      objectsOf(value).map((each): Member => {
        const content = membersOf(each).find((member) => member.name === "content");
        return { name, at, block: true, value: { is: "dynamic", at, content: content?.value ?? null } };
      }),
    );
  return made.length === 0 ? body : { ...body, members: [...body.members, ...made] };
}

function blocksOf(type: string, labels: readonly string[], value: Expression): readonly Block[] {
  const left = (LABELS[type] ?? 0) - labels.length;
  return membersOf(value).flatMap(({ name, at, value: inner }) => {
    if (name === null || name === "//") return [];
    if (left > 1) return blocksOf(type, [...labels, name], inner);
    return objectsOf(inner).map((body): Block => {
      const data = type === "check" ? membersOf(body).filter((member) => member.name === "data") : [];
      const within = data.flatMap((member) => blocksOf("data", [], member.value));
      return { type, labels: [...labels, name], at, body: withDynamic(body), within };
    });
  });
}

/** The blocks of a file in JSON syntax: `main.tf.json`, `cdk.tf.json`. https://developer.hashicorp.com/terraform/language/syntax/json */
export function jsonBlocks(text: string): Parsed {
  try {
    const reader = readerOf(text, "json");
    const whole = expression(reader, false);
    if (whole.is !== "object" || !reader.at("")) return { blocks: [], problems: [new SyntaxProblem("unexpected", whole.at)] };
    const blocks = whole.members.flatMap(({ name, value }) =>
      name !== null && LABELS[name] !== undefined ? blocksOf(name, [], value) : [],
    );
    return { blocks, problems: [] };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { blocks: [], problems: [error] };
  }
}
