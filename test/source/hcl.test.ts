import * as fc from "fast-check";
import { locationsIn } from "../../src/source/lines";
import { place, programIn } from "./files";
import { randomProgram } from "./random";

test("however a program is written, its blocks and attributes are found where they stand", () => {
  fc.assert(
    fc.property(randomProgram, fc.constantFrom("\n", "\r\n"), fc.constantFrom("", "\uFEFF"), ({ text, marks }, newline, mark) => {
      const program = programIn({ "main.tf": mark + text.replaceAll("\n", newline) });
      const expected = locationsIn("main.tf", text);
      for (const [path, offset] of marks) {
        const [name = "", ...rest] = path.split(".");
        const attribute = rest.length === 0 ? null : rest.join(".").replace("rule", "rule[0]");
        const { line, column } = expected(offset);
        expect([path, place(program, `t.${name}`, attribute)]).toEqual([path, `main.tf:${String(line)}:${String(column)}`]);
      }
      expect(program.problems()).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test("no text ends in an error, whatever is cut away or put in", () => {
  const salad = fc.constantFrom(
    "{",
    "}",
    '"',
    "${",
    "%{",
    "[",
    "]",
    "(",
    ")",
    "<<EOT\n",
    "\nEOT\n",
    "\\",
    "/*",
    "=",
    "\n",
    "a",
    "resource",
    "\0",
    "😀",
    "\r",
  );
  fc.assert(
    fc.property(randomProgram, fc.nat(), fc.nat(40), fc.array(salad, { maxLength: 8 }), fc.boolean(), ({ text }, at, length, put, json) => {
      const from = at % (text.length + 1);
      const name = json ? "main.tf.json" : "main.tf";
      const program = programIn({ [name]: text.slice(0, from) + put.join("") + text.slice(from + length) });
      expect(() => place(program, "t.r0", "rule[0].port")).not.toThrow();
      for (const { message } of program.problems()) expect(message).toMatch(/^(main\.tf(\.json)?:\d+: |t\.r\d is written twice)/);
    }),
    { numRuns: 400 },
  );
});

test.each(["{", "[", "(", "a = ", '"${', "<<A\n${", "a {\n", '{"a":'])("what is nested without end is told, not followed: %s", (piece) => {
  const deep = piece.repeat(50_000);
  for (const name of ["main.tf", "main.tf.json"]) {
    const program = programIn({ [name]: `resource "a" "b" { c = ${deep}` });
    expect(place(program, "a.b")).toBeNull();
    expect(program.problems().length).toBeGreaterThan(0);
  }
});

test("columns count in UTF-16 units", () => {
  const program = programIn({ "main.tf": 'resource "a" "b" { /* 😀ä */ port = 1 }\n' });
  expect(place(program, "a.b", "port")).toBe("main.tf:1:30");
});

const REST = 'resource "a" "two" {\n  x = 1\n}\n';

test.each([
  ['resource "a" "one" {\n  x = "open\n}\n', "main.tf:2: "],
  ['resource "a" "one" {\n  x = [1\n}\n', "main.tf:3: "],
  ['resource "a" "one" {\n  x = {\n', "main.tf:1: "],
  ['resource "a" "one" {\n  x = <<EOT\n  y\n', "main.tf:2: "],
  ['resource "a" "one" {\n  x == 1\n}\n', "main.tf:2: "],
  ["<<<<<<< HEAD\n", "main.tf:1: "],
  ['resource "a" {"one"\n}\n', "main.tf:1: "],
])("what is broken is told with its line, and what follows is found: %j", (broken, where) => {
  const program = programIn({ "main.tf": broken + REST, "other.tf": 'resource "a" "three" {}\n' });
  expect(place(program, "a.two", "x")).toBe(`main.tf:${String(broken.split("\n").length + 1)}:3`);
  expect(place(program, "a.three")).toBe("other.tf:1:1");
  expect(program.problems().map(({ code, message }) => [code, message.startsWith(where)])).toEqual([["source-syntax", true]]);
});

test("bytes that are no text are told", () => {
  const program = programIn({ "main.tf": Uint8Array.of(0x72, 0xff, 0xfe), "other.tf": REST });
  expect(place(program, "a.two")).toBe("other.tf:1:1");
  expect(program.problems().map(({ code }) => code)).toEqual(["source-unreadable"]);
});
