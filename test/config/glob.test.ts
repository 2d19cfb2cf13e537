import fc from "fast-check";
import { literally, literals, matchesGlob } from "../../src/model/glob";

/** Few letters, so that patterns and texts meet; and those that are special in regular expressions and shells. */
const letter = fc.constantFrom("a", "b", ".", "/", "[", "?", "\\", "$", "é", "😀", "*");
const text = fc.string({ unit: letter, maxLength: 8 });

const asRegExp = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/\\\*|[.*+?^${}()|[\]\\]/g, (sign) => (sign === "*" ? "[^]*" : sign === "\\*" ? sign : `\\${sign}`))}$`);

describe("of a pattern only * is special", () => {
  test("as a regular expression would have it", () => {
    fc.assert(
      fc.property(text, text, (pattern, subject) => matchesGlob(pattern, subject) === asRegExp(pattern).test(subject)),
      { numRuns: 3000 },
    );
  });

  test("without one it is the text", () => {
    fc.assert(fc.property(text, text, (a, b) => a.includes("*") || matchesGlob(a, b) === (a === b)));
  });

  test("what is put in its place matches", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), fc.array(text), (parts, others) => {
        const plain = parts.map((part) => part.replace(/\\+$/, ""));
        const subject = plain.map((part, index) => (index === 0 ? part : (others[index] ?? "") + part)).join("");
        return matchesGlob(plain.map(literally).join("*"), subject);
      }),
    );
  });

  test("a text has a pattern that it alone matches", () => {
    fc.assert(fc.property(text, text, (a, b) => matchesGlob(literally(a), b) === (a === b)));
  });

  test("many of them end in time", () => {
    expect(matchesGlob("*a".repeat(2000), `${"a".repeat(1999)}b`.repeat(3))).toBe(false);
  });
});

test("literal characters are counted as people count them", () => {
  expect([literals("*"), literals("acme-shop/*"), literals("*é😀*"), literals("")]).toEqual([0, 10, 2, 0]);
});
