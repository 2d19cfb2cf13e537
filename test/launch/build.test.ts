import { launcher } from "../../src/launch";
import { execForm, expanded, parseDockerfile, wordsOf } from "../../src/launch/build/dockerfile";
import { summary } from "./sockets";

/** What containers of a script open, without how they are published; `…` where there may be more. */
const opened = (...lines: readonly string[]): readonly string[] =>
  launcher.userData(["#!/bin/bash", ...lines].join("\n")).containers.flatMap(({ launched }) => summary(launched));

const wrote = (name: string, ...lines: readonly string[]): readonly string[] => [`cat > ${name} <<'END'`, ...lines, "END"];
const HERE = ["mkdir -p /srv/shop", "cd /srv/shop"];
const BUILD = ["docker build -t shop .", "docker run -d -p 8117:8000 shop"];
const built = (...lines: readonly string[]): readonly string[] => opened(...HERE, ...wrote("Dockerfile", ...lines), ...BUILD);

const PYTHON = "FROM python:3.13-slim";
const ON_LOOPBACK = 'CMD ["gunicorn", "-b", "127.0.0.1:8000", "app:app"]';
const ON_ALL = 'CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]';

describe("a Dockerfile of the script's own", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["loopback", [PYTHON, ON_LOOPBACK], ["tcp 127.0.0.1 8000"]],
    ["everybody", [PYTHON, ON_ALL], ["tcp 0.0.0.0 8000"]],
    ["the last command counts", [PYTHON, ON_ALL, ON_LOOPBACK], ["tcp 127.0.0.1 8000"]],
    ["a shell's form", [PYTHON, "ENV PORT=8000", "CMD exec gunicorn -b 127.0.0.1:$PORT app:app"], ["tcp 127.0.0.1 8000"]],
    ["no shell's form", [PYTHON, "ENV PORT 8000", 'CMD ["gunicorn", "-b", "0.0.0.0:$PORT", "app:app"]'], ["fails literal-variable"]],
    [
      "lines that go on",
      ["# x", PYTHON, "CMD gunicorn \\", "  # in between", "", "  -b 127.0.0.1:8000 \\", "  app:app"],
      ["tcp 127.0.0.1 8000"],
    ],
    ["another character for that", ["# escape=`", PYTHON, "CMD gunicorn `", "  -b 0.0.0.0:8000 app:app"], ["tcp 0.0.0.0 8000"]],
    ["an entry point and its arguments", [PYTHON, 'ENTRYPOINT ["gunicorn"]', 'CMD ["-b", "127.0.0.1:8000", "a"]'], ["tcp 127.0.0.1 8000"]],
    [
      "an entry point that drops the image's command",
      ["FROM redis:7", 'ENTRYPOINT ["redis-server", "--bind", "127.0.0.1"]'],
      ["tcp 127.0.0.1 6379"],
    ],
    ["the image's own", ["FROM memcached:1", "EXPOSE 1"], ["tcp * 11211"]],
    ["the image's own entry point", ["FROM redis:7", 'CMD ["--bind", "127.0.0.1"]'], ["tcp 127.0.0.1 6379"]],
    [
      "an argument with a default",
      ["ARG TAG=7", "FROM redis:${TAG}", "ARG H=127.0.0.1", "ENV H=$H", "CMD exec redis-server --bind $H"],
      ["tcp 127.0.0.1 6379"],
    ],
    [
      "an argument that no container has",
      ["FROM redis:7", "ARG H=127.0.0.1", "CMD exec redis-server --bind ${H:-0.0.0.0}"],
      ["tcp 0.0.0.0 6379"],
    ],
    ["stages", ["FROM golang:1.25 AS build", 'CMD ["nginx"]', "FROM memcached:1", 'CMD ["-l", "127.0.0.1"]'], ["tcp 127.0.0.1 11211"]],
    ["a stage on another", [`${PYTHON} AS base`, ON_LOOPBACK, "FROM base", "ENV X=1"], ["tcp 127.0.0.1 8000"]],
    [
      "a step that writes",
      ["FROM nginx:1.29", "RUN echo 'server { listen 127.0.0.1:8000; }' > /etc/nginx/conf.d/default.conf"],
      ["tcp 127.0.0.1 8000"],
    ],
    [
      "a step that changes",
      ["FROM nginx:1.29", "RUN sed -i 's/listen  *80;/listen 8000;/; /\\[::\\]/d' /etc/nginx/conf.d/default.conf"],
      ["tcp 0.0.0.0 8000"],
    ],
    ["a step that starts something, which ends with it", [PYTHON, "RUN redis-server --daemonize yes", ON_LOOPBACK], ["tcp 127.0.0.1 8000"]],
    [
      "a step by a document",
      ["FROM nginx:1.29", "RUN <<EOF", "echo 'server { listen 127.0.0.1:8000; }' > /etc/nginx/conf.d/default.conf", "EOF"],
      ["tcp 127.0.0.1 8000"],
    ],
    [
      "a file by a document",
      ["FROM nginx:1.29", "COPY <<EOF /etc/nginx/conf.d/default.conf", "server { listen 8000; }", "EOF"],
      ["tcp 0.0.0.0 8000"],
    ],
    ["an image that nobody has shown", ["FROM registry.example.com/base:1", ON_LOOPBACK], ["tcp 127.0.0.1 8000"]],
    ["such an image and no command", ["FROM registry.example.com/base:1"], ["…"]],
    ["what is no instruction of ours", [PYTHON, "HEALTHCHECK CMD curl localhost", "USER app", ON_LOOPBACK], ["tcp 127.0.0.1 8000"]],
    ["nothing", ["# nothing"], ["…"]],
  ])("%s", (_name, lines, expected) => {
    expect(built(...lines)).toEqual(expected);
  });

  const APP = ["from flask import Flask", "app = Flask(__name__)", 'app.run(host="127.0.0.1", port=8000)'];
  const RUNS = 'CMD ["python", "app.py"]';

  test.each<[string, readonly string[], readonly string[]]>([
    [
      "a folder",
      [...wrote("app.py", ...APP), ...wrote("Dockerfile", PYTHON, "WORKDIR /app", "COPY . .", RUNS), ...BUILD],
      ["tcp 127.0.0.1 8000"],
    ],
    [
      "a file",
      [...wrote("app.py", ...APP), ...wrote("Dockerfile", PYTHON, "WORKDIR /app", "COPY app.py /app/", RUNS), ...BUILD],
      ["tcp 127.0.0.1 8000"],
    ],
    [
      "a pattern",
      [...wrote("app.py", ...APP), ...wrote("Dockerfile", PYTHON, "WORKDIR /app", 'COPY ["*.py", "./"]', RUNS), ...BUILD],
      ["tcp 127.0.0.1 8000"],
    ],
    [
      "a folder within",
      ["mkdir src", ...wrote("src/app.py", ...APP), ...wrote("Dockerfile", PYTHON, "WORKDIR /app", "COPY src /app", RUNS), ...BUILD],
      ["tcp 127.0.0.1 8000"],
    ],
    [
      "from another stage",
      [
        ...wrote("app.py", ...APP),
        ...wrote("Dockerfile", `${PYTHON} AS b`, "COPY app.py /b/", PYTHON, "WORKDIR /app", "COPY --from=b /b/ .", RUNS),
        ...BUILD,
      ],
      ["tcp 127.0.0.1 8000"],
    ],
    [
      "what nobody has shown",
      ["git clone https://example.com/x .", ...wrote("Dockerfile", PYTHON, "WORKDIR /app", "COPY . .", RUNS), ...BUILD],
      ["…"],
    ],
    [
      "what nobody has shown, over the image's own",
      ["git clone https://example.com/x .", ...wrote("Dockerfile", "FROM nginx", "COPY nginx.conf /etc/nginx/nginx.conf"), ...BUILD],
      ["…"],
    ],
    [
      "taken away afterwards",
      [
        ...wrote("app.py", ...APP),
        ...wrote("Dockerfile", PYTHON, "WORKDIR /app", "COPY . .", RUNS),
        "docker build -t shop .",
        "rm -rf /srv/shop",
        "docker run -d shop",
      ],
      ["tcp 127.0.0.1 8000"],
    ],
  ])("copies %s", (_name, lines, expected) => {
    expect(opened(...HERE, ...lines)).toEqual(expected);
  });

  const ENV = wrote(".env", "HOST=127.0.0.1");
  const SERVER = wrote(
    "s.js",
    'require("dotenv").config();',
    'require("http").createServer().listen(8000, process.env.HOST || "0.0.0.0");',
  );
  const NODE = wrote("Dockerfile", "FROM node:22", "WORKDIR /app", "COPY . .", 'CMD ["node", "s.js"]');
  test.each<[string, readonly string[], readonly string[]]>([
    ["nothing", [], ["tcp 127.0.0.1 8000"]],
    ["by name", wrote(".dockerignore", "# secrets", "node_modules", "/.env"), ["? tcp <hole> 8000"]],
    ["by pattern", wrote(".dockerignore", "**/.e*"), ["? tcp <hole> 8000"]],
    ["all but some", wrote(".dockerignore", "*", "!s.js"), ["? tcp <hole> 8000"]],
    ["and takes back", wrote(".dockerignore", ".*", "!.env"), ["tcp 127.0.0.1 8000"]],
    ["something else", wrote(".dockerignore", "env", ".env.*", "src/.env"), ["tcp 127.0.0.1 8000"]],
    ["by the file of its Dockerfile", [...wrote(".dockerignore", "x"), ...wrote("Dockerfile.dockerignore", ".env")], ["? tcp <hole> 8000"]],
    ["what nobody knows", ["aws s3 cp s3://shop/ignore .dockerignore"], ["…"]],
  ])("leaves out %s", (_name, lines, expected) => {
    expect(opened(...HERE, ...ENV, ...SERVER, ...NODE, ...lines, ...BUILD)).toEqual(expected);
  });

  const TWO = wrote(
    "Dockerfile",
    `${PYTHON} AS shut`,
    ON_LOOPBACK,
    `${PYTHON} AS open`,
    "ARG PORT=8000",
    "ENV PORT=$PORT",
    "CMD exec gunicorn -b 0.0.0.0:$PORT app:app",
  );
  test.each<[string, readonly string[], readonly string[]]>([
    [
      "another name",
      [...wrote("web.docker", PYTHON, ON_LOOPBACK), "docker build --tag=shop:2 -f web.docker .", "docker run -d shop:2"],
      ["tcp 127.0.0.1 8000"],
    ],
    [
      "a name after the folder",
      [...wrote("Dockerfile", PYTHON, ON_LOOPBACK), "docker build . --tag redis", "docker run -d redis"],
      ["tcp 127.0.0.1 8000"],
    ],
    [
      "another file after the folder",
      [
        ...wrote("Dockerfile", PYTHON, ON_LOOPBACK),
        ...wrote("web.docker", PYTHON, ON_ALL),
        "docker build -t shop . -f web.docker",
        "docker run -d shop",
      ],
      ["tcp 0.0.0.0 8000"],
    ],
    ["another tag", [...wrote("Dockerfile", PYTHON, ON_LOOPBACK), "docker build -t shop:2 .", "docker run -d shop:3"], ["…"]],
    [
      "a name given to it",
      [
        ...wrote("Dockerfile", PYTHON, ON_LOOPBACK),
        "docker buildx build --load -t shop:2 .",
        "docker tag shop:2 web",
        "docker run -d web:latest",
      ],
      ["tcp 127.0.0.1 8000"],
    ],
    ["standard input", ["docker build -t shop - <<EOF", PYTHON, ON_LOOPBACK, "EOF", "docker run -d shop"], ["tcp 127.0.0.1 8000"]],
    ["another folder", ["docker build -t shop /srv/elsewhere", "docker run -d shop"], ["…"]],
    ["elsewhere", ["docker build -t nginx https://example.com/x.git", "docker run -d nginx"], ["…"]],
    ["a stage", [...TWO, "docker build --target shut -t shop .", "docker run -d shop"], ["tcp 127.0.0.1 8000"]],
    ["an argument", [...TWO, "podman build --build-arg PORT=8118 -t shop .", "podman run -d shop"], ["tcp 0.0.0.0 8118"]],
    [
      "a command of its own",
      [...TWO, "docker build -t shop .", "docker run -d shop gunicorn -b 127.0.0.1:8119 app:app"],
      ["tcp 127.0.0.1 8119"],
    ],
    [
      "an image that it is built on",
      [...TWO, "docker build --target shut -t base .", ...wrote("Dockerfile", "FROM base"), "docker build -t shop .", "docker run -d shop"],
      ["tcp 127.0.0.1 8000"],
    ],
    ["perhaps", [...TWO, "if grep -q x /etc/y; then docker build -t shop .; fi", "docker run -d shop"], ["…"]],
    [
      "compose",
      [...TWO, ...wrote("compose.yaml", "services:", "  web:", "    build: { context: ., target: shut }"), "docker compose up -d"],
      ["tcp 127.0.0.1 8000"],
    ],
    [
      "compose, a folder",
      [...TWO, ...wrote("compose.yaml", "services:", "  web:", "    build: .", "    image: shop"), "docker compose up -d --build"],
      ["tcp 0.0.0.0 8000"],
    ],
    [
      "compose, with an argument",
      [
        ...TWO,
        ...wrote("compose.yaml", "services:", "  web:", "    build:", "      context: .", "      args: [PORT=8118]"),
        "docker compose up -d",
      ],
      ["tcp 0.0.0.0 8118"],
    ],
    [
      "compose, within the file",
      [
        ...wrote(
          "compose.yaml",
          "services:",
          "  web:",
          "    build:",
          "      dockerfile_inline: |",
          `        ${PYTHON}`,
          `        ${ON_LOOPBACK}`,
        ),
        "docker compose up -d",
      ],
      ["tcp 127.0.0.1 8000"],
    ],
    [
      "compose, another file",
      [
        ...wrote("web.docker", PYTHON, ON_LOOPBACK),
        ...wrote("compose.yaml", "services:", "  web:", "    build: { dockerfile: web.docker }"),
        "docker compose up -d",
      ],
      ["tcp 127.0.0.1 8000"],
    ],
  ])("by %s", (_name, lines, expected) => {
    expect(opened(...HERE, ...lines)).toEqual(expected);
  });
});

test("what cannot be one ends in no error", () => {
  for (const text of [
    "RUN <<EOF\nx",
    "COPY",
    "FROM",
    "FROM a AS",
    "ENV",
    "CMD [",
    "\\",
    "COPY <<EOF /x\n",
    "ARG",
    "ENTRYPOINT []",
    "FROM ${X",
  ])
    expect(Array.isArray(opened(...HERE, ...wrote("Dockerfile", PYTHON, ...text.split("\n")), ...BUILD))).toBe(true);
});

test("the parts of a Dockerfile", () => {
  expect(
    parseDockerfile("from --platform=linux/amd64 x\n\nCOPY --link --from=a b \\\n # c\n d").map(({ word, flags, rest }) => [
      word,
      [...flags],
      rest,
    ]),
  ).toEqual([
    ["FROM", [["platform", "linux/amd64"]], "x"],
    [
      "COPY",
      [
        ["link", ""],
        ["from", "a"],
      ],
      "b  d",
    ],
  ]);
  expect(execForm('["a", 1]')).toBeNull();
  expect(wordsOf(`A="b c" D='e f' G=h\\ i`)).toEqual(["A=b c", "D=e f", "G=h i"]);
  expect(expanded("$A ${B:-c} ${A:+d} ${B:+e} ${E:-f} \\$A", (name) => ({ A: "a", E: "" })[name])).toBe("a c d  f $A");
});
