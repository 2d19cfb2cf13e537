import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const OPEN = "gunicorn -D -b 0.0.0.0:8117 a";
const SOCKET = ["tcp 0.0.0.0 8117"];
const PERHAPS = ["? tcp 0.0.0.0 8117"];

/** What a script comes to after a command that fails, as bash 5.2 does. https://www.gnu.org/software/bash/manual/bash.html#index-set */
test.each<[string, string, readonly string[]]>([
  ["let, of nothing", "set -e; i=0; let i++", []],
  ["let, of something", "set -e; i=1; let i++", SOCKET],
  ["let, of what nobody knows", "set -e; let i=$(cat /etc/n)", SOCKET],
  ["let, and something else", "set -e; i=0; let i++ || true", SOCKET],
  ["a list that asks", "set -e; false && true", SOCKET],
  ["a list whose last fails", "set -e; true && false", []],
  ["a function whose list asks", "set -e; f() { false && true; }; f", []],
  ["a subshell whose list asks", "set -e; (false && true)", []],
  ["a branch whose list asks", "set -e; if true; then false && true; fi", SOCKET],
  ["what is negated", "set -e; ! true", SOCKET],
  ["what is negated twice", "set -e; ! ! false", []],
  ["a local variable of no function", "set -e; local x=1", []],
  ["a local variable of a function", "set -e; f() { local x=$(false); }; f", SOCKET],
  ["a trap that ends", "trap 'exit 0' ERR; false", []],
  ["a trap that goes on", "trap 'echo failed' ERR; false", SOCKET],
  ["a trap that ends, by a function", "fail() { exit 1; }; trap fail ERR; false", []],
  ["a trap that ends, for what may fail", "trap 'exit 0' ERR; grep -q x /etc/y", SOCKET],
  ["a trap that ends, for a list that asks", "trap 'exit 0' ERR; false || true", SOCKET],
  ["a trap that ends, in a function", "trap 'exit 0' ERR; f() { false; true; }; f", SOCKET],
  ["a trap that ends, in a function that takes it along", "set -E; trap 'exit 0' ERR; f() { false; true; }; f", []],
  ["a trap that ends, in a subshell", "trap 'exit 0' ERR; (false; true)", SOCKET],
  ["a trap that ends, of a function", "f() { trap 'exit 0' ERR; }; f; false", []],
  ["a trap that ends, taken back", "trap 'exit 0' ERR; trap - ERR; false", SOCKET],
  ["a trap that may be there", "[ -e /etc/y ] && trap 'exit 0' ERR; false", PERHAPS],
  ["a trap that nobody knows", 'trap "$(cat /etc/y)" ERR; false', [...PERHAPS, "…"]],
  ["its own end", "kill $$", PERHAPS],
  ["its own end, by name", 'kill -s KILL "$$"', PERHAPS],
  ["a signal to itself that it ignores", "trap '' TERM; kill $$", PERHAPS],
  ["the name of a signal", "kill -l $$", SOCKET],
  ["a question after itself", "kill -0 $$", SOCKET],
  ["a signal to itself that it handles", "trap 'echo no' TERM; kill $$", PERHAPS],
  ["its own end, by a signal that servers read their files again for", "kill -HUP $$", PERHAPS],
  ["its own end, of its group", "kill -- -$$", PERHAPS],
  ["a signal to itself that changes nothing", "kill -WINCH $$", SOCKET],
  ["its own end, by a variable", "trap 'exit 1' TERM; export TOP=$$; die() { kill -s TERM $TOP; }; v=$(die)", PERHAPS],
  ["another's end, by a variable", "sleep 9 & top=$!; kill -s TERM $top", SOCKET],
  ["its own end in a substitution", 'die() { kill $$; }; v="$(false || die)"', PERHAPS],
  ["no end in a substitution", 'die() { kill $$; }; v="$(true || die)"', SOCKET],
  ["its own end in a subshell of a subshell", "( (kill $$) )", PERHAPS],
  ["its own end in a pipeline", "echo a | { cat; kill $$; }", PERHAPS],
  ["the end of another shell", "bash -c '(kill $$)'", SOCKET],
  ["another's end", "kill $(cat /run/x.pid)", SOCKET],
])("after %s", (_name, before, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${before}\n${OPEN}`))).toEqual(expected);
});

/** https://www.gnu.org/software/bash/manual/bash.html#Special-Parameters */
test.each<[string, readonly string[]]>([
  ["true", []],
  ["! true", PERHAPS],
  ["grep -q x /etc/y", PERHAPS],
  ["cat /etc/y | grep -q x", PERHAPS],
  ["(grep -q x /etc/y)", PERHAPS],
  ["v=$(grep x /etc/y)", PERHAPS],
  ["[[ -d /opt/app ]]", PERHAPS],
  ["if [[ -d /opt/app ]]; then :; else [[ -d /opt/lib ]]; fi", PERHAPS],
])("what $? says after %s", (asked, expected) => {
  const script = `#!/bin/bash\necho begins\n${asked}\nif [ $? -ne 0 ]; then ${OPEN}; fi\n`;
  expect(summary(launcher.userData(script))).toEqual(expected);
});

/** As Linux 6 and coreutils 9 start such files. https://man7.org/linux/man-pages/man2/execve.2.html */
test.each<[string, readonly string[]]>([
  ["#!/bin/bash", SOCKET],
  ["#!/bin/bash -eu", []],
  ["#! /bin/bash -ex", []],
  ["#!/bin/sh -e", []],
  ["#!/bin/bash -", SOCKET],
  ["#!/bin/bash --login", SOCKET],
  ["#!/bin/bash -l", SOCKET],
  ["#!/bin/bash -n", []],
  ["#!/usr/bin/env bash", SOCKET],
  ["#!/usr/bin/env -S bash -e", []],
  // They start nothing at all: the kernel hands on one word.
  ["#!/bin/bash -u -x", PERHAPS],
  ["#!/usr/bin/env bash -x", PERHAPS],
])("after a failure in a script that begins with %s", (first, expected) => {
  expect(summary(launcher.userData(`${first}\nfalse\n${OPEN}\n`))).toEqual(expected);
});

test("what other shells than bash lack", () => {
  const inSh = (lines: string): readonly string[] => summary(launcher.userData(`#!/bin/sh\n${lines}\n${OPEN}`));
  expect(["trap 'exit 0' ERR; false", "set -e; local x=1", "set -e; i=0; let i++"].map(inSh)).toEqual([PERHAPS, [], []]);
});

test.each<[string, readonly string[]]>([
  ["bash /srv/up", SOCKET],
  ["bash -e /srv/up", []],
  ["bash -eo pipefail -x /srv/up", []],
  ["bash -n /srv/up", []],
  ["bash -O extglob /srv/up", SOCKET],
  ["bash -c '. /srv/up'", SOCKET],
  ["bash -ec '. /srv/up'", []],
  ["bash -e < /srv/up", []],
])("after a failure in a script that is started by %s", (command, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\nprintf 'false\\n${OPEN}\\n' > /srv/up\n${command}\n`))).toEqual(expected);
});
