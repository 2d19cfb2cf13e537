import fc from "fast-check";

import { HOLE } from "../../src/model/text";
import { around, read, run, withBash } from "./bash";

/** Where quadzero is definite, bash says the same; elsewhere what it is sure of stands around the holes. */
const text = fc.stringMatching(/^[abAB01 .:_\]-]{0,4}$/);
const quoted = text.map((one) => `'${one}'`);
const pieces = (extended: boolean): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom("*", "?", "a", "b", "A", "0", "-", "\\*", "\\a", '"*"', "'?'", "$A", '"$A"', "."),
        fc.constantFrom("[[:alpha:]]", "[[:digit:]]", "[[:alnum:]]", "[[:upper:]]", "[[:lower:]]", "[[:space:]]", "[[:blank:]]"),
        fc.constantFrom("[[:punct:]]", "[[:print:]]", "[[:graph:]]", "[[:cntrl:]]", "[[:xdigit:]]", "[[:word:]]", "[[:nothing:]]"),
        fc.constantFrom(
          "[a-c]",
          "[!a-b]",
          "[^0]",
          "[]]",
          "[]a]",
          "[!]]",
          "[a-]",
          "[-a]",
          "[\\]]",
          "[a\\-b]",
          "[[:digit:]a]",
          "[![:space:]]",
          "[$A]",
        ),
        extended
          ? fc.constantFrom("@(a|b)", "?(a)", "*(a|b)", "+([ab])", "!(a)", "!(a*|b)", "@(a|?(b)0)", "+(a|ab)", "@(|a)", "!(*)", "@($A|b)")
          : fc.constantFrom("[", "a]", "!", "@"),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join(""));

const NUMBERS = ["0", "1", "-1", "07", "08", "10", "' 2 '", "$N", "x", "''"];
const number = fc.constantFrom(...NUMBERS);
const comparison = fc.constantFrom("-eq", "-ne", "-lt", "-le", "-gt", "-ge");

const condition = fc.oneof(
  fc
    .tuple(fc.oneof(quoted, fc.constant("$A")), fc.constantFrom("==", "!=", "="), pieces(true))
    .map(([left, operator, right]) => `[[ ${left} ${operator} ${right} ]]`),
  fc.tuple(quoted, fc.constantFrom("a*", "^[ab]+$", "[[:digit:]]", "(a|b)")).map(([left, right]) => `[[ ${left} =~ ${right} ]]`),
  fc.tuple(quoted, fc.constantFrom("<", ">"), quoted).map((parts) => `[[ ${parts.join(" ")} ]]`),
  fc.tuple(number, comparison, number).map((parts) => `[[ ${parts.join(" ")} ]] 2> /dev/null`),
  fc.tuple(number, comparison, number).map((parts) => `[ ${parts.join(" ")} ] 2> /dev/null`),
  fc.tuple(fc.constantFrom("-z", "-n"), fc.oneof(quoted, fc.constant("$A"))).map((parts) => `[[ ${parts.join(" ")} ]]`),
  fc.constantFrom("A", "N", "LIST", "UNSET", "EXPORTED", "RANDOM", "LIST[1]", "PWD").map((name) => `[[ -v ${name} ]]`),
  fc.constantFrom(
    "[ ! a -a '' ]",
    "[ a -o '' -a '' ]",
    "[ ! '' ]",
    "[ -n '' -o b ]",
    "[ ! a = b ]",
    "[[ ! a && '' || b ]]",
    "[ '(' a ')' ]",
  ),
);

const OPTIONS = ["nocasematch", "nullglob", "extglob", "lastpipe", "nocaseglob", "dotglob", "inherit_errexit", "checkwinsize"];
const option = fc.oneof(
  fc.constantFrom(...OPTIONS).map((name) => `shopt -s ${name}`),
  fc.constantFrom(...OPTIONS).map((name) => `shopt -u ${name}`),
  fc.constantFrom(
    "set -o pipefail",
    "set -f",
    "set +f",
    "set -u",
    "set -e",
    "set +e",
    "set -euo pipefail",
    "set -a",
    "set -x 2> /dev/null; set +x",
    "set -- p q",
    "set -o noglob",
    "set +o nounset",
    "set -C",
  ),
);

const declaration = fc.constantFrom(
  "declare -u A=mixedCase",
  "declare -l A; A=MixedCase",
  "declare -i N=2+3; N+=1",
  "declare -i N=7; N=9",
  "declare -n R=A; R=other",
  "declare -n R=A; A=third; echo $R",
  "declare -A M=([x]=1 [y]=2); echo ${M[x]} ${M[@]} ${#M[@]}",
  "LIST=([2]=c [0]=a); echo ${LIST[@]}",
  "declare -a LIST=(u v); echo ${LIST[1]}",
  'f() { local A; echo "[$A]"; A=in; }; f; echo $A',
  "f() { declare A=in N; echo $N; }; f; echo $A",
  "f() { declare -g A=in; }; f; echo $A",
  "f() { local -n R=$1; R=ref; }; f A; echo $A",
  "f() { local -a LIST=(in); }; f; echo ${LIST[@]}",
  "readonly A\nA=changed 2> /dev/null; echo $A",
  "declare -r Q=1; declare Q=2 2> /dev/null; echo $Q",
  "typeset -x A=sent; bash -c 'echo $A'",
  "set -a; SENT=1; env | grep -c SENT",
  "export -n EXPORTED; echo $EXPORTED",
  "declare +i A",
);

const printing = fc
  .constantFrom(
    "umask",
    "umask 022",
    "times",
    "shopt",
    "set",
    "set -o",
    "declare -p A",
    "export -p",
    "trap -p",
    "trap",
    "ulimit -n",
    "ulimit -a",
    "declare -f",
    "alias",
    "dirs",
    "pushd /",
    "readonly",
    "hash",
    "jobs",
    "set +x",
    "shopt -q extglob",
    "export B=1",
  )
  .map((command) => `[ -n "$(${command} 2> /dev/null)" ] && echo prints || echo silent`);

const slice = fc.constantFrom(": -1", ":1", ":2", ":0", ":1:1", ": -2:1", ":9", ":0:0", ":N", ": -1:1", ":0:2");
const expansion = fc.oneof(
  fc.tuple(fc.constantFrom("@", "*", "LIST[@]", "LIST[*]", "A"), slice).map(([name, how]) => `\${${name}${how}}`),
  fc.tuple(fc.constantFrom("#", "##", "%", "%%"), pieces(false)).map(([operator, pattern]) => `\${A${operator}${pattern}}`),
  fc
    .tuple(fc.constantFrom("/", "//", "/#", "/%"), pieces(false), fc.constantFrom("", "x", "&", "\\&", '"&"'))
    .map(([operator, pattern, by]) => `\${A${operator}${pattern}/${by}}`),
  fc.constantFrom(
    "${!NAME}",
    "${!NAME:-d}",
    "${!LIST[@]}",
    "${!N*}",
    "${A@Q}",
    "${A@U}",
    "${A^^}",
    "${A,,}",
    "${A^^[a]}",
    "${#A}",
    "${#LIST[@]}",
    "${#LIST}",
    "${@@Q}",
  ),
  fc.constantFrom("${UNSET}", "${UNSET-d}", "${UNSET:+d}", "$UNSET", "${A:?}", "${UNSET:=given}", "${#UNSET}"),
);
const arithmetic = fc.constantFrom(
  "N = 5",
  "N += 2",
  "N++",
  "--N",
  "N = N & 3",
  "N = 010",
  "N = 16#ff",
  "M = N > 1 ? 4 : 5",
  "N > 9 && (M = 1)",
  "N || (M = 2)",
  "LIST[0] = 9",
  "M = (N = 3, N + 1)",
  "N <<= 1",
  "M = N++ + N",
  "9 / 2",
  "N = -7 / 2",
  "N = -7 % 3",
  "2 ** 3",
  "!N",
  "~N",
  "UNSET + 1",
);

/** What fails, and what comes of it under the options and traps that others set. */
const failing = fc
  .tuple(
    fc.constantFrom("", "set -e; ", "set -eE; ", "set -E; "),
    fc.constantFrom("", "trap 'echo error' ERR; ", "trap 'echo error; exit 0' ERR; ", "trap - ERR; ", "trap 'echo error; false' ERR; "),
    fc.constantFrom(
      "false",
      "true && false",
      "false && true",
      "false || false",
      "! true",
      "! false",
      "{ false && true; }",
      "(false && true)",
      "(false; echo in)",
      "{ false; echo in; }",
      "f() { false; echo in; }; f",
      "f() { false && true; }; f",
      "f() { ! true; }; f",
      "f() { return 1; }; f",
      "f() { trap 'echo inner' ERR; false; true; }; f; false",
      "f() { false; echo in; }; f || echo asked",
      "if true; then false && true; fi",
      "if false; then :; fi",
      "if ! true; then :; else false; fi",
      "while false && true; do :; done",
      "for i in 1 2; do false; echo $i; done",
      "for i in 1 2; do false && true; done",
      "f() { for i in 1 2; do false && true; done; }; f",
      "(for i in 1; do false; done) || echo failed",
      "for i in 1 2; do for j in 1 2; do break 2; done; echo in; done",
      "for i in 1 2; do for j in 1 2; do echo $i; continue 2; done; echo in; done",
      "for i in 1; do false; break; done || echo failed",
      "return 2> /dev/null",
      "break 2> /dev/null",
      "f() { false && true; return; }; f",
      "case a in a) false && true ;; esac",
      "true | false",
      "false | true",
      "true | { false && true; }",
      "eval 'false && true'",
      "eval 'true && false'",
      "Q=$(false)",
      "Q=$(false && true)",
      "Q=$(false; echo in); echo $Q",
      "[[ a == b ]]",
      "(( 0 ))",
      "let N-=N 2> /dev/null",
      "let N=2 M=N-2",
      "let 'N = 3' M=N++; echo $M",
      "N=4; let N--; echo $N",
      "local Q=in 2> /dev/null",
      "kill -0 $$",
      "kill -s TERM $$",
    ),
  )
  .map(([options, handler, fails]) => `${options}${handler}${fails}\necho on`);

const statement = fc.oneof(
  failing,
  condition.map((test) => `if ${test}; then echo yes; else echo no; fi`),
  fc
    .tuple(quoted, pieces(false), pieces(false))
    .map(([word, one, other]) => `case ${word} in ${one}|x) echo one;; ${other}) echo other;; *) echo none;; esac`),
  fc.tuple(quoted, pieces(true)).map(([word, one]) => `shopt -s extglob\ncase ${word} in ${one}) echo one;; *) echo none;; esac`),
  option,
  declaration,
  printing,
  expansion.map((one) => `printf '[%s]' ${one} "${one}"; echo`),
  arithmetic.map((one) => `echo $((${one})) $N $M \${LIST[0]}`),
  arithmetic.map((one) => `(( ${one} )) 2> /dev/null && echo true; echo $N $M`),
  fc.constantFrom(
    "false | true || echo failed",
    "true | false && echo succeeded",
    "echo a | read A; echo $A",
    "B=$(false; echo on); echo $B",
    "x=$(set -e; false; echo on); echo $x",
  ),
  fc.constantFrom("for F in /nonexistent/*; do echo $F; done", "echo /nonexistent/?", "echo *.nothing", "f() { echo $1 ${@: -1}; }; f x y"),
);

const script = fc
  .tuple(text, fc.integer({ min: 0, max: 99 }), fc.array(text, { maxLength: 3 }), fc.array(statement, { minLength: 1, maxLength: 4 }))
  .map(([a, n, list, rest]) =>
    [`A='${a}' N=${String(n)} NAME=A M=; LIST=(${list.map((one) => `'${one}'`).join(" ")})`, ...rest].join("\n"),
  );
const parameters = fc.array(fc.constantFrom("p", "q r", "", "8000"), { maxLength: 3 });

withBash("what is definite is so in bash", () => {
  let definite = 0;
  const runs = 250;
  fc.assert(
    fc.property(script, parameters, (lines, given) => {
      const printed = read(lines, given);
      if (!printed.includes(HOLE)) definite += 1;
      expect(run(lines, given)).toMatch(around(printed));
    }),
    { numRuns: runs },
  );
  expect(definite).toBeGreaterThan(runs / 3);
});
