import fc from "fast-check";

import { scan } from "../../src/read/scan";

/** What the engine says of a text: an oracle that shares nothing with the scanner. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const json = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, "\t"))
  .map(([value, indent]) => JSON.stringify(value, null, indent));

test("a JSON value is scanned to its end, whatever follows", () => {
  fc.assert(
    fc.property(json, fc.constantFrom("", " ", "\n", "}", "]", ",", "{}", ' "'), (text, after) => {
      // Digits may go on.
      fc.pre(!/^[-\d]/.test(text) || after !== "");
      expect(scan(text + after, 0)).toEqual({ ok: true, end: text.length });
    }),
  );
});

test("it begins where it is told", () => {
  fc.assert(
    fc.property(fc.string(), json, (before, text) => {
      expect(scan(`${before}${text}\n`, before.length)).toEqual({ ok: true, end: before.length + text.length });
    }),
  );
});

test("an object or a list that is cut off ran out, at its end", () => {
  fc.assert(
    fc.property(json, fc.nat(), (text, at) => {
      fc.pre(/^[[{]/.test(text));
      const cut = text.slice(0, 1 + (at % (text.length - 1)));
      expect(scan(cut, 0)).toEqual({ ok: false, at: cut.length, ended: true });
    }),
    { numRuns: 1000 },
  );
});

test("it takes for JSON what the engine takes for JSON", () => {
  const character = fc.constantFrom(..."{}[],:\"\\ \n\t-+.eE0123456789truefalsn/bu'\u0000\u2028é".split(""));
  const near = fc.tuple(json, fc.nat(), fc.nat({ max: 2 }), fc.array(character, { maxLength: 2 })).map(([text, at, drop, put]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + put.join("") + text.slice(place + drop);
  });
  fc.assert(
    fc.property(
      fc.oneof(
        near,
        fc.array(character).map((characters) => characters.join("")),
      ),
      (text) => {
        const scanned = scan(text, 0);
        const whole = scanned.ok && text.slice(scanned.end).trim() === "" && !/[^ \n\r\t]/.test(text.slice(scanned.end));
        expect(whole).toBe(isJson(text));
      },
    ),
    { numRuns: 5000 },
  );
});
