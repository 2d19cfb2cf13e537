import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const OPEN = "gunicorn -D -b 0.0.0.0:8117 a";
const SOCKET = ["tcp 0.0.0.0 8117"];
const PERHAPS = ["? tcp 0.0.0.0 8117"];

const after = (shell: string, script: string): readonly string[] => summary(launcher.userData(`#!/bin/${shell}\n${script}\n`));
const FINDS = "grep -q x /etc/y";

/** What `return`, `break` and `continue` lead to, in bash 5.2 and in dash 0.5. https://www.gnu.org/software/bash/manual/bash.html#index-return */
test.each<[string, readonly string[], readonly string[]]>([
  ["return 0\nS", SOCKET, []],
  ["set -e; return 0\nS", [], []],
  ["return 0 || S", SOCKET, []],
  ["trap 'S' EXIT; return 0", SOCKET, SOCKET],
  ["(return 0 2> /dev/null) || S", SOCKET, PERHAPS],
  ["f() { return 0; S; }; f", [], []],
  ["f() { (return 3) || S; }; f", SOCKET, SOCKET],
  ["f() { (trap 'S' EXIT; return 3); }; f", SOCKET, SOCKET],
  ["printf 'return 0\\nS\\n' > /srv/a; . /srv/a", [], []],
  ["printf 'return 0\\n' > /srv/a; . /srv/a; S", SOCKET, SOCKET],
  ["break; S", SOCKET, SOCKET],
  ["continue && S", SOCKET, SOCKET],
  ["f() { break; S; }; for i in 1; do f; done", SOCKET, SOCKET],
  ["for i in 1; do eval break; S; done", [], []],
  ["for i in 1; do (break; S); done", SOCKET, []],
  ["for i in 1; do for j in 1; do break; done; S; done", SOCKET, SOCKET],
  ["for i in 1; do for j in 1; do break 2; done; S; done", [], []],
  ["for i in 1; do for j in 1; do continue 2; done; S; done", [], []],
  ["while true; do for i in 1; do break 2; done; done; S", SOCKET, SOCKET],
  ["while true; do for i in 1; do break; done; done; S", [], []],
  [`while true; do for i in 1; do ${FINDS} && break 2; done; sleep 5; done; S`, PERHAPS, PERHAPS],
])("%s", (script, inBash, inDash) => {
  const lines = script.replaceAll(/\bS\b/g, OPEN);
  expect([after("bash", lines), after("dash", lines)]).toEqual([inBash, inDash]);
});

/** What a loop, a function and a shell hand on. */
test.each<[string, readonly string[]]>([
  ["for i in 1; do false; done", SOCKET],
  ["for i in 1; do false; break; done", []],
  ["for i in 1; do false; continue; done", []],
  ["for i in 1 2; do [ $i = 1 ]; done", SOCKET],
  ["for i in 1 2; do [ $i = 2 ]; done", []],
  ["for i in; do false; done", []],
  ["while false; do false; done", []],
  [`for i in 1; do ${FINDS} && continue; false; done`, PERHAPS],
  ["f() { [ 1 = 2 ] && true; return; }; f", SOCKET],
  ["f() { [ 1 = 1 ] && true; return; }; f", []],
  ["f() { false; return 0; }; f", []],
  ["(! true; exit)", SOCKET],
  ["(! false; exit)", []],
  ["(apt-get update; exit)", PERHAPS],
  ["apt-get update & wait $!", PERHAPS],
  ["apt-get update & wait", []],
  ["! ! true", []],
  ["! ! false", SOCKET],
  ["bash -c 'set -e; for i in 1; do false; done'", SOCKET],
])("%s, or else", (script, expected) => {
  expect(after("bash", `${script} || ${OPEN}`)).toEqual(expected);
});

test.each<[string, readonly string[]]>([
  ["(for i in 1; do false; done)", []],
  ["f() { for i in 1; do [ 1 = 2 ] && true; done; }; f", []],
  ["f() { for i in 1; do [ 1 = 1 ] && true; done; }; f", SOCKET],
  ["for i in 1; do [ 1 = 2 ] && true; done", SOCKET],
  ["f() { [ 1 = 2 ] || return; }; f", []],
])("after %s with set -e", (script, expected) => {
  expect(after("bash", `set -e\n${script}\n${OPEN}`)).toEqual(expected);
});
