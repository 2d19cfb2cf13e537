import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const after = (lines: string): readonly string[] => summary(launcher.userData(`#!/bin/bash\n${lines}\ngunicorn -b $B:8117 sky:app\n`));

/** What bash makes of each, and of the same but for a leaf. */
test.each([
  [
    "a class",
    "case ' a' in [[:blank:]]*) B=0.0.0.0;; *) B=127.0.0.1;; esac",
    "case 'a' in [[:blank:]]*) B=0.0.0.0;; *) B=127.0.0.1;; esac",
  ],
  ["one of several", "[[ prod == @(prod|stage) ]] && B=0.0.0.0 || B=127.0.0.1", "[[ dev == @(prod|stage) ]] && B=0.0.0.0 || B=127.0.0.1"],
  ["all but one", "[[ prod == !(dev) ]] && B=0.0.0.0 || B=127.0.0.1", "[[ dev == !(dev) ]] && B=0.0.0.0 || B=127.0.0.1"],
  [
    "nocasematch",
    "B=127.0.0.1\nshopt -s nocasematch\n[[ PROD == prod ]] && B=0.0.0.0",
    "B=127.0.0.1\nshopt -u nocasematch\n[[ PROD == prod ]] && B=0.0.0.0",
  ],
  ["pipefail", "B=127.0.0.1\nset -uo pipefail\nfalse | true || B=0.0.0.0", "B=127.0.0.1\nset -u\nfalse | true || B=0.0.0.0"],
  ["declare -u", "declare -u x=abc\nB=127.0.0.1\n[ $x = ABC ] && B=0.0.0.0", "declare x=abc\nB=127.0.0.1\n[ $x = ABC ] && B=0.0.0.0"],
  ["the last parameter", "set -- 127.0.0.1 0.0.0.0\nB=${@: -1}", "set -- 0.0.0.0 127.0.0.1\nB=${@: -1}"],
  ["set -a", "set -a\nH=0.0.0.0\nB=$(echo '$H' | envsubst)", "set -a\nH=127.0.0.1\nB=$(echo '$H' | envsubst)"],
  ["a local variable", "B=0.0.0.0\nf() { declare B=127.0.0.1; }\nf", "B=0.0.0.0\nf() { declare -g B=127.0.0.1; }\nf"],
])("%s is followed", (_name, open, shut) => {
  expect(after(open)).toEqual(["tcp 0.0.0.0 8117"]);
  expect(after(shut)).toEqual(["tcp 127.0.0.1 8117"]);
});

/** What is not followed may be anything: never surely loopback. */
test.each([
  ["another name", "B=127.0.0.1\ndeclare -n r=B\nr=0.0.0.0"],
  ["another name, of a function", "B=127.0.0.1\nf() { local -n q=$1; q=0.0.0.0; }\nf B"],
  ["a sum", "declare -i n=2+3\nB=127.0.0.1\n[ $n = 5 ] && B=0.0.0.0"],
  ["lastpipe", "B=127.0.0.1\nshopt -s lastpipe\necho 0.0.0.0 | read B"],
  ["what umask prints", 'B=127.0.0.1\n[ -n "$(umask)" ] && B=0.0.0.0'],
  ["what declare prints", 'B=127.0.0.1\n[ -n "$(declare -p B)" ] && B=0.0.0.0'],
  ["a class of the locale", "B=127.0.0.1\n[[ é == [[:alpha:]] ]] && B=0.0.0.0"],
  ["a class that there is not", "B=127.0.0.1\n[[ a == [[:nothing:]] ]] || B=0.0.0.0"],
  ["bits", "n=7\nB=127.0.0.1\n(( n = n & 3 ))\n[ $n = 3 ] && B=0.0.0.0"],
])("%s is not", (_name, lines) => {
  expect(after(lines)).toEqual([expect.stringMatching(/^\? tcp (0\.0\.0\.0|<hole>) 8117$/)]);
});

test("after an option that is not followed there may be anything", () => {
  expect(after("B=127.0.0.1\nset -t")).toContain("…");
  expect(after("B=0.0.0.0\nset -euxo pipefail\nshopt -s checkwinsize")).toEqual(["tcp 0.0.0.0 8117"]);
});
