import type { Expression } from "./syntax";

/** From the weakest to the strongest. https://developer.hashicorp.com/terraform/language/expressions/operators */
const OPERATORS: readonly RegExp[] = [/\|\|/y, /&&/y, /==|!=/y, /<=|>=|<|>/y, /[+-]/y, /[*/%]/y];

/** Blanks, new lines, and the comments of the language. */
const BLANK = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
/** Provider functions are named `provider::aws::arn_parse`. */
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*(?:::[\p{ID_Start}_][\p{ID_Continue}-]*)*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))/y;
const KEYWORDS: Readonly<Record<string, null | boolean>> = { null: null, true: true, false: false };

/** Deeper than anybody writes; what nests deeper is not read. */
const DEEPEST = 100;

/** Thrown within this file alone: the text is no expression that is read here. */
class Unread extends Error {}

const joined = (parts: readonly Expression[]): Expression => {
  const [only, ...others] = parts;
  if (only === undefined) return { is: "literal", value: "" };
  return others.length === 0 ? only : { is: "template", parts };
};

class Reader {
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.#at >= this.text.length;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (found !== null) this.#at = pattern.lastIndex;
    return found;
  }

  #blank(): void {
    this.#match(BLANK);
  }

  /** Takes a sign if it comes next. */
  #takes(sign: string): boolean {
    this.#blank();
    if (!this.text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  #needs(sign: string): void {
    if (!this.#takes(sign)) throw new Unread();
  }

  #name(): string | null {
    this.#blank();
    return this.#match(NAME)?.[0] ?? null;
  }

  #needsName(): string {
    const name = this.#name();
    if (name === null) throw new Unread();
    return name;
  }

  /**
   * A text with interpolations, up to its closing quote, or as a JSON string to its end, where JSON has undone the escapes.
   * https://developer.hashicorp.com/terraform/language/expressions/strings
   */
  template(quoted: boolean): Expression {
    const parts: Expression[] = [];
    let literal = "";
    for (;;) {
      if (this.done) {
        if (quoted) throw new Unread();
        break;
      }
      const char = this.text.charAt(this.#at);
      if (quoted && char === '"') {
        this.#at += 1;
        break;
      }
      if (quoted && char === "\\") {
        const escape = this.#match(ESCAPE);
        if (escape === null) throw new Unread();
        const code = escape[1] ?? escape[2];
        literal +=
          code === undefined
            ? ({ n: "\n", r: "\r", t: "\t" }[escape[3] ?? ""] ?? escape[3] ?? "")
            : String.fromCodePoint(parseInt(code, 16));
      } else if (this.text.startsWith("$${", this.#at) || this.text.startsWith("%%{", this.#at)) {
        literal += `${char}{`;
        this.#at += 3;
      } else if (this.text.startsWith("${", this.#at)) {
        this.#at += 2;
        const trims = this.text.charAt(this.#at) === "~";
        if (trims) this.#at += 1;
        const before = trims ? literal.trimEnd() : literal;
        if (before !== "") parts.push({ is: "literal", value: before });
        literal = "";
        parts.push(this.expression());
        this.#blank();
        const trimsNext = this.text.charAt(this.#at) === "~";
        if (trimsNext) this.#at += 1;
        if (this.text.charAt(this.#at) !== "}") throw new Unread();
        this.#at += 1;
        if (trimsNext) this.#match(/\s*/y);
      } else if (this.text.startsWith("%{", this.#at)) {
        throw new Unread(); // a directive
      } else {
        literal += char;
        this.#at += 1;
      }
    }
    if (literal !== "") parts.push({ is: "literal", value: literal });
    return joined(parts);
  }

  expression(): Expression {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new Unread();
    let found = this.#binary(0);
    if (this.#takes("?")) {
      const yes = this.expression();
      this.#needs(":");
      found = { is: "choice", test: found, yes, no: this.expression() };
    }
    this.#depth -= 1;
    return found;
  }

  #binary(level: number): Expression {
    const operators = OPERATORS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      this.#blank();
      const operator = this.#match(operators)?.[0];
      if (operator === undefined) return left;
      left = { is: "operation", operator, operands: [left, this.#binary(level + 1)] };
    }
  }

  #unary(): Expression {
    const signs: string[] = [];
    for (;;) {
      if (this.#takes("!")) signs.push("!");
      else if (this.#takes("-")) signs.push("-");
      else break;
    }
    return signs.reduceRight<Expression>((of, operator) => ({ is: "operation", operator, operands: [of] }), this.#parts(this.#primary()));
  }

  /** What follows a value: `.name`, `.0`, `[key]`, `[*]`, `.*`. */
  #parts(value: Expression): Expression {
    let of = value;
    for (;;) {
      if (this.#takes("[")) {
        if (this.#takes("*")) {
          this.#needs("]");
          return { is: "splat", of, each: this.#parts({ is: "name", name: "*" }) };
        }
        const key = this.expression();
        this.#needs("]");
        of = { is: "part", of, key };
        continue;
      }
      this.#blank();
      // Three dots spread a list.
      if (this.text.startsWith("...", this.#at) || !this.#takes(".")) return of;
      if (this.#takes("*")) return { is: "splat", of, each: this.#parts({ is: "name", name: "*" }) };
      const index = this.#match(/\d+/y)?.[0];
      of = { is: "part", of, key: { is: "literal", value: index === undefined ? this.#needsName() : Number(index) } };
    }
  }

  #primary(): Expression {
    this.#blank();
    const number = this.#match(NUMBER)?.[0];
    if (number !== undefined) return { is: "literal", value: Number(number) };
    if (this.#takes('"')) {
      const text = this.template(true);
      // A lone interpolation in quotes is the value itself.
      return text;
    }
    if (this.#takes("(")) {
      const within = this.expression();
      this.#needs(")");
      return within;
    }
    if (this.#takes("[")) return this.#startsFor() ? this.#for("]") : { is: "list", items: this.#list("]") };
    if (this.#takes("{")) return this.#startsFor() ? this.#for("}") : this.#object();
    const name = this.#needsName();
    const keyword = KEYWORDS[name];
    if (keyword !== undefined) return { is: "literal", value: keyword };
    return this.#takes("(") ? this.#call(name) : { is: "name", name };
  }

  #list(closing: string): readonly Expression[] {
    const items: Expression[] = [];
    while (!this.#takes(closing)) {
      items.push(this.expression());
      if (!this.#takes(",")) {
        this.#needs(closing);
        break;
      }
    }
    return items;
  }

  #call(name: string): Expression {
    const given: Expression[] = [];
    let spread = false;
    while (!this.#takes(")")) {
      given.push(this.expression());
      spread = this.#takes("...");
      if (!this.#takes(",")) {
        this.#needs(")");
        break;
      }
    }
    return { is: "call", name, given, spread };
  }

  #object(): Expression {
    const members: (readonly [Expression, Expression])[] = [];
    while (!this.#takes("}")) {
      const key = this.expression();
      if (!this.#takes("=")) this.#needs(":");
      // A bare name is the key itself.
      members.push([key.is === "name" ? { is: "literal", value: key.name } : key, this.expression()]);
      this.#takes(",");
    }
    return { is: "object", members };
  }

  #startsFor(): boolean {
    this.#blank();
    return this.#match(/for(?=\s)/y) !== null;
  }

  #for(closing: "]" | "}"): Expression {
    const first = this.#needsName();
    const second = this.#takes(",") ? this.#needsName() : null;
    if (this.#needsName() !== "in") throw new Unread();
    const of = this.expression();
    this.#needs(":");
    const one = this.expression();
    const named = closing === "}";
    if (named) this.#needs("=>");
    const result = named ? this.expression() : one;
    const grouped = named && this.#takes("...");
    this.#blank();
    const condition = this.#match(/if\b/y) === null ? null : this.expression();
    this.#needs(closing);
    const names = second === null ? { key: null, value: first } : { key: first, value: second };
    return { is: "for", ...names, of, name: named ? one : null, result, condition, grouped };
  }
}

function whole(text: string, read: (reader: Reader) => Expression): Expression | null {
  const reader = new Reader(text);
  try {
    const found = read(reader);
    return reader.done ? found : null;
  } catch (error) {
    if (error instanceof Unread || error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * A string of Terraform's JSON syntax, which is a template. Null: it is none that is read here, as one with `%{ if … }`.
 * https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export const templateOf = (text: string): Expression | null => whole(text, (reader) => reader.template(false));
