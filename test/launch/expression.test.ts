import { launcher } from "../../src/launch";
import { isBounded } from "../../src/launch/expression";
import { summary } from "./sockets";

const after = (lines: string): readonly string[] => summary(launcher.userData(`#!/bin/bash\n${lines}\n`));
const MANY = "a".repeat(44);

test.each(["(a+)+b", "(a|aa)*b", "((ab)*c)+", "(a?a?){30}", "(.)\\1", "(?<n>a)\\k<n>", "a*".repeat(9), "x".repeat(1001)])(
  "%s is not run",
  (source) => {
    expect(isBounded(source)).toBe(false);
  },
);

test.each(["guni.*n$", "^\\s*#?\\s*listen_addresses\\s*=.*", "(http|https)://.*", "[(a+)+]b", "\\(a+\\)+", "(ab)+c*", "\\\\d+"])(
  "%s is run",
  (source) => {
    expect(isBounded(source)).toBe(true);
  },
);

test.each([
  ["pkill", `gunicorn -D -b 0.0.0.0:8117 ${MANY}\npkill -f '(a+)+b'`, ["? tcp 0.0.0.0 8117"]],
  ["sed", `B=$(echo ${MANY} | sed -E 's/(a+)+b/x/')\n[ -n "$B" ] && gunicorn -b 0.0.0.0:8117 a`, ["? tcp 0.0.0.0 8117"]],
  ["case", `case ${MANY} in ${"*a".repeat(20)}b) exit;; esac\ngunicorn -b 0.0.0.0:8117 a`, ["? tcp 0.0.0.0 8117"]],
])("an expression that may never end is not known to match: %s", (_name, lines, expected) => {
  expect(after(lines)).toEqual(expected);
});
