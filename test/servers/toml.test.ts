import { parseToml } from "../../src/servers/toml";

const read = (text: string): unknown => JSON.parse(JSON.stringify(parseToml(text) ?? null));

test("tables, dotted keys, lists of tables and values over several lines", () => {
  const text = [
    "a = 17 # a comment",
    'b.c = "x#y"',
    '[d . "e.f"]',
    "g = [1, [2,",
    "  3], { h = 'i\\\\j' }, ]",
    "[[k]]",
    'l = """',
    'm "n\\""""',
    "[k.o]",
    "p = true",
    "[[k]]",
    "",
  ].join("\r\n");
  expect(read(text)).toEqual({
    a: "17",
    b: { c: "x#y" },
    d: { "e.f": { g: ["1", ["2", "3"], { h: "i\\\\j" }] } },
    k: [{ l: expect.stringMatching(/^\r?\n?m "n"$/) as string, o: { p: "true" } }, {}],
  });
});

test.each([
  "a b",
  "a: 1",
  "= 1",
  "a = ",
  "[a",
  "[a]\n[[a]]",
  "a = 1\n[a.b]",
  "a = [1",
  'a = "b',
  `a = ${"[".repeat(1e5)}`,
  "a.".repeat(1e5),
])("%.12s is none", (text) => {
  expect(parseToml(text)).toBeUndefined();
});
