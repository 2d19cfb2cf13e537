import MarkdownIt from "markdown-it";
import fc from "fast-check";
import type { Report } from "../../src/model/report";
import { clipped, fenced, html, prose } from "../../src/report/markdown/escape";
import { load, many, named, names, render, reports } from "./recorded";

const LIMIT = 65_536;

/** As GitHub reads it: HTML counts, and an address becomes a link. */
const reader = new MarkdownIt({ html: true, linkify: true });

/** The elements that a comment is made of. */
const OURS = /^(h2|h3|p|ul|li|table|thead|tbody|tr|th|td|details|summary|pre|code|strong)$/;

const rendered = (text: string): string => reader.render(text);
const elements = (shown: string): string[] => [...shown.matchAll(/<([a-z][\w-]*)/gi)].map(([, name]) => name ?? "");

/** What is shown of the text, without elements. */
const textOf = (shown: string): string =>
  shown
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[name] ?? "")
    .replaceAll("\u200b", "");

/** Of text that is not code GitHub reads on: mentions, references, emoji, addresses. */
const AUTOMATIC = /@[\w-]|#\d|:[\w+-]+:|:\/\/|\bGH-\d|\bwww\./i;
const readOn = (shown: string): string => shown.replace(/<(code|pre)\b[^]*?<\/\1>/g, "").replace(/<!--[^]*?-->/g, "");

const HOSTILE = [
  "</summary></details><script>alert(1)</script>",
  "<!-- quadzero --> --> <img src=x onerror=alert(1)>",
  "@acme/admins please approve, closes #1 and GH-2",
  "`` ``` ```` ```mermaid",
  "~~~",
  "| a | b |",
  "[click](https://evil.example) ![x](https://evil.example/i.png)",
  "https://evil.example www.evil.example evil@evil.example",
  "**bold** _under_ ~~gone~~ $x^2$ :tada: :+1:",
  "# heading",
  "- [ ] item",
  "1. one",
  "> quote",
  "&lt;b&gt; &#64;team &copy;",
  "\\`\\` \\<b>",
  "a\n\n</details>\n\n# b",
  "\u202Eevil\u2066",
];

function expectHarmless(text: string): void {
  expect(text.length).toBeLessThan(LIMIT);
  expect(text.startsWith("<!-- quadzero -->\n")).toBe(true);
  const shown = rendered(text);
  expect(elements(shown).filter((name) => !OURS.test(name))).toEqual([]);
  expect(elements(shown).filter((name) => name === "details").length).toBe((shown.match(/<\/details>/g) ?? []).length);
  expect(AUTOMATIC.exec(readOn(shown).replaceAll("\u200b", "\u0000"))).toBeNull();
}

describe("whatever the names hold, the comment is made of its own elements", () => {
  it.each(HOSTILE)("%j", (text) => {
    for (const name of names) {
      const plain = elements(rendered(render("markdown", load(name), { all: true })));
      const hostile = render("markdown", named(load(name), text), { all: true });
      const shown = rendered(hostile);
      expect(elements(shown).filter((element) => !OURS.test(element))).toEqual([]);
      for (const element of ["h2", "h3", "table", "details", "summary"]) {
        expect([element, elements(shown).filter((found) => found === element).length]).toEqual([
          element,
          plain.filter((found) => found === element).length,
        ]);
      }
    }
  });
});

/** ZERO WIDTH SPACE is ours: without it the text is the one that was given. */
it("shows a text as it is, and nothing of it is read on", () => {
  const texts = fc.oneof(
    fc.string({ unit: fc.constantFrom(...Array.from("\\`*_{}[]()#+-.!|<>&~$@:/'\" aw1\u00e9")) }),
    fc.constantFrom(...HOSTILE.map((text) => text.replace(/\s+/g, " "))),
    fc.string({ unit: "grapheme" }),
  );
  fc.assert(
    fc.property(texts, (given) => {
      const text = given.replace(/[\p{Cc}\p{Z}\u200b]+/gu, " ").trim();
      const cell = rendered(`| a |\n| --- |\n| x${prose(text)}x |\n`);
      expect(/<td>([^]*)<\/td>/.exec(cell)?.[1]?.replace(/<[^>]*>/g, (tag) => `\u0000${tag}`)).not.toContain("\u0000");
      expect(textOf(/<td>([^]*)<\/td>/.exec(cell)?.[1] ?? "")).toBe(`x${text}x`);
      const item = /<li>([^]*)<\/li>/.exec(rendered(`- **a** ${prose(text)}\n`))?.[1] ?? "";
      expect(textOf(item)).toBe(text === "" ? "a" : `a ${text}`);
      expect(readOn(item.replaceAll("\u200b", "\u0000"))).not.toMatch(AUTOMATIC);
      // A formula is found in what is written, not in what is shown.
      expect(prose(text)).not.toContain("$");
      const summary = rendered(`<details>\n<summary>${html(text)}</summary>\n\nx\n\n</details>\n`);
      expect(textOf(/<code>([^]*)<\/code>/.exec(summary)?.[1] ?? "")).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

it("shows a block as it is, whatever fences are in it", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom(...Array.from("`~ <a&")) }), { minLength: 1 }), (lines) => {
      const shown = rendered(fenced("text", lines));
      expect(textOf(/<code[^>]*>([^]*)<\/code>/.exec(shown)?.[1] ?? "")).toBe(`${lines.join("\n")}\n`);
      expect(elements(shown)).toEqual(["pre", "code"]);
    }),
  );
});

it("cuts a text between characters", () => {
  expect(clipped("abc", 3)).toBe("abc");
  expect(clipped("abcd", 3)).toBe("ab…");
  expect(clipped("a😀cd", 3)).toBe("a…");
});

it("is harmless and short for any report that the schema admits", () => {
  fc.assert(
    fc.property(reports, fc.boolean(), (report, all) => {
      expectHarmless(render("markdown", report, { all }));
    }),
    { numRuns: 100 },
  );
});

const long = (size: number): string => "aws_instance.x ".repeat(Math.ceil(size / 15)).slice(0, size);

describe("is under GitHub's limit", () => {
  it.each<[string, Report]>([
    ["a thousand findings", many(1000)],
    ["a thousand findings that pass", many(1000, () => ({ decision: "pass", entry: "terminated" }))],
    ["names of a hundred thousand letters", named(load("several"), long(100_000))],
    ["names of a hundred thousand signs that are escaped", named(load("several"), "|".repeat(100_000))],
    [
      "a path of ten thousand doors",
      many(3, () => ({ path: Array.from({ length: 2500 }, () => load("block").results[0]?.findings[0]?.path ?? []).flat() })),
    ],
    ["a fix of a hundred thousand letters", many(3, () => ({ fixes: [{ kind: "allow", text: "allow", yaml: long(100_000) }] }))],
    ["a thousand results", { ...load("several"), results: Array.from({ length: 400 }, () => load("several").results).flat() }],
    [
      "a thousand inputs that cannot be read",
      { ...load("errors"), errors: Array.from({ length: 1000 }, () => load("errors").errors).flat() },
    ],
  ])("%s", (_, report) => {
    for (const all of [false, true]) expectHarmless(render("markdown", report, { all }));
  });
});

it("keeps the worst where it has to cut, whole", () => {
  const severities = ["medium", "high", "critical"] as const;
  const report = many(900, (index) => ({ severity: severities[index % 3] ?? "medium" }));
  const shown = render("markdown", report);
  const told = [...shown.matchAll(/^<summary>[^]*?^<\/details>/gm)].map(([block]) => block);
  expect(told.length).toBeGreaterThan(10);
  for (const block of told) {
    expect(block).toContain("```text\ncritical · definite");
    expect(block).toContain("```mermaid\nflowchart TB\n");
    expect(block).toContain("- **source** ");
    expect(block).toContain("```yaml\n- workload: ");
  }
});

it("says what is not listed because it was as open before", () => {
  const [result] = load("block").results;
  if (result === undefined) throw new Error("the case block has a result");
  const shown = render("markdown", { ...load("block"), results: [{ ...result, unchanged: 3 }] });
  expect(shown).toContain("3 as open before this change, not listed");
});

it("has a picture of the way, shut and doubtful doors among it", () => {
  const shut = render("markdown", load("several"));
  expect(shut).toContain('  n0 -->|"finds"| n1\n  n1 -.->|"is routed"| n2\n  n2 -.->|"may send"| n3\n  n3 --> n4\n');
});
