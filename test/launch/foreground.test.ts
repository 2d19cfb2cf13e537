import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const INNER = "redis-server --bind 127.0.0.1 --port 7116";
const OPEN = "redis-server --bind 0.0.0.0 --port 7117 --protected-mode no";
const SOCKET = "tcp 0.0.0.0 7117";

/** What user data leads to that has something in the foreground. */
test.each<[string, string, readonly string[]]>([
  ["what stays there keeps off what comes after it", `${INNER}\n${OPEN}`, ["tcp 127.0.0.1 7116"]],
  ["what is ended after a while does not", `timeout 17 ${INNER}\n${OPEN}`, ["? tcp 127.0.0.1 7116", SOCKET]],
  ["by an option", `sudo timeout -k 3s --signal=INT 2m ${OPEN}\nsync`, [`? ${SOCKET}`]],
  ["nothing comes after it", `timeout 17 ${OPEN}`, [SOCKET]],
  ["in the background, where something comes after it", `timeout 17 ${OPEN} &\nsync`, [`? ${SOCKET}`]],
  ["in the background, where it is waited for", `timeout 17 ${OPEN} &\nwait\nsync`, [`? ${SOCKET}`]],
  ["in the background, where nothing comes after it", `sync\ntimeout 17 ${OPEN} &`, [SOCKET]],
  ["in the background without an end", `nohup ${OPEN} &\nsync`, [SOCKET]],
  ["what is done by then stays", `timeout 300 apt-get install -y apache2`, ["tcp * 80"]],
  ["so does what leaves the terminal", "timeout 17 gunicorn -D -b 0.0.0.0:8117 a", ["tcp 0.0.0.0 8117"]],
  ["a loop that waits", `timeout 60 bash -c 'while true; do sleep 1; done'\n${OPEN}`, [SOCKET]],
  ["waiting for what stays in the background", `bash -c '${OPEN} & wait -n; exit $?'\ngunicorn -D -b 0.0.0.0:8117 a`, [SOCKET]],
  ["waiting for what it has ended", `${OPEN} &\nkill $!; wait $!\n${INNER}`, [`? ${SOCKET}`, "tcp 127.0.0.1 7116"]],
  [
    "what start-stop-daemon has in the background",
    `start-stop-daemon -S -b -m -p /run/a.pid -x /usr/bin/${OPEN.replace(" ", " -- ")}`,
    [SOCKET],
  ],
  ["what it stops", "start-stop-daemon --stop --oknodo --exec /usr/bin/redis-server", []],
  ["waiting for one of several, which may end", `bash -c '${INNER} & sleep 5 & wait $!'\n${OPEN}`, ["tcp 127.0.0.1 7116", `? ${SOCKET}`]],
  ["waiting for all of them", `bash -c '${INNER} & sleep 5 & wait'\n${OPEN}`, ["tcp 127.0.0.1 7116"]],
  ["in a subshell", `( ${INNER} & wait )\n${OPEN}`, ["tcp 127.0.0.1 7116"]],
  [
    "waiting for what is perhaps there",
    `bash -c 'if grep -q x /etc/y; then ${INNER} & fi; wait'\n${OPEN}`,
    ["? tcp 127.0.0.1 7116", `? ${SOCKET}`],
  ],
  ["waiting for what ends by itself", `bash -c 'sleep 5 & wait'\n${OPEN}`, [SOCKET]],
  ["what leaves the terminal where it is asked to", `sanic shop:app -dD\n${OPEN}`, ["tcp 127.0.0.1 8000", SOCKET]],
  ["a command of a server's application", `sanic shop:app exec migrate\n${OPEN}`, [SOCKET, "…"]],
  ["a server's command that ends", `sanic shop:app stop\n${OPEN}`, [SOCKET]],
  ["a load test without a page, and its master", `locust --headless --master -t 5m\n${OPEN}`, ["? tcp * 5557", SOCKET, "…"]],
  ...["mlflow server --help", "dask scheduler --version", "starman -v", "chroma run --help", "tensorboard --inspect"].map(
    (told): [string, string, readonly string[]] => [told, `${told}\n${OPEN}`, [SOCKET]],
  ),
  ["a loop that waits for ever", `bash -c 'while true; do sleep 1; done'\n${OPEN}`, []],
])("%s", (_name, text, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${text}`))).toEqual(expected);
});

test("a container is ended after a while", () => {
  const { containers, listeners } = launcher.userData(`#!/bin/bash\ntimeout 9 docker run --rm -p 8117:6379 redis redis-server\n${OPEN}`);
  expect(containers.map(({ certain }) => certain)).toEqual([false]);
  expect(listeners.map(({ certainty }) => certainty)).toEqual(["definite"]);
});

test.each([
  ["pipelines", "echo a | read x\n".repeat(60)],
  [
    "conditions",
    `X=$(curl -s https://example.com)\necho a | tee /tmp/a\n${'if [ "$X" = a ]; then if [ "$X" = b ]; then mkdir -p /opt/c; fi; fi\n'.repeat(60)}`,
  ],
])("many %s are followed, and what comes after them", (_name, text) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${text}\nls\n${OPEN}`))).toEqual([SOCKET]);
});
