import { launcher } from "../../src/launch";
import { ignoredBy } from "../../src/launch/build/ignore";
import { expressionOf, finds, replace } from "../../src/launch/match/expression";
import { summary } from "./sockets";

const after = (lines: string): readonly string[] => summary(launcher.userData(`#!/bin/bash\n${lines}\n`));
const LONG = "a".repeat(4000);
const tally = (): { budget: number } => ({ budget: 10_000 });

/** What an engine that tries one way after the other would not end on while anybody waits. */
test.each([
  ["(a+)+b", LONG],
  ["(a|aa)*b", LONG],
  ["(a*)*b", LONG],
  ["((a*)*)*b", LONG],
  ["a*a*a*a*a*a*a*a*b", LONG],
  ["(a?a?a?a?)*b", LONG],
  ["(.*)(.*)(.*)(.*)(.*)[^a]", LONG],
  ["a.*a.*a.*a.*b", LONG],
  ["([a-z]+)*$b", LONG],
  ["(x+x+)+y", "x".repeat(4000)],
  ["^(([a-z])+.)+[A-Z]([a-z])+$", LONG],
  ["[[:space:]]*[[:space:]]*[[:space:]]*=", " ".repeat(4000)],
])("%s holds in no text of one letter", (pattern, text) => {
  const expression = expressionOf(pattern, { extended: true });
  expect(expression === null ? null : finds(expression, text, tally())).not.toBe(true);
});

test.each([
  ["((a{9}){9}){9}b", LONG],
  ["(((((a*)*)*)*)*)*b", LONG],
  ["((a|b)*(a|b)*){200}c", LONG],
])("%s finds nothing, or costs too much to tell", (pattern, text) => {
  const expression = expressionOf(pattern, { extended: true });
  expect([null, text]).toContain(expression === null ? null : replace(expression, text, () => "x", true));
});

test.each(["(.)\\1", "[[:word:]]", "[[:nothing:]]", "[[=a=]]", "[[.-.]]", "\\d", "a{2,1}", "(a", "*a", "[a", "\\'", "[z-a]"])(
  "%s is not covered",
  (pattern) => {
    expect(expressionOf(pattern, { extended: true })).toBeNull();
  },
);

const MANY = "a".repeat(200);

test.each([
  ["sed", `B=127.0.0.1\necho ${MANY} > /opt/a\nsed -i 's/a*a*a*a*a*b/x/' /opt/a\n[ "$(cat /opt/a)" = ${MANY} ] && B=0.0.0.0`],
  ["sed, where it is asked for", `B=127.0.0.1\n[ "$(echo ${MANY} | sed -E 's/(a+)+b/x/')" = ${MANY} ] && B=0.0.0.0`],
  ["case", `B=0.0.0.0\ncase ${MANY} in ${"*a".repeat(20)}b) B=127.0.0.1;; esac`],
  ["[[", `B=0.0.0.0\n[[ ${LONG} == ${"*a".repeat(8)}*b ]] && B=127.0.0.1`],
  ["an extended pattern", `B=0.0.0.0\n[[ ${LONG} == *(a|aa|+(a))b ]] && B=127.0.0.1`],
  ["a replacement", `x=${MANY}\nx=\${x//*a*a*a*b/}\nB=127.0.0.1\n[ "$x" = ${MANY} ] && B=0.0.0.0`],
  ["an end", `x=${MANY}\nx=\${x%%*a*a*a*b}\nB=127.0.0.1\n[ "$x" = ${MANY} ] && B=0.0.0.0`],
])("a pattern that others would not end on is followed: %s", (_name, lines) => {
  expect(after(`${lines}\ngunicorn -b $B:8117 a`)).toEqual(["tcp 0.0.0.0 8117"]);
});

test.each([
  ["pkill", `gunicorn -D -b 0.0.0.0:8117 ${MANY}\npkill -f '(a+)+b'`, ["tcp 0.0.0.0 8117"]],
  [
    "what is anything but a repetition",
    `[[ ${LONG} == ${"!(a)".repeat(4)}b ]] && exit\ngunicorn -b 0.0.0.0:8117 a`,
    ["? tcp 0.0.0.0 8117"],
  ],
])("%s", (_name, lines, expected) => {
  expect(after(lines)).toEqual(expected);
});

test("a script of many such patterns ends as one of too many commands does", () => {
  const found = after(`${`[[ ${LONG} == ${"!(a)".repeat(4)}b ]] && exit\n`.repeat(60)}gunicorn -b 0.0.0.0:8117 a`);
  expect(found).toContain("…");
});

test("what a build leaves out is found in the length of the path", () => {
  expect(ignoredBy(`${"**/a".repeat(20)}/b`, tally())(`${"a/".repeat(400)}c`)).toBe(false);
  expect(ignoredBy("*a*a*a*a*a*a*b", tally())(LONG)).toBe(false);
  expect(ignoredBy("**/*.log\n!keep.log", tally())("var/log/a.log")).toBe(true);
  expect(ignoredBy("**/*.log\n!keep.log", tally())("keep.log")).toBe(false);
  expect(ignoredBy("a[b-d]?", tally())("acx/y")).toBe(true);
  expect(ignoredBy("a[[:alpha:]]", tally())("ab")).toBeNull();
});
