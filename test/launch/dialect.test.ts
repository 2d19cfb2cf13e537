import { launcher } from "../../src/launch";
import type { Distribution } from "../../src/model/launch";
import { summary } from "./sockets";

const OPEN = "gunicorn -D -b 0.0.0.0:8117 a";
const SOCKET = ["tcp 0.0.0.0 8117"];
const PERHAPS = ["? tcp 0.0.0.0 8117"];

const inShell = (first: string, script: string, distribution?: Distribution): readonly string[] =>
  summary(launcher.userData(`#!${first}\n${script.replaceAll(/\bS\b/g, OPEN)}\n`, distribution));

/** As bash 5.2 goes on, by its own name and as `sh`, and as dash 0.5 ends or does not find a command. */
test.each<[string, readonly string[], readonly string[]]>([
  ["set -euo pipefail\nS", SOCKET, PERHAPS],
  ["set -eu\nS", SOCKET, SOCKET],
  ["[[ a == a ]] && S", SOCKET, PERHAPS],
  ["[[ a == b ]] || S", SOCKET, SOCKET],
  ["[[ a == b ]] && S", [], []],
  ["[[ a == a ]]\nS", SOCKET, SOCKET],
  ["set -e\n[[ a == a ]]\nS", SOCKET, PERHAPS],
  ["[ a == a ] && S", SOCKET, PERHAPS],
  ["[ a = a ] && S", SOCKET, SOCKET],
  ["(( 1 )) && S", SOCKET, PERHAPS],
  ["list=(1 2)\nS", SOCKET, PERHAPS],
  ["S\nlist=(1 2)", SOCKET, SOCKET],
  ["f() { list=(1 2); }\nS", SOCKET, PERHAPS],
  ["function f { S; }\nf", SOCKET, PERHAPS],
  ["f() { S; }\nf", SOCKET, SOCKET],
  ["cat <<< a\nS", SOCKET, PERHAPS],
  ["cat <<EOF\n$a\nEOF\nS", SOCKET, SOCKET],
  ["v=abc; echo ${v/a/b}\nS", SOCKET, PERHAPS],
  ["v=abc; echo ${v:-b} ${v%c} ${#v}\nS", SOCKET, SOCKET],
  ["for ((i = 0; i < 2; i++)); do true; done\nS", SOCKET, PERHAPS],
  ["false &> /srv/log || S", SOCKET, PERHAPS],
  ["printf 'S\\n' > /srv/a\nsource /srv/a", SOCKET, PERHAPS],
  ["printf 'S\\n' > /srv/a\n. /srv/a", SOCKET, SOCKET],
  ["shopt -s nullglob\nS", SOCKET, SOCKET],
  ["i=1; set -e; let i++\nS", SOCKET, PERHAPS],
])("%s", (script, bash, others) => {
  expect(inShell("/bin/bash", script)).toEqual(bash);
  expect(inShell("/bin/sh", script, "rpm")).toEqual(bash);
  expect(inShell("/bin/sh", script)).toEqual(others);
  expect(inShell("/bin/sh", script, "deb")).toEqual(others);
  expect(inShell("/bin/dash", script, "rpm")).toEqual(others);
});

test("what others start in the background, as they read `&>`", () => {
  const first = "tcp 127.0.0.1 8119";
  const lines = (redirection: string): string => `python3 -m http.server 8119 --bind 127.0.0.1 ${redirection}\nS`;
  expect(inShell("/bin/bash", lines("&> /srv/log"))).toEqual([first]);
  expect(inShell("/bin/sh", lines("&> /srv/log"))).toEqual([first, ...PERHAPS]);
  expect(inShell("/bin/sh", lines("> /srv/log 2>&1"))).toEqual([first]);
});
