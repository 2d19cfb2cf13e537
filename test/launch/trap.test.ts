import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const OPEN = "gunicorn -D -b 0.0.0.0:8117 a";
const SOCKET = "tcp 0.0.0.0 8117";
const TRAP = `trap '${OPEN}' EXIT`;

/** What user data leads to that lays something by for its end. https://www.gnu.org/software/bash/manual/bash.html#index-trap */
test.each<[string, string, readonly string[]]>([
  ["at the end", `${TRAP}\ntrue`, [SOCKET]],
  ["by its number, of a function", `f() { ${OPEN}; }\ntrap -- f 0 INT`, [SOCKET]],
  ["whichever end it is", `${TRAP}\ngrep -q x /etc/y || exit 1\ntrue`, [SOCKET]],
  ["at an end by an error", `set -e\n${TRAP}\nfalse\npkill gunicorn`, [SOCKET]],
  ["perhaps", `if grep -q x /etc/y; then ${TRAP}; fi`, [`? ${SOCKET}`]],
  ["taken back", `${TRAP}\ntrap - EXIT`, []],
  ["taken back in short", `${TRAP}\ntrap EXIT`, []],
  ["at a return out of a subshell of a function", `f() { (${TRAP}; return 3); }\nf`, [SOCKET]],
  ["what tells a failure", `(trap 'exit 3' EXIT; true) || ${OPEN}`, [SOCKET]],
  ["what tells a success", `(trap 'exit 0' EXIT; false) || ${OPEN}`, []],
  ["what fails, and tells nothing", `(trap false EXIT; true) || ${OPEN}`, []],
  ["what exits with what was told before", `f() { rm -f /etc/x; exit; }\n(trap f EXIT; false) || ${OPEN}`, [SOCKET]],
  ["what may tell a failure", `(trap 'grep -q x /etc/y && exit 3' EXIT; true) || ${OPEN}`, [`? ${SOCKET}`]],
  ["what perhaps tells a failure", `([ -d /etc/y ] && trap 'exit 3' EXIT; true) || ${OPEN}`, [`? ${SOCKET}`]],
  ["what fails where that ends a shell", `set -e; (trap false EXIT); ${OPEN}`, []],
  ["of a subshell", `(${TRAP}; true)`, [SOCKET]],
  ["of a subshell that prints", `X=$(${TRAP}; date)`, [SOCKET]],
  ["of a subshell that leaves early", `(grep -q x /etc/y && { ${OPEN}; exit; }; true) | tee /var/log/y`, [`? ${SOCKET}`]],
  ["which a subshell does not take along", `${TRAP}\n(true)\ntrap - EXIT`, []],
  ["for a signal", `trap '${OPEN}' TERM INT HUP`, [`? ${SOCKET}`]],
  ["for a command that fails, of a function", `f() { ${OPEN}; }\ntrap f ERR`, [`? ${SOCKET}`]],
  ["for a command that fails, of a branch that ends", `grep -q x /etc/y && { trap '${OPEN}' ERR; exit; }\ntrue`, [`? ${SOCKET}`]],
  ["for a signal that is ignored", `trap '' TERM`, []],
  ["what a signal ends", `${OPEN}\ntrap 'pkill gunicorn; rm -rf /etc/x' TERM ERR`, [SOCKET]],
  ["of a shell that another program replaces", `${TRAP}\nexec true`, []],
  ["of a script that stays in the foreground", `${TRAP}\nnode -e 'require("http").createServer().listen(8116)'`, ["tcp * 8116"]],
  ["what ends the background", `trap 'kill 0' EXIT\ngunicorn -b 0.0.0.0:8117 a &\nuname`, [`? ${SOCKET}`]],
  ["which it waits for", `trap 'kill 0' EXIT\nredis-server --bind 0.0.0.0 --port 8117 --protected-mode no &\nwait`, [SOCKET]],
  ["what removes files that nobody knows", `T=$(mktemp -d)\ntrap "rm -rf $T" EXIT\n${OPEN}`, [SOCKET]],
])("%s", (_name, text, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${text}`))).toEqual(expected);
});
