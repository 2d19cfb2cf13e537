import { launcher } from "../../src/launch";
import { HOLE } from "../../src/model/text";
import { environment, files, invocation, summary } from "./sockets";

const FILES = {
  "/srv/shop/package.json": JSON.stringify({
    scripts: { start: "gunicorn -b 0.0.0.0:$PORT app:app", prestart: "mkdir -p x", "serve:api": "uvicorn api:app" },
  }),
  "/srv/shop/Procfile": "web: gunicorn -b 0.0.0.0:${PORT:-5000} app:app\nworker: redis-server --port 6400\n",
  "/srv/shop/run.sh": '#!/bin/sh\nset -e\nexec gunicorn "$@" app:app\n',
  "/srv/shop/env.sh": "export PORT=8123\nHOST=::1\n",
  "/srv/shop/gate": '#!/usr/bin/env bash\nPORT=${PORT:-8888}\nexec "$@"\n',
};

const sockets = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): readonly string[] =>
  summary(launcher.command(invocation(argv, { environment: environment(env), files: files(FILES) })));

const GUNICORN = ["gunicorn", "-b", "0.0.0.0:5001", "app:app"];

describe("what stands around a server is taken off", () => {
  test.each([
    ["nothing", GUNICORN],
    ["a path", ["/opt/venv/bin/gunicorn", ...GUNICORN.slice(1)]],
    ["env", ["env", "-u", "PORT", "A=b", ...GUNICORN]],
    ["env -S", ["/usr/bin/env", "-S", "gunicorn -b 0.0.0.0:5001 app:app"]],
    ["tini", ["/sbin/tini", "-s", "-p", "SIGTERM", "--", ...GUNICORN]],
    ["dumb-init", ["dumb-init", "--rewrite", "15:3", ...GUNICORN]],
    ["nohup and nice", ["nohup", "nice", "-n", "5", ...GUNICORN]],
    ["timeout", ["timeout", "-s", "KILL", "10m", ...GUNICORN]],
    ["stdbuf", ["stdbuf", "-oL", "-e", "0", ...GUNICORN]],
    ["sudo", ["sudo", "-E", "-u", "app", "PORT=9", ...GUNICORN]],
    ["gosu", ["gosu", "app:app", ...GUNICORN]],
    ["su-exec", ["su-exec", "1000", ...GUNICORN]],
    ["setpriv", ["setpriv", "--reuid=app", "--regid", "app", "--clear-groups", ...GUNICORN]],
    ["chroot", ["chroot", "--userspec=app", "/jail", ...GUNICORN]],
    ["flock", ["flock", "-n", "/run/lock", ...GUNICORN]],
    ["su -c", ["su", "-", "app", "-s", "/bin/sh", "-c", "gunicorn -b 0.0.0.0:5001 app:app"]],
    ["runuser", ["runuser", "-u", "app", "--", ...GUNICORN]],
    ["poetry", ["poetry", "run", ...GUNICORN]],
    ["uv", ["uv", "run", "--with", "x", ...GUNICORN]],
    ["pipenv", ["pipenv", "run", ...GUNICORN]],
    ["conda", ["conda", "run", "-n", "env", ...GUNICORN]],
    ["bundle", ["bundle", "exec", ...GUNICORN]],
    ["ddtrace", ["ddtrace-run", ...GUNICORN]],
    ["newrelic", ["newrelic-admin", "run-program", ...GUNICORN]],
    ["opentelemetry", ["opentelemetry-instrument", ...GUNICORN]],
    ["wait-for-it", ["./wait-for-it.sh", "db:5432", "-t", "30", "--", ...GUNICORN]],
    ["dockerize", ["dockerize", "-wait", "tcp://db:5432", "-timeout", "60s", ...GUNICORN]],
    ["doppler", ["doppler", "run", "--", ...GUNICORN]],
    ["chamber", ["chamber", "exec", "svc", "--", ...GUNICORN]],
    ["doppler with a line", ["doppler", "run", "--command", "gunicorn -b 0.0.0.0:5001 app:app"]],
    ["dotenv run", ["dotenv", "run", "--", ...GUNICORN]],
    ["env-cmd", ["env-cmd", "-f", ".env", ...GUNICORN]],
    ["cross-env", ["cross-env", "NODE_ENV=production", ...GUNICORN]],
    ["authbind", ["authbind", "--deep", ...GUNICORN]],
    ["cpulimit", ["cpulimit", "-l", "50", "--", ...GUNICORN]],
    ["cpulimit and no dashes", ["cpulimit", "-b", "--limit=50", ...GUNICORN]],
    ["uv's tools", ["uv", "tool", "run", "gunicorn@23", ...GUNICORN.slice(1)]],
    ["uvx", ["uvx", "--from", "x", ...GUNICORN]],
    ["pipx", ["pipx", "run", ...GUNICORN]],
    ["npx and a version", ["npx", "--yes", "gunicorn@latest", ...GUNICORN.slice(1)]],
    ["npm exec", ["npm", "exec", "--", ...GUNICORN]],
    ["npm exec and a line", ["npm", "exec", "-c", "gunicorn -b 0.0.0.0:5001 app:app"]],
    ["yarn and a program", ["yarn", ...GUNICORN]],
    ["pnpm and a program", ["pnpm", ...GUNICORN]],
    ["rbenv", ["rbenv", "exec", ...GUNICORN]],
    ["screen", ["screen", "-L", "-dmS", "app", ...GUNICORN]],
    ["screen and a shell", ["screen", "-d", "-m", "sh", "-c", "gunicorn -b 0.0.0.0:5001 app:app"]],
    ["screen and what is typed", ["screen", "-S", "app", "-p", "0", "-X", "stuff", "gunicorn -b 0.0.0.0:5001 app:app^M"]],
    ["tmux", ["tmux", "new-session", "-d", "-s", "app", "gunicorn -b 0.0.0.0:5001 app:app"]],
    ["tmux and words", ["tmux", "-L", "x", "new", "-ds", "app", ...GUNICORN]],
    [
      "tmux and what is typed",
      ["tmux", "new", "-d", "-s", "app", ";", "send-keys", "-t", "app", "gunicorn -b 0.0.0.0:5001 app:app", "Enter"],
    ],
    [
      "tmux and lines that are typed",
      ["tmux", "send-keys", "-t", "app", "source venv/bin/activate", "C-m", "gunicorn", "Space", "-b 0.0.0.0:5001 app:app", "Enter"],
    ],
    ["a shell", ["sh", "-c", "gunicorn -b 0.0.0.0:5001 app:app"]],
    ["a login shell with options", ["/bin/bash", "-euo", "pipefail", "-lc", "exec gunicorn -b 0.0.0.0:5001 app:app"]],
    ["a shell's parameters", ["sh", "-c", 'exec gunicorn "$@"', "--", "-b", "0.0.0.0:5001"]],
    ["a shell in a shell", ["sh", "-c", "exec env A=b bash -c 'gunicorn -b 0.0.0.0:5001 app:app'"]],
    ["a script", ["./run.sh", "-b", "0.0.0.0:5001"]],
    ["a script given to a shell", ["bash", "-x", "run.sh", "--bind=0.0.0.0:5001"]],
    ["busybox", ["busybox", "sh", "-c", "gunicorn -b 0.0.0.0:5001 app:app"]],
  ])("%s", (_name, argv) => {
    expect(sockets(argv)).toEqual(["tcp 0.0.0.0 5001"]);
  });
});

test.each<[string, readonly string[], Readonly<Record<string, string>>, readonly string[]]>([
  ["exec form takes no variable apart", ["gunicorn", "-b", "0.0.0.0:$PORT"], { PORT: "80" }, ["fails literal-variable"]],
  ["a shell does", ["sh", "-c", "gunicorn -b 0.0.0.0:$PORT"], { PORT: "8020" }, ["tcp 0.0.0.0 8020"]],
  ["words after a shell's text are its parameters", ["sh", "-c", "gunicorn", "-b", "0.0.0.0:9000"], {}, ["tcp 127.0.0.1 8000"]],
  ["env sets", ["env", "PORT=7777", "gunicorn", "a"], {}, ["tcp 0.0.0.0 7777"]],
  ["env -i clears", ["env", "-i", "gunicorn", "a"], { PORT: "7777" }, ["tcp 127.0.0.1 8000"]],
  ["env -u removes", ["env", "-u", "PORT", "gunicorn", "a"], { PORT: "7777" }, ["tcp 127.0.0.1 8000"]],
  ["a prefix is the command's alone", ["sh", "-c", "PORT=1234 true; gunicorn a"], {}, ["tcp 127.0.0.1 8000"]],
  ["export is inherited", ["sh", "-c", "PORT=1234; export PORT; gunicorn a"], {}, ["tcp 0.0.0.0 1234"]],
  ["what is not exported is not", ["sh", "-c", "PORT=1234; gunicorn a"], {}, ["tcp 127.0.0.1 8000"]],
  ["a default", ["sh", "-c", "gunicorn -b ${HOST:-0.0.0.0}:${PORT:=8007} a"], { HOST: "" }, ["tcp 0.0.0.0 8007"]],
  [
    "two in the background",
    ["sh", "-c", "gunicorn -b 127.0.0.1:8001 a & redis-server --port 7001 & wait"],
    {},
    ["tcp 127.0.0.1 8001", "tcp 0.0.0.0 7001", "tcp [::] 7001"],
  ],
  ["after one in the foreground nothing runs", ["sh", "-c", "gunicorn -b :8001 a; gunicorn -b :8002 b"], {}, ["tcp 0.0.0.0 8001"]],
  ["after exec nothing runs", ["sh", "-c", "exec true; gunicorn -b :8002 b"], {}, []],
  [
    "a server that goes to the background lets others run",
    ["sh", "-c", "redis-server --daemonize yes --bind 127.0.0.1; gunicorn -b :8002 b"],
    {},
    ["tcp 127.0.0.1 6379", "tcp 0.0.0.0 8002"],
  ],
  [
    "a branch that is decided",
    ["sh", "-c", 'if [ "$MODE" = prod ]; then gunicorn -b :80 a; else gunicorn a; fi'],
    { MODE: "prod" },
    ["tcp 0.0.0.0 80"],
  ],
  [
    "a branch that is not",
    ["sh", "-c", "if curl -s db; then gunicorn -b :80 a; else gunicorn a; fi"],
    {},
    ["? tcp 0.0.0.0 80", "? tcp 127.0.0.1 8000"],
  ],
  ["case", ["sh", "-c", 'case "$1" in web|api) exec gunicorn -b :80 a;; *) exec "$@";; esac', "sh", "web"], {}, ["tcp 0.0.0.0 80"]],
  [
    "a loop over words",
    ["sh", "-c", "for p in 8001 8002; do gunicorn -b :$p a & done; wait"],
    {},
    ["tcp 0.0.0.0 8001", "tcp 0.0.0.0 8002"],
  ],
  [
    "waiting first",
    ["sh", "-c", "until nc -z db 5432; do sleep 1; done; ./migrate-nothing || true; exec gunicorn -b :80 a"],
    {},
    ["tcp 0.0.0.0 80", "…"],
  ],
  ["starting again for ever", ["sh", "-c", "while true; do gunicorn -b :80 a; sleep 1; done"], {}, ["tcp 0.0.0.0 80"]],
  ["a function", ["bash", "-c", 'serve() { local port=$1; exec gunicorn -b "0.0.0.0:$port" a; }; serve 8044'], {}, ["tcp 0.0.0.0 8044"]],
  ["an array", ["bash", "-c", 'args=(-b 0.0.0.0:8045); args+=(--workers 2); exec gunicorn "${args[@]}" a'], {}, ["tcp 0.0.0.0 8045"]],
  ["a file that is sourced", ["bash", "-c", '. ./env.sh && exec gunicorn -b "[$HOST]:$PORT" a'], {}, ["tcp ::1 8123"]],
  ["eval", ["sh", "-c", 'eval "gunicorn -b :$PORT a"'], { PORT: "8046" }, ["tcp 0.0.0.0 8046"]],
  ["a port that is computed", ["bash", "-c", "gunicorn -b :$((8000 + N * 10)) a"], { N: "5" }, ["tcp 0.0.0.0 8050"]],
  ["a script's own default", ["./gate", "sh", "-c", "gunicorn -b :$PORT a"], { PORT: "8051" }, ["tcp 0.0.0.0 8051"]],
  [
    "two on one port",
    ["sh", "-c", "gunicorn -b 0.0.0.0:80 a & uvicorn b --host 0.0.0.0 --port 80 & wait"],
    {},
    ["tcp 0.0.0.0 80", "fails port-taken"],
  ],
  [
    "two on one port, the first on loopback",
    ["sh", "-c", "gunicorn -b 127.0.0.1:80 a & gunicorn -b 0.0.0.0:80 b & wait"],
    {},
    ["tcp 127.0.0.1 80", "fails port-taken"],
  ],
  ["what ends with an error", ["sh", "-c", "sh -c 'exit 3' && gunicorn -b :8054 a"], {}, []],
  ["what ends with an error, and otherwise", ["sh", "-c", "f() { return 3; }; f || gunicorn -b :8054 a"], {}, ["tcp 0.0.0.0 8054"]],
  ["what ends without", ["sh", "-c", "sh -c 'exit 0' && gunicorn -b :8054 a"], {}, ["tcp 0.0.0.0 8054"]],
  ["what ends as nobody knows", ["sh", "-c", 'sh -c "exit $RC" && gunicorn -b :8054 a'], { RC: HOLE }, ["? tcp 0.0.0.0 8054"]],
  ["one that names a port twice", ["gunicorn", "-b", ":8053", "-b", "0.0.0.0:8053", "a"], {}, ["tcp 0.0.0.0 8053"]],
  [
    "two on one port of two addresses",
    ["sh", "-c", "gunicorn -b 127.0.0.1:80 a & gunicorn -b 127.0.0.2:80 b & wait"],
    {},
    ["tcp 127.0.0.1 80", "tcp 127.0.0.2 80"],
  ],
  ["python -m", ["python3", "-u", "-m", "gunicorn", "-b", ":8047", "a"], {}, ["tcp 0.0.0.0 8047"]],
  [
    "python that reads its input",
    ["sh", "-c", "python3 - <<'EOF'\nimport socket\ns = socket.socket()\ns.bind(('0.0.0.0', 5003))\ns.listen()\ns.accept()\nEOF"],
    {},
    ["tcp 0.0.0.0 5003"],
  ],
  ["npm start", ["npm", "start"], { PORT: "3100" }, ["tcp 0.0.0.0 3100"]],
  ["npm run with arguments", ["npm", "run", "serve:api", "--", "--host", "0.0.0.0", "--port", "3200"], {}, ["tcp 0.0.0.0 3200"]],
  ["yarn", ["yarn", "serve:api", "--port", "3300"], {}, ["tcp 127.0.0.1 3300"]],
  ["a script that package.json does not have", ["npm", "run", "other"], {}, ["…"]],
  ["a Procfile", ["honcho", "start"], {}, ["tcp 0.0.0.0 5000", "tcp 0.0.0.0 6400", "tcp [::] 6400"]],
  ["a program that nobody knows", ["/opt/app/run", "--token", "s3cret"], {}, ["…"]],
  ["a program whose name is not known", [HOLE, "-b", ":80"], {}, ["…"]],
  ["nothing that listens", ["sh", "-c", "mkdir -p /a && chmod 700 /a; aws s3 cp s3://b/c /a; pip install x"], {}, []],
  ["an entry point that nobody has shown", ["/docker-entrypoint.sh", "gunicorn", "-b", ":80", "a"], {}, ["? tcp 0.0.0.0 80", "…"]],
])("%s", (_name, argv, env, expected) => {
  expect(sockets(argv, env)).toEqual(expected);
});

/** A command that is known, one that nobody knows, and one that surely ends, of one program each. */
test.each<[string, readonly string[], readonly string[]]>([
  ["a command that nobody knows", ["flask", "--app", "shop", "serve-all"], ["…"]],
  ["one that is known to end", ["flask", "--app", "shop", "db", "upgrade"], []],
  ["a command of another release", ["minio", "gateway", "s3", "--address", ":9100"], ["…"]],
  ["a proxy", ["consul", "connect", "proxy", "-service", "web"], ["…"]],
  ["a key of that name", ["consul", "kv", "put", "connect", "proxy"], []],
  ["a task", ["deno", "task", "start"], ["…"]],
  ["an artisan command of the program's own", ["php", "artisan", "shop:listen"], ["…"]],
  ["an artisan command of Laravel's", ["php", "artisan", "queue:work", "--tries=3"], []],
  ["a rails task of the program's own", ["bin/rails", "dev"], ["…"]],
  ["rails by ruby", ["ruby", "bin/rails", "server", "-b", "0.0.0.0", "-p", "3100"], ["tcp 0.0.0.0 3100"]],
  ["a migration by ruby", ["ruby", "bin/rails", "db:migrate"], []],
  ["composer's own script", ["php", "composer.phar", "run", "dev"], ["…"]],
  ["composer's installation", ["php", "composer.phar", "install", "--no-dev"], []],
  ["a server's version", ["gunicorn", "--version"], []],
  ["a step before a server", ["sh", "-c", "flask seed-shop && exec gunicorn -b 0.0.0.0:8101 a"], ["tcp 0.0.0.0 8101", "…"]],
  ["rsync as a daemon", ["sh", "-c", "rsync --daemon --address=127.0.0.1; gunicorn -b :8102 a"], ["tcp 127.0.0.1 873", "tcp 0.0.0.0 8102"]],
  ["rsync as a client", ["rsync", "-a", "/srv/", "backup:/srv/"], []],
  ["git as a daemon", ["git", "daemon", "--listen=127.0.0.1", "--port=9420"], ["tcp 127.0.0.1 9420"]],
  ["git as a client", ["sh", "-c", `git clone --depth 1 ${HOLE} daemon`], []],
  [
    "a forward to the background",
    ["sh", "-c", "ssh -fN -L 0.0.0.0:9101:db:5432 b; gunicorn -b :8103 a"],
    ["tcp 0.0.0.0 9101", "tcp 0.0.0.0 8103"],
  ],
  ["a forward at the other end", ["ssh", "-N", "-R", "0.0.0.0:80:localhost:8000", "bastion"], []],
  ["kubectl to a cluster", ["kubectl", "apply", "-f", HOLE], []],
  ["kubectl to a pod", ["kubectl", "port-forward", "--address", "0.0.0.0", "svc/shop", "9102:80"], ["tcp 0.0.0.0 9102"]],
  ["openssl as a tool", ["openssl", "x509", "-in", HOLE], []],
  ["go as a server", ["go", "run", "./cmd/shop"], ["…"]],
  ["go as a builder", ["go", "build", "./cmd/shop"], []],
  ["a registry of crane's", ["crane", "registry", "serve"], ["…"]],
  ["a copy of crane's", ["crane", "copy", "a/b:1", "c/d:1"], []],
  ["a unix socket", ["uvicorn", "a:a", "--uds", "/run/shop.sock"], ["unix /run/shop.sock"]],
  ["a socket of somebody's", ["uvicorn", "a:a", "--fd", "3"], ["…"]],
])("%s", (_name, argv, expected) => {
  expect(sockets(argv)).toEqual(expected);
});

test("an unknown names the program and never its arguments", () => {
  const { unknowns } = launcher.command(invocation(["sh", "-c", "TOKEN=hunter2 /opt/app/run --token hunter2"]));
  expect(unknowns).toEqual([{ what: "the program run", why: "nobody has shown what it opens" }]);
});

test("an unknown command names the program alone", () => {
  const { unknowns } = launcher.command(invocation(["consul", "-token", "hunter2", "shop"]));
  expect(unknowns).toEqual([{ what: "what consul listens on", why: "this command of it is not known to quadzero" }]);
});

test("what may hide in a variable may be an option", () => {
  expect(sockets(["sh", "-c", `OPTS=${HOLE}; gunicorn $OPTS a`])).toEqual(["? tcp 127.0.0.1 8000", "…"]);
  expect(sockets(["sh", "-c", `P=${HOLE}; gunicorn -b 0.0.0.0:$P a`])).toEqual(["tcp 0.0.0.0 ?"]);
});
