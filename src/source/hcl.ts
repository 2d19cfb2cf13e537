import { expression, type Expression, type Member } from "./expression";
import { readerOf, type Reader } from "./reader";
import { noDeeper, SyntaxProblem } from "./tokens";

/** A block at the top of a file: `resource "aws_subnet" "public" { … }`. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly at: number;
  readonly body: Expression;
  /** Blocks with labels within: the data sources of a `check`. */
  readonly within: readonly Block[];
}

/** What a file holds, and where it could not be read. */
export interface Parsed {
  readonly blocks: readonly Block[];
  readonly problems: readonly SyntaxProblem[];
}

type Item = { readonly block: Block } | { readonly attribute: Member };

/**
 * An attribute or a block. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#structural-elements
 * @throws SyntaxProblem
 */
function item(reader: Reader, depth: number): Item {
  const name = reader.take();
  noDeeper(depth, name.from);
  if (name.kind !== "name" || name.text === null) throw new SyntaxProblem("unexpected", name.from);
  if (reader.at("=")) {
    reader.take();
    const value = expression(reader, true, depth + 1);
    return { attribute: { name: name.text, at: name.from, block: false, value } };
  }
  const labels: string[] = [];
  while (!reader.at("{")) {
    const label = reader.take();
    if ((label.kind !== "name" && label.kind !== "string") || label.text === null) throw new SyntaxProblem("unexpected", label.from);
    labels.push(label.text);
  }
  reader.expect("{");
  const items = itemsOf(reader, depth + 1);
  if (!reader.at("}")) throw new SyntaxProblem("unclosed", name.from);
  reader.take();
  return { block: blockOf(name.text, labels, name.from, items) };
}

/** Every item ends with its line. */
function itemsOf(reader: Reader, depth: number): readonly Item[] {
  const items: Item[] = [];
  reader.skipNewlines();
  while (!reader.at("}", "")) {
    items.push(item(reader, depth));
    if (!reader.at("}", "")) reader.expect("\n");
    reader.skipNewlines();
  }
  return items;
}

function blockOf(type: string, labels: readonly string[], at: number, items: readonly Item[]): Block {
  const members = items.map((each) => ("attribute" in each ? each.attribute : memberOf(each.block)));
  return { type, labels, at, body: { is: "object", at, members }, within: items.flatMap((each) => ("block" in each ? [each.block] : [])) };
}

/** https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
function memberOf({ type, labels, at, body }: Block): Member {
  const [made] = labels;
  if (type !== "dynamic" || made === undefined) return { name: type, at, block: true, value: body };
  const content = body.is === "object" ? body.members.find(({ name, block }) => block && name === "content") : undefined;
  return { name: made, at, block: true, value: { is: "dynamic", at, content: content?.value ?? null } };
}

/** What begins a block at the top, as everybody indents it. */
const HEAD = /^(?:resource|data|module|check)[ \t]+"[^"\n]*"[^\n]*\{/gm;

/** More tell nothing new, and each costs a walk to the end. */
const MOST_PROBLEMS = 10;

/** The blocks of a file. What is broken is left out, and reading goes on with the next line that begins a block. */
export function hclBlocks(text: string): Parsed {
  const blocks: Block[] = [];
  const problems: SyntaxProblem[] = [];
  let from = 0;
  while (problems.length < MOST_PROBLEMS) {
    try {
      const reader = readerOf(text, "hcl", from);
      reader.skipNewlines();
      while (!reader.at("")) {
        from = reader.next().from;
        const found = item(reader, 0);
        if (!reader.at("")) reader.expect("\n");
        if ("block" in found) blocks.push(found.block);
        reader.skipNewlines();
      }
      break;
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      // A bracket that is missed at the end is missed somewhere in the block that began last.
      problems.push(error.code === "unclosed" && error.at === text.length ? new SyntaxProblem("unclosed", from) : error);
      HEAD.lastIndex = from + 1;
      const head = HEAD.exec(text);
      if (head === null) break;
      from = head.index;
    }
  }
  return { blocks, problems };
}
