import { launcher } from "../../src/launch";
import type { Launched, Publish } from "../../src/model/listener";
import { HOLE } from "../../src/model/text";
import { environment, files, invocation } from "./sockets";

const published = ({ hostAddress, hostPorts, containerPorts }: Publish): string =>
  `${hostAddress?.replaceAll(HOLE, "<hole>") ?? "*"}:${hostPorts?.join("-") ?? "?"}->${containerPorts.join("-")}`;

/** The containers that are started and what they publish; `?` says perhaps, `…` that there may be more. */
const started = ({ containers, failsToStart, complete }: Launched): readonly string[] => [
  ...containers.map(({ name, network, certain, publishes }) =>
    [certain ? "" : "?", name, network === "bridge" ? "" : network, ...publishes.map(published)].filter((word) => word !== "").join(" "),
  ),
  ...failsToStart.map(({ code, text }) => `fails ${code}: ${text}`),
  ...(complete ? [] : ["…"]),
];

type Texts = Readonly<Record<string, string>>;

const FOLDER = "/srv/shop";

/** Files by their path in the folder; a command line in words. */
const composed = (texts: Texts, line: string, shell: Texts = {}): readonly string[] =>
  started(
    launcher.command(
      invocation(line.split(" "), {
        cwd: FOLDER,
        environment: environment(shell),
        files: files(
          Object.fromEntries(Object.entries(texts).map(([path, text]) => [path.startsWith("/") ? path : `${FOLDER}/${path}`, text])),
        ),
      }),
    ),
  );

const UP = "docker compose up -d";
const service = (name: string, rest: string): string => `${name}: { image: "redis:7", ${rest} }`;
const services = (...lines: readonly string[]): string => `services:\n${lines.map((line) => `  ${line}\n`).join("")}`;
const ports = (...entries: readonly string[]): string =>
  services(service("cache", `ports: [${entries.map((entry) => `"${entry}"`).join(", ")}]`));

describe("variables", () => {
  test.each<[string, string, Texts, string]>([
    ["a default", "${PORT:-6390}:6379", {}, "*:6390-6390->6379-6379"],
    ["a default over an empty value", "${PORT:-6390}:6379", { PORT: "" }, "*:6390-6390->6379-6379"],
    ["no default over a value", "${PORT:-6390}:6379", { PORT: "6391" }, "*:6391-6391->6379-6379"],
    ["a default for what is not set alone", "${IP-127.0.0.1}:6390:6379", {}, "127.0.0.1:6390-6390->6379-6379"],
    ["an empty value that stays", "127.0.0.1:${PORT-6390}:6379", { PORT: "" }, "127.0.0.1:?->6379-6379"],
    ["an address that is open by default", "${IP:-0.0.0.0}:6390:6379", {}, "0.0.0.0:6390-6390->6379-6379"],
    ["an address that is shut by default", "${IP:-127.0.0.1}:6390:6379", {}, "127.0.0.1:6390-6390->6379-6379"],
    ["without braces", "$IP:6390:6379", { IP: "127.0.0.2" }, "127.0.0.2:6390-6390->6379-6379"],
    ["another value where it is set", "${PUBLIC:+0.0.0.0}${PUBLIC-127.0.0.1}:6390:6379", {}, "127.0.0.1:6390-6390->6379-6379"],
    ["one within another", "${IP:-${OTHER:-127.0.0.3}}:6390:6379", {}, "127.0.0.3:6390-6390->6379-6379"],
    ["one within another that is set", "${IP:-${OTHER:-127.0.0.3}}:6390:6379", { OTHER: "0.0.0.0" }, "0.0.0.0:6390-6390->6379-6379"],
    ["what is required and there", "${PORT:?say which}:6379", { PORT: "6392" }, "*:6392-6392->6379-6379"],
    ["a value that nobody knows", "${IP:-127.0.0.1}:6390:6379", { IP: HOLE }, "<hole>:6390-6390->6379-6379"],
    ["a port that nobody knows", "127.0.0.1:${PORT:-6390}:6379", { PORT: HOLE }, "127.0.0.1:1-65535->6379-6379"],
    ["a port that may begin with an address", "${PORT}:6379", { PORT: HOLE }, "<hole>:1-65535->6379-6379"],
  ])("%s", (_name, port, shell, expected) => {
    expect(composed({ "compose.yaml": ports(port) }, UP, shell)).toEqual([`cache ${expected}`]);
  });

  test("what is required and not there stops compose", () => {
    const fails = ["fails variable-not-set: its files require the variable BIND, which is not set"];
    expect(composed({ "compose.yaml": ports("${BIND:?which}:6390:6379") }, UP)).toEqual(fails);
    expect(composed({ "compose.yaml": ports("${BIND?}:6390:6379") }, UP, { BIND: "" })).toEqual(["cache *:6390-6390->6379-6379"]);
  });

  test("a dollar sign", () => {
    const text = services(
      'api: { image: "python:3.12", command: "sh -c \'exec gunicorn -b 0.0.0.0:$${PORT} a\'", environment: { PORT: 8070 } }',
    );
    const { containers } = launcher.command(invocation(UP.split(" "), { files: files({ "/srv/shop/compose.yaml": text }) }));
    expect(containers[0]?.launched.listeners).toMatchObject([{ address: "0.0.0.0", ports: [[8070, 8070]] }]);
  });

  const file = { "compose.yaml": ports("${IP:-0.0.0.0}:6390:6379") };
  test.each<[string, Texts, string, Texts, string]>([
    [".env", { ".env": "IP=127.0.0.4\n" }, UP, {}, "127.0.0.4"],
    ["a comment, quotes and export", { ".env": '# IP=0.0.0.0\nexport IP="127.0.0.4" # local\n' }, UP, {}, "127.0.0.4"],
    ["a comment after a bare value", { ".env": "IP=127.0.0.4 # not 0.0.0.0\n" }, UP, {}, "127.0.0.4"],
    ["another variable in .env", { ".env": "HOST=127.0.0.5\nIP=${HOST}\n" }, UP, {}, "127.0.0.5"],
    ["single quotes", { ".env": "IP='127.0.0.4'\n" }, UP, {}, "127.0.0.4"],
    ["the shell over .env", { ".env": "IP=127.0.0.4\n" }, UP, { IP: "0.0.0.0" }, "0.0.0.0"],
    [
      "--env-file in place of .env",
      { ".env": "IP=0.0.0.0\n", "prod.env": "IP=127.0.0.6\n" },
      "docker compose --env-file prod.env up -d",
      {},
      "127.0.0.6",
    ],
    [
      "the later of two",
      { "a.env": "IP=0.0.0.0\n", "b.env": "IP=127.0.0.6\n" },
      "docker compose --env-file a.env --env-file=b.env up -d",
      {},
      "127.0.0.6",
    ],
    [".env with a line that nobody knows", { ".env": `IP=127.0.0.4\n${HOLE}\n` }, UP, {}, "<hole>"],
  ])("%s", (_name, more, line, shell, address) => {
    expect(composed({ ...file, ...more }, line, shell)).toEqual([`cache ${address}:6390-6390->6379-6379`]);
  });
});

describe("files", () => {
  const open = ports("6390:6379");
  const shut = ports("127.0.0.1:6391:6379");
  test.each<[string, Texts, string, readonly string[], Texts?]>([
    ["the preferred name", { "docker-compose.yml": open, "compose.yaml": shut }, UP, ["cache 127.0.0.1:6391-6391->6379-6379"]],
    ["a folder above", { "/srv/compose.yml": open }, UP, ["cache *:6390-6390->6379-6379"]],
    [
      "an override adds ports",
      { "docker-compose.yml": shut, "docker-compose.override.yml": open },
      UP,
      ["cache 127.0.0.1:6391-6391->6379-6379 *:6390-6390->6379-6379"],
    ],
    [
      "an override beside another name",
      { "compose.yaml": shut, "compose.override.yaml": services(service("web", 'ports: ["8090:80"]')) },
      UP,
      ["cache 127.0.0.1:6391-6391->6379-6379", "web *:8090-8090->80-80"],
    ],
    [
      "no override where a file is named",
      { "docker-compose.yml": shut, "docker-compose.override.yml": open },
      "docker compose -f docker-compose.yml up -d",
      ["cache 127.0.0.1:6391-6391->6379-6379"],
    ],
    [
      "an override that puts in place",
      { "compose.yaml": shut, "compose.override.yaml": services('cache: { ports: !override ["6390:6379"] }') },
      UP,
      ["cache *:6390-6390->6379-6379"],
    ],
    [
      "an override that shuts",
      { "compose.yaml": open, "compose.override.yaml": services('cache: { ports: !override ["127.0.0.1:6390:6379"] }') },
      UP,
      ["cache 127.0.0.1:6390-6390->6379-6379"],
    ],
    [
      "an override that takes away",
      { "compose.yaml": open, "compose.override.yaml": services("cache: { ports: !reset [] }") },
      UP,
      ["cache"],
    ],
    [
      "an override of a single value",
      {
        "compose.yaml": services(service("cache", "network_mode: bridge")),
        "compose.override.yaml": services("cache: { network_mode: host }"),
      },
      UP,
      ["cache host"],
    ],
    [
      "several",
      { "a.yml": open, "b/b.yml": services("cache: { container_name: c2 }") },
      "docker-compose -fa.yml --file=b/b.yml up -d",
      ["c2 *:6390-6390->6379-6379"],
    ],
    [
      "COMPOSE_FILE",
      { "a.yml": services(service("cache", "")), "b.yml": open },
      UP,
      ["cache *:6390-6390->6379-6379"],
      { COMPOSE_FILE: "a.yml:b.yml" },
    ],
    [
      "COMPOSE_FILE of .env",
      { "compose.yaml": open, "b.yml": shut, ".env": "COMPOSE_FILE=b.yml\n" },
      UP,
      ["cache 127.0.0.1:6391-6391->6379-6379"],
    ],
    [
      "the folder of the first file",
      { "a/a.yml": ports("${IP}:6390:6379"), "a/.env": "IP=127.0.0.7", ".env": "IP=0.0.0.0" },
      "docker compose -f a/a.yml up -d",
      ["cache 127.0.0.7:6390-6390->6379-6379"],
    ],
    [
      "a folder that is given",
      { "a/a.yml": ports("${IP}:6390:6379"), "p/.env": "IP=127.0.0.8" },
      "docker compose -f a/a.yml --project-directory p up -d",
      ["cache 127.0.0.8:6390-6390->6379-6379"],
    ],
    ["standard input that is not known", {}, "docker compose -f - up -d", ["…"]],
    [
      "what is included",
      {
        "compose.yaml": "include: [b/c.yml]\n" + services(service("web", 'ports: ["8091:80"]')),
        "b/c.yml": ports("${IP:-127.0.0.1}:6390:6379"),
        "b/.env": "IP=0.0.0.0",
      },
      UP,
      ["cache 0.0.0.0:6390-6390->6379-6379", "web *:8091-8091->80-80"],
    ],
    [
      "a service that extends what is included",
      {
        "compose.yaml": "include: [c.yml]\n" + services('web: { extends: cache, ports: !override ["127.0.0.1:6394:6379"] }'),
        "c.yml": open,
      },
      UP,
      ["cache *:6390-6390->6379-6379", "web 127.0.0.1:6394-6394->6379-6379"],
    ],
    [
      "what takes the place of what is included",
      { "compose.yaml": "include: [c.yml]\n" + services('cache: { ports: !override ["127.0.0.1:6394:6379"] }'), "c.yml": open },
      UP,
      ["cache 127.0.0.1:6394-6394->6379-6379"],
    ],
    [
      "the shell over what is included",
      { "compose.yaml": "include: [{ path: b/c.yml }]", "b/c.yml": ports("${IP:-127.0.0.1}:6390:6379"), "b/.env": "IP=0.0.0.0" },
      UP,
      ["cache 127.0.0.9:6390-6390->6379-6379"],
      { IP: "127.0.0.9" },
    ],
    ["an include that is not there", { "compose.yaml": "include: [b/c.yml]\n" + shut }, UP, ["cache 127.0.0.1:6391-6391->6379-6379", "…"]],
    [
      "a service that extends another",
      {
        "compose.yaml": services(
          service("base", 'profiles: [never], ports: ["6390:6379"]'),
          'cache: { extends: base, profiles: !reset [], ports: ["127.0.0.1:6392:6379"] }',
        ),
      },
      UP,
      ["cache *:6390-6390->6379-6379 127.0.0.1:6392-6392->6379-6379"],
    ],
    [
      "a service that extends one of another file",
      { "compose.yaml": services("cache: { extends: { file: b/c.yml, service: cache } }"), "b/c.yml": shut },
      UP,
      ["cache 127.0.0.1:6391-6391->6379-6379"],
    ],
    [
      "a service that extends what is not there",
      { "compose.yaml": services("cache: { extends: { file: b/c.yml, service: cache } }") },
      UP,
      ["cache unknown", "…"],
    ],
    ["a service that extends itself", { "compose.yaml": services("cache: { extends: cache }") }, UP, ["cache unknown", "…"]],
    [
      "a file that includes itself",
      { "compose.yaml": "include: [compose.yaml]\n" + shut },
      UP,
      ["cache 127.0.0.1:6391-6391->6379-6379", "…"],
    ],
    ["no YAML", { "compose.yaml": "services: [" }, UP, ["…"]],
    [
      "a port without quotes, and the long form",
      { "compose.yaml": services(service("cache", 'ports: [6379, { target: 6379, published: "6393", host_ip: "::1" }]')) },
      UP,
      ["cache *:?->6379-6379 ::1:6393-6393->6379-6379"],
    ],
    [
      "the first version of the format",
      { "docker-compose.yml": service("cache", 'ports: ["6390:6379"]') },
      "docker-compose up -d",
      ["? cache *:6390-6390->6379-6379"],
    ],
    ["no services", { "docker-compose.yml": "volumes: { data: { name: data } }" }, UP, []],
    [
      "a port written short in one and long in the other",
      { "compose.yaml": open, "compose.override.yaml": services('cache: { ports: [{ target: 6379, published: "6390" }] }') },
      UP,
      ["cache *:6390-6390->6379-6379"],
    ],
    [
      "the same port on two addresses",
      { "compose.yaml": open, "compose.override.yaml": services('cache: { ports: ["127.0.0.1:6390:6379"] }') },
      UP,
      ["cache *:6390-6390->6379-6379 127.0.0.1:6390-6390->6379-6379"],
    ],
    ["an internal network", { "compose.yaml": `${open}networks: { default: { internal: true } }\n` }, UP, ["cache"]],
    [
      "a network that is not internal",
      { "compose.yaml": `${open}networks: { default: { internal: false } }\n` },
      UP,
      ["cache *:6390-6390->6379-6379"],
    ],
    [
      "an internal network and another",
      {
        "compose.yaml":
          services(service("cache", 'ports: ["6390:6379"], networks: [inner, default]')) + "networks: { inner: { internal: true } }\n",
      },
      UP,
      ["cache *:6390-6390->6379-6379"],
    ],
    [
      "an internal network of another service",
      { "compose.yaml": `${open}networks: { inner: { internal: true } }\n` },
      UP,
      ["cache *:6390-6390->6379-6379"],
    ],
    [
      "podman, whose internal networks publish",
      { "compose.yaml": `${open}networks: { default: { internal: true } }\n` },
      "podman-compose up -d",
      ["cache *:6390-6390->6379-6379"],
    ],
    ["podman-compose", { "docker-compose.yml": shut }, "podman-compose up -d", ["cache 127.0.0.1:6391-6391->6379-6379"]],
  ])("%s", (_name, texts, line, expected, shell = {}) => {
    expect(composed(texts, line, shell)).toEqual(expected);
  });
});

describe("what is started", () => {
  const shop = services(
    service("web", 'depends_on: [cache], ports: ["8090:80"]'),
    service("cache", 'ports: ["127.0.0.1:6390:6379"]'),
    service("debug", 'profiles: [debug, all], ports: ["8092:80"]'),
    service("tools", 'profiles: [tools], depends_on: { web: { condition: service_started } }, ports: ["8093:80"]'),
  );
  const WEB = "web *:8090-8090->80-80";
  const CACHE = "cache 127.0.0.1:6390-6390->6379-6379";
  const DEBUG = "debug *:8092-8092->80-80";
  const TOOLS = "tools *:8093-8093->80-80";
  test.each<[string, string, readonly string[], Texts?]>([
    ["services without a profile", UP, [WEB, CACHE]],
    ["a profile", "docker compose --profile debug up -d", [WEB, CACHE, DEBUG]],
    ["another profile", "docker compose --profile=other up -d", [WEB, CACHE]],
    ["all profiles", "docker compose --profile * up -d", [WEB, CACHE, DEBUG, TOOLS]],
    ["COMPOSE_PROFILES", UP, [WEB, CACHE, DEBUG, TOOLS], { COMPOSE_PROFILES: "tools, all" }],
    ["profiles that nobody knows", UP, [WEB, CACHE, `? ${DEBUG}`, `? ${TOOLS}`], { COMPOSE_PROFILES: HOLE }],
    ["a service by name", "docker compose up -d cache", [CACHE]],
    ["what it needs", "docker compose up -d web", [WEB, CACHE]],
    ["without what it needs", "docker compose up -d --no-deps web", [WEB]],
    ["one with a profile by name", "docker compose up -d tools", [TOOLS, WEB, CACHE]],
    ["a name that nobody knows", `docker compose up -d cache ${HOLE}`, [`? ${WEB}`, CACHE, `? ${DEBUG}`, `? ${TOOLS}`]],
    ["scaled to none", "docker compose up -d --scale web=0", [CACHE]],
    ["scaled otherwise", "docker compose up -d --scale=web=2 cache", [CACHE]],
    ["tried only", "docker compose --dry-run up -d", []],
    ["create", "docker compose create", []],
    ["start", "docker compose start", [WEB, CACHE]],
    ["up that starts nothing", "docker compose up --no-start", []],
    ["pull", "docker compose pull", []],
    ["run", "docker compose run -d web", [CACHE, "web-run"]],
    ["run with its ports", "docker compose run --rm --service-ports web", [CACHE, "web-run *:8090-8090->80-80"]],
    ["run with other ports", "docker compose run -d -p 127.0.0.1:8094:80 --no-deps --name w web", ["w 127.0.0.1:8094-8094->80-80"]],
    ["run of no service", "docker compose run -d nothing", ["…"]],
  ])("%s", (_name, line, expected, shell = {}) => {
    expect([...composed({ "compose.yaml": shop }, line, shell)].sort()).toEqual([...expected].sort());
  });

  test.each<[string, string, readonly string[]]>([
    ["none of a service", UP, []],
    ["some of it after all", "docker compose up -d --scale cache=2", ["cache *:6390-6390->6379-6379"]],
    ["a number that nobody knows", `docker compose up -d --scale cache=${HOLE}`, ["? cache *:6390-6390->6379-6379"]],
  ])("by its file, %s", (_name, line, expected) => {
    expect(composed({ "compose.yaml": services(service("cache", 'ports: ["6390:6379"], deploy: { replicas: 0 }')) }, line)).toEqual(
      expected,
    );
  });

  test("a profile of .env", () => {
    expect(composed({ "compose.yaml": shop, ".env": "COMPOSE_PROFILES=debug\n" }, UP)).toEqual([WEB, CACHE, DEBUG]);
  });

  test("what is run has a command of its own", () => {
    const text = services('api: { image: "python:3.12", command: gunicorn -b 0.0.0.0:8071 a }');
    const { containers } = launcher.command(
      invocation("docker compose run -p 8072:8072 -e X=1 api gunicorn -b 127.0.0.1:8072 a".split(" "), {
        files: files({ "/srv/shop/compose.yaml": text }),
      }),
    );
    expect(containers.flatMap(({ launched }) => launched.listeners)).toMatchObject([{ address: "127.0.0.1", ports: [[8072, 8072]] }]);
  });
});

describe("files that a service is given", () => {
  const file = (how: string, more: string): string => services(`web: { image: nginx, ports: ["8090:8443"], ${how} }`) + more;
  const TARGET = "/etc/nginx/conf.d/default.conf";
  test.each<[string, string, Texts, string]>([
    ["a config", file(`configs: [{ source: site, target: ${TARGET} }]`, "configs: { site: { file: ./nginx.conf } }"), {}, "8443"],
    [
      "a config without a dot",
      file(`configs: [{ source: site, target: ${TARGET} }]`, "configs: { site: { file: nginx.conf } }"),
      {},
      "8443",
    ],
    [
      "a config in place",
      file(`configs: [{ source: site, target: ${TARGET} }]`, 'configs: { site: { content: "server { listen 8444; }" } }'),
      {},
      "8444",
    ],
    ["a secret", file(`secrets: [{ source: site, target: ${TARGET} }]`, "secrets: { site: { file: ./nginx.conf } }"), {}, "8443"],
    ["a config by its own name", file("configs: [site]", "configs: { site: { file: ./nginx.conf } }"), {}, "80"],
    [
      "a config of what is included",
      "include: [b/c.yml]\n",
      {
        "b/c.yml": file(`configs: [{ source: site, target: ${TARGET} }]`, "configs: { site: { file: own.conf } }"),
        "b/own.conf": "server { listen 8445; }",
      },
      "8445",
    ],
    ["a config from elsewhere", file(`configs: [{ source: site, target: ${TARGET} }]`, "configs: { site: { external: true } }"), {}, "?"],
  ])("%s", (_name, text, more, port) => {
    const texts = { "compose.yaml": text, "nginx.conf": "server { listen 8443; }", ...more };
    const { containers } = launcher.command(
      invocation(UP.split(" "), {
        cwd: FOLDER,
        files: files(Object.fromEntries(Object.entries(texts).map(([path, content]) => [`${FOLDER}/${path}`, content]))),
      }),
    );
    const [{ launched }] = containers as [(typeof containers)[number]];
    const ports = launched.listeners.filter(({ ipv4 }) => ipv4 === "any").map((listener) => listener.ports?.[0]?.[0] ?? "?");
    expect(launched.complete ? ports.join() : "?").toBe(port);
  });
});

describe("on a machine that nobody has shown", () => {
  const userData = (...lines: readonly string[]): readonly string[] => started(launcher.userData(["#!/bin/bash", ...lines].join("\n")));
  const write = (path: string, text: string): string => `cat > ${path} <<'EOF'\n${text}\nEOF`;
  const file = ports("${IP:-127.0.0.1}:6390:6379");

  test.each<[string, readonly string[], readonly string[]]>([
    ["a file that the script writes stands alone", ["cd /opt", write("compose.yaml", file), UP], ["cache 127.0.0.1:6390-6390->6379-6379"]],
    [
      "a .env from elsewhere may say otherwise",
      ["cd /opt", "aws s3 cp s3://acme/env .env", write("compose.yaml", file), UP],
      ["cache <hole>:6390-6390->6379-6379"],
    ],
    [
      "a folder from elsewhere may bring an override",
      ["git clone https://git.example.com/x /opt/x", "cd /opt/x", write("compose.yaml", file), UP],
      ["? cache <hole>:6390-6390->6379-6379", "…"],
    ],
    ["a file from elsewhere", ["git clone https://git.example.com/x /opt/x && cd /opt/x && docker compose up -d"], ["…"]],
    ["a file that is fetched", ["curl -fsSL https://example.com/c.yml -o /opt/c.yml", "docker compose -f /opt/c.yml up -d"], ["…"]],
  ])("%s", (_name, lines, expected) => {
    expect(userData(...lines)).toEqual(expected);
  });
});

describe("volumes", () => {
  const DATA = "/var/lib/postgresql/data";
  const OPEN = ["tcp:5432 definite"];
  const UNSEEN = ["tcp:5432 possible", "…"];
  /** What the service `db` opens. */
  const opened = (text: string, line = UP): readonly string[] =>
    launcher
      .command(invocation(line.split(" "), { cwd: FOLDER, files: files({ [`${FOLDER}/compose.yaml`]: text }) }))
      .containers.filter(({ name }) => name === "db")
      .flatMap(({ launched }) => [
        ...launched.listeners.map(({ protocol, ports, certainty }) => `${protocol}:${String(ports?.[0]?.[0])} ${certainty}`),
        ...(launched.complete ? [] : ["…"]),
      ]);
  const db = (more: string): string => `db: { image: "postgres:16", ports: ["5471:5432"], ${more} }`;
  const mounting = (entry: string, volumes: string, ...others: readonly string[]): string =>
    `${services(db(`volumes: [${entry}]`), ...others)}volumes: ${volumes}\n`;

  test.each<[string, string, readonly string[]]>([
    ["of the project", mounting(`"pg:${DATA}"`, "{ pg: }"), OPEN],
    ["of the project, spelled out", mounting(`{ type: volume, source: pg, target: ${DATA} }`, "{ pg: { driver: local } }"), OPEN],
    ["with a name of its own", mounting(`"pg:${DATA}"`, "{ pg: { name: acme-pg } }"), OPEN],
    ["without a name", mounting(`"${DATA}"`, "{}"), OPEN],
    ["without a name, spelled out", mounting(`{ type: volume, target: ${DATA} }`, "{}"), OPEN],
    ["in memory", mounting(`{ type: tmpfs, target: ${DATA} }`, "{}"), OPEN],
    ["in memory, by a key of its own", services(db(`tmpfs: ${DATA}`)), OPEN],
    ["in memory, as a list", services(db(`tmpfs: ["${DATA}:mode=700"]`)), OPEN],
    ["that was there before", mounting(`"pg:${DATA}"`, "{ pg: { external: true } }"), UNSEEN],
    ["of another driver", mounting(`"pg:${DATA}"`, "{ pg: { driver: rexray } }"), UNSEEN],
    ["with options", mounting(`"pg:${DATA}"`, "{ pg: { driver_opts: { type: nfs, device: ':/pg' } } }"), UNSEEN],
    ["a folder that is there alone", mounting(`"./pg:${DATA}"`, "{}"), OPEN],
    ["a part of one", mounting(`{ type: volume, source: pg, target: ${DATA}, volume: { subpath: a } }`, "{ pg: }"), UNSEEN],
    ["shared", mounting(`"pg:${DATA}"`, "{ pg: }", service("tool", 'volumes: ["pg:/to"]')), UNSEEN],
    ["shared to be read, and perhaps filled", mounting(`"pg:${DATA}"`, "{ pg: }", service("tool", 'volumes: ["pg:/to:ro"]')), UNSEEN],
    ["beside another one", mounting(`"pg:${DATA}"`, "{ pg: , tool: }", service("tool", 'volumes: ["tool:/to"]')), OPEN],
    ["shared by its name", mounting(`"pg:${DATA}"`, "{ pg: , two: { name: shop_pg } }", service("tool", 'volumes: ["two:/to"]')), UNSEEN],
    ["borrowed", mounting(`"pg:${DATA}"`, "{ pg: }", service("tool", 'volumes_from: ["db"]')), UNSEEN],
    ["of a service that is left out", mounting(`"pg:${DATA}"`, "{ pg: }", service("tool", 'profiles: [x], volumes: ["pg:/to"]')), OPEN],
  ])("one %s", (_name, text, expected) => {
    expect(opened(text)).toEqual(expected);
  });
});
