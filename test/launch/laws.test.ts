import fc from "fast-check";

import { launcher } from "../../src/launch";
import type { Launched, Listener, PortRange, Reach } from "../../src/model/listener";
import { HOLE } from "../../src/model/text";

/** Everything that listens, in containers too. */
const all = (launched: Launched): readonly Listener[] => [
  ...launched.listeners,
  ...launched.containers.flatMap((container) => all(container.launched)),
];

const isComplete = (launched: Launched): boolean =>
  launched.complete && launched.containers.every((container) => isComplete(container.launched));

const holds = (wide: readonly PortRange[] | null, narrow: readonly PortRange[] | null): boolean =>
  wide === null || (narrow !== null && narrow.every(([first, last]) => wide.some(([from, to]) => from <= first && last <= to)));

const allows = (wide: Reach, narrow: Reach): boolean =>
  wide === narrow || wide === "unknown" || wide === "any" || narrow === "none" || (wide === "address" && narrow === "loopback");

/** Whoever may be reached by the one may be reached by the other. */
const covers = (wide: Listener, narrow: Listener): boolean =>
  wide.protocol === narrow.protocol && holds(wide.ports, narrow.ports) && allows(wide.ipv4, narrow.ipv4) && allows(wide.ipv6, narrow.ipv6);

/** Where sockets are known to answer: family, reach and ports. */
const sure = (launched: Launched): readonly Listener[] =>
  all(launched).filter(
    ({ certainty, protocol, ports, ipv4, ipv6 }) =>
      certainty === "definite" && protocol !== "unix" && ports !== null && ![ipv4, ipv6].includes("unknown"),
  );

const address = fc.constantFrom("0.0.0.0", "127.0.0.1", "::1", "10.0.0.7", "localhost");
const port = fc.integer({ min: 1024, max: 65535 }).map(String);
const choice = fc.constantFrom("prod", "dev", "");

/** A server as a script would write it, with the script's variables. */
const server = fc.constantFrom(
  "gunicorn -b $HOST:$PORT app:app",
  "gunicorn --bind=$HOST:8000 app:app &",
  "gunicorn app:app",
  "PORT=$PORT gunicorn app:app &",
  "gunicorn $OPTS app:app &",
  "uvicorn app:app --host $HOST --port ${PORT:-9000} &",
  "uvicorn app:app --host 0.0.0.0 $OPTS &",
  "exec uvicorn app:app --port $PORT",
  "env PORT=$PORT nice gunicorn app:app",
  "redis-server --bind $HOST --port $PORT &",
  "flask run -h $HOST -p $PORT &",
  "nohup python3 -m http.server $PORT &",
  "python3 -m http.server $PORT --bind $HOST &",
  "docker run -d -p $PORT:80 nginx",
  "docker compose -f /opt/compose.yaml up -d",
  "docker compose -f /opt/compose.yaml --profile $MODE run -d web gunicorn -b $HOST:$PORT a",
  "docker run -d -e PORT=$PORT python:3.12 gunicorn app:app",
  "systemctl enable --now web",
  "systemctl start web",
  "systemctl stop web",
  "nginx",
  "nginx -g 'daemon off;'",
  "bash /opt/run.sh",
  "su - app -c 'gunicorn -b 0.0.0.0:$PORT a'",
  "service web restart",
);

const write = fc.constantFrom(
  "cat > /etc/systemd/system/web.service <<EOF\n[Service]\nEnvironment=PORT=$PORT\nExecStart=/usr/bin/gunicorn -b $HOST:\\${PORT} app:app\nEOF",
  "cat > /etc/systemd/system/web.service <<EOF\n[Service]\nEnvironmentFile=/etc/web.env\nExecStart=/usr/bin/gunicorn \\$OPTS app:app\nEOF",
  // Quoted: a value that is not known is taken for a part of its word, never for more of the script.
  `echo "OPTS='$OPTS'" > /etc/web.env`,
  "echo PORT=$PORT >> /etc/web.env",
  'echo "HOST=$HOST" > /opt/.env',
  "cat > /opt/compose.yaml <<EOF\nservices:\n  web: { image: 'python:3.12', command: 'gunicorn -b \\${HOST:-127.0.0.1}:$PORT a' }\nEOF",
  'cat > /opt/compose.yaml <<EOF\nservices:\n  web: { image: nginx, profiles: ["$MODE"] }\n  job: { image: nginx, depends_on: [web], profiles: [prod] }\nEOF',
  'printf \'events {}\\nhttp { server { listen %s:%s; } }\\n\' "$HOST" "$PORT" > /etc/nginx/nginx.conf',
  "printf 'events {}\\nhttp { server { listen 127.0.0.1:81; } }\\n' > /etc/nginx/nginx.conf",
  'sed -i "s/listen [0-9.:]*/listen $HOST:$PORT/" /etc/nginx/nginx.conf',
  "sed -i s/81/$PORT/ /etc/nginx/nginx.conf",
  'echo "gunicorn -b $HOST:$PORT x" > /opt/run.sh',
  "rm -f /opt/run.sh",
  "cp /etc/web.env /opt/run.sh",
  "apt-get install -y nginx",
  "yum install -y nginx",
  "cd /opt/$MODE",
  ". /etc/web.env",
  "export PORT",
  "PORT=$((PORT + 1))",
  "HOST=${HOST:-127.0.0.1}",
  "MODE=$(echo $MODE)",
  'OPTS="$OPTS --workers 2"',
  "unset PORT",
  "set -e",
);

const condition = fc.constantFrom(
  '[ "$MODE" = prod ]',
  '[ -n "$MODE" ]',
  "[[ $MODE == p* ]]",
  "[ -f /opt/run.sh ]",
  '[ "$PORT" -gt 9000 ]',
  'test -z "$OPTS"',
  "! false",
  "(( PORT > 5000 ))",
);

const { block } = fc.letrec<{ statement: string; block: string }>((tie) => ({
  block: fc.array(tie("statement"), { minLength: 1, maxLength: 4 }).map((statements) => statements.join("\n")),
  statement: fc.oneof(
    { depthSize: "small" },
    { arbitrary: server, weight: 4 },
    { arbitrary: write, weight: 4 },
    fc.tuple(condition, tie("block"), tie("block")).map(([when, yes, no]) => `if ${when}; then\n${yes}\nelse\n${no}\nfi`),
    fc
      .tuple(condition, fc.constantFrom("&&", "||"), fc.oneof(server, fc.constantFrom("exit 1", "exit 0")))
      .map(([when, operator, then]) => `${when} ${operator} { ${then.replace(/ &$/, "")}; }`),
    fc.tuple(tie("block"), tie("block")).map(([yes, no]) => `case "$MODE" in prod) ${yes}\n;;\ndev|"") ${no}\n;; esac`),
    tie("block").map((body) => `for PORT in $PORT 7001; do\n${body}\ndone`),
    tie("block").map((body) => `run() {\nlocal MODE=x\n${body}\n}\nrun`),
    fc.tuple(tie("block"), condition).map(([body, when]) => `while true; do\n${body}\n${when} && break\ndone`),
    fc.tuple(tie("block"), condition).map(([body, when]) => `until ${when}; do\n${body}\ndone`),
    fc.tuple(condition, tie("block")).map(([when, body]) => `check() { if ${when}; then return 0; fi\n${body}\n}\ncheck`),
    tie("block").map((body) => `(\n${body}\n)`),
    tie("block").map((body) => `{\n${body}\n} > /var/log/out.log 2>&1`),
  ),
}));

const settings = fc.record({
  HOST: address,
  PORT: port,
  MODE: choice,
  OPTS: fc.constantFrom("", "-b 0.0.0.0:8088", "--host 127.0.0.1", "--port 5000", "--workers 3"),
});

const script = (values: Readonly<Record<string, string>>, body: string): string =>
  `#!/bin/bash\n${Object.entries(values)
    .map(([name, value]) => `${name}="${value}"`)
    .join("\n")}\n${body}\n`;

const RUNS = { numRuns: Number(process.env["LAW_RUNS"] ?? "150") };

describe("a value that becomes unknown", () => {
  const blurred = fc.tuple(settings, block, fc.subarray(["HOST", "PORT", "MODE", "OPTS"], { minLength: 1 }));

  test("never makes a socket certain that was not there", () => {
    fc.assert(
      fc.property(blurred, ([values, body, names]) => {
        const before = launcher.userData(script(values, body));
        const after = launcher.userData(script({ ...values, ...Object.fromEntries(names.map((name) => [name, HOLE])) }, body));
        for (const listener of sure(after)) {
          expect({
            there: all(before).filter((known) => known.certainty === "definite"),
            now: listener,
            is: all(before).some((known) => known.certainty === "definite" && covers(known, listener)),
          }).toMatchObject({ is: true });
        }
      }),
      RUNS,
    );
  });

  test("never hides a socket that may be there", () => {
    fc.assert(
      fc.property(blurred, ([values, body, names]) => {
        const before = launcher.userData(script(values, body));
        const after = launcher.userData(script({ ...values, ...Object.fromEntries(names.map((name) => [name, HOLE])) }, body));
        // A socket on a port that nobody knows may be on any.
        if (!isComplete(after) || all(after).some(({ ports }) => ports === null)) return;
        expect(isComplete(before)).toBe(true);
        for (const listener of all(before))
          expect({ all: all(after), listener, is: all(after).some((other) => covers(other, listener)) }).toMatchObject({ is: true });
      }),
      RUNS,
    );
  });
});

describe("whatever the text is", () => {
  const total = (text: string): void => {
    const launched = launcher.userData(text);
    expect(typeof launched.complete).toBe("boolean");
    expect(launched.complete || launched.unknowns.length > 0 || JSON.stringify(launched).includes('"complete":false')).toBe(true);
  };

  test("it never throws: random text", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: "binary" })),
        fc.constantFrom("", "#!/bin/sh\n", "#cloud-config\n", "Content-Type: multipart/mixed; boundary=b\n\n--b\n"),
        (text, head) => {
          total(head + text);
        },
      ),
    );
  });

  test("it never throws: pieces of shell in any order", () => {
    const piece = fc.constantFrom(
      "$(",
      ")",
      "${",
      "}",
      "`",
      '"',
      "'",
      "<<EOF\n",
      "EOF\n",
      "\n",
      ";",
      "&&",
      "||",
      "|",
      "&",
      "if ",
      "then ",
      "fi\n",
      "do ",
      "done\n",
      "for x in ",
      "while ",
      "case x in ",
      "esac\n",
      "((",
      "))",
      "[[ ",
      " ]]",
      "{ ",
      " }",
      "a=(",
      "gunicorn -b :80 ",
      "docker run -p ",
      "systemctl start ",
      "cat > /x ",
      HOLE,
      "f() ",
      "return\n",
      "exec ",
      "eval ",
      ". /x\n",
      "sed -i s/a/ ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        total(`#!/bin/bash\n${pieces.join("")}`);
      }),
      { numRuns: 1500 },
    );
  });

  test("it never throws: scripts cut off anywhere", () => {
    fc.assert(
      fc.property(settings, block, fc.double({ min: 0, max: 1, noNaN: true }), (values, body, where) => {
        const text = script(values, body);
        total(text.slice(0, Math.floor(text.length * where)));
      }),
    );
  });

  test.each([
    ["subshells", "(".repeat(3000) + "gunicorn" + ")".repeat(3000)],
    ["substitutions", "echo " + "$(echo ".repeat(2000) + ")".repeat(2000)],
    ["conditions", "if true; then ".repeat(1500) + "nginx" + "; fi".repeat(1500)],
    ["undecided conditions", "if test -e /x; then ".repeat(100) + "nginx" + "; fi".repeat(100)],
    ["shells", `${"sh -c ".repeat(500)}nginx`],
    ["braces", `echo ${"{a,b}".repeat(60)}`],
    ["recursion", "f() { f; f; }; f"],
    ["endless loops", "while true; do while true; do x=1$x; done; done"],
    ["doubling", `a=xxxxxxxxxx\n${"a=$a$a\n".repeat(60)}`],
    [
      "variables of compose",
      `echo 'services: { a: { image: "${"${A:-".repeat(20_000)}${"}".repeat(20_000)}" } }' > c.yml; docker compose -f c.yml up -d`,
    ],
    [
      "files of compose that include each other",
      `for x in 1 2 3 4 5 6 7 8 9; do echo 'include: [1.yml, 2.yml, 3.yml, 4.yml, 5.yml, 6.yml, 7.yml, 8.yml, 9.yml]' > $x.yml; done; docker compose -f 1.yml up`,
    ],
    ["growing files", "cat /f /f > /g; cp /g /f; echo x >> /f\n".repeat(60)],
    ["long scripts", "echo line >> /etc/app.conf\n".repeat(30_000)],
    ["many files", Array.from({ length: 4000 }, (_, index) => `echo x > /etc/app/${String(index)}`).join("\n")],
  ])("it comes to an end: %s", (_name, body) => {
    total(`#!/bin/bash\n${body}\n`);
  });
});
