import { CONTROLS } from "../../src/report/paint";

test("what could rewrite a terminal: controls, separators of lines, and what reorders text, by Unicode's own classes", () => {
  const classes = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
  const all = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code));
  const differ = all.filter((character) => classes.test(character) !== (character.replace(CONTROLS, "") === ""));
  expect(differ.map((character) => character.codePointAt(0)?.toString(16))).toEqual([]);
});
