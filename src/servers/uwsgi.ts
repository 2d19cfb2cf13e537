import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf, valuesOf } from "./arguments";
import { configured, onlyWith } from "./background";
import { endpoint } from "./endpoint";
import { parseIni } from "./ini";
import { parseOptions } from "./options";
import { serve, unix, type Bind } from "./served";
import { option, readFile, type Said } from "./setting";

const SOCKETS = ["http", "http-socket", "https", "https-socket", "socket", "uwsgi-socket", "fastcgi-socket", "stats", "s"];

const filesIn = (args: readonly string[]): readonly string[] => [
  ...valuesOf("--ini", "-i")(args),
  ...args.filter((arg) => !arg.startsWith("-") && arg.endsWith(".ini")),
];

/** Every source adds sockets. What has a colon is TCP, anything else a path. The router's inner socket is loopback. */
export const server: Server = {
  name: "uwsgi",
  programs: ["uwsgi", "uwsgi_python3", "uwsgi-core", "pyuwsgi"],
  modules: ["uwsgi", "pyuwsgi"],
  manual: "https://uwsgi-docs.readthedocs.io/en/latest/Options.html",
  background: onlyWith("-d --daemonize --daemonize2", "", configured(filesIn, null, /^\s*daemonize2?\s*=/m)),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {
        socket: { names: ["-s", ...SOCKETS.map((name) => `--${name}`)] },
        ini: { names: ["--ini", "-i"] },
        other: { names: ["--yaml", "--yml", "--json", "--xml", "-x", "-y", "-j"] },
      },
      taking:
        "-w --module --wsgi-file -p --processes --threads -H --home --virtualenv --chdir --plugin --plugins --master-fifo --uid --gid --chmod-socket --mount --callable --pythonpath",
      flags: "MLTdiC",
    });
    const doubts: LaunchUnknown[] = [
      ...parsed.given.other.map(({ value }) => unseen.fileFormat(value)),
      ...(parsed.hazy ? [unseen.argument("uwsgi")] : []),
    ];
    const env = [...invocation.environment.values].flatMap(([name, value]): readonly Said[] => {
      const key = /^UWSGI_(.*)$/.exec(name)?.[1]?.toLowerCase().replaceAll("_", "-");
      return key !== undefined && SOCKETS.includes(key) ? [{ value, says: `${name}=${value}`, from: "environment" }] : [];
    });
    const named = [...parsed.given.ini.map(({ value }) => value), ...parsed.operands.filter((one) => one.endsWith(".ini"))];
    const files = named.flatMap((name) => inFile(invocation, name, doubts));
    return serve("uwsgi", LIBC, [...option(parsed, "socket").said, ...env, ...files].flatMap(read), doubts);
  },
  examples: [
    { argv: ["uwsgi", "--http-socket", "0.0.0.0:8080", "-w", "app"], listens: ["tcp 0.0.0.0 8080"] },
    {
      argv: ["uwsgi", "--http", ":8081", "--socket", "/run/u.sock", "--stats", "127.0.0.1:9191"],
      listens: ["tcp 0.0.0.0 8081", "unix /run/u.sock", "tcp 127.0.0.1 9191"],
    },
    {
      argv: ["uwsgi", "app.ini"],
      env: { PORT: "8082", UWSGI_SOCKET: "[::]:3031" },
      files: { "app.ini": "[uwsgi]\nhttp-socket = 127.0.0.1:$(PORT)\n; http = :1\n" },
      listens: ["tcp 127.0.0.1 8082", "tcp * 3031"],
    },
    { argv: ["uwsgi", "--http-socket", "*:8083"], listens: ["fails not-an-address"] },
  ],
};

/** `addr,certificate,key` for TLS. Of the HTTP router a port alone opens nothing that a client could use. */
const read = (said: Said): readonly Bind[] => {
  const value = said.value.split(",")[0] ?? "";
  if (value.includes(":")) return [endpoint({ ...said, value }, { host: "", port: "", bare: "host" })];
  return /^(--)?https?\b/i.test(said.says) && /^\d+$/.test(value) ? [] : [unix(value, said)];
};

function inFile(invocation: Invocation, name: string, doubts: LaunchUnknown[]): readonly Said[] {
  const { text, doubts: unread } = readFile(invocation, name.replace(/:[\w-]+$/, ""));
  doubts.push(...unread);
  const { values, complete } = invocation.environment;
  return parseIni(text ?? "").flatMap((setting): readonly Said[] => {
    if (!SOCKETS.includes(setting.key)) return [];
    const value = setting.value.replace(/\$\((\w+)\)/g, (whole, variable: string) => values.get(variable) ?? (complete ? whole : HOLE));
    return [{ value, says: setting.says, from: "file" }];
  });
}
