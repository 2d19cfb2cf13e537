import type { Environment, Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { hasHole, HOLE } from "../model/text";
import { failure, unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { inherited } from "./inherited";
import { parseOptions, type Parsed } from "./options";
import { readSettings } from "./python/settings";
import { fails, serve, unix, type Bind } from "./served";
import { decide, fallback, gather, option, readFile, SILENT, variable, type Layer, type Said } from "./setting";
import { splitWords } from "./words";

type Name = "bind" | "config";

const parse = (args: readonly string[]): Parsed<Name> =>
  parseOptions(args, {
    options: { bind: { names: ["-b", "--bind"] }, config: { names: ["-c", "--config"] } },
    taking:
      "--backlog -w --workers -k --worker-class --threads -t --timeout --chdir --certfile --capture-output --ciphers --check-config --cert-reqs --ca-certs",
    flags: "RdSvh",
  });

const TAKEN_OVER = /^fd:\/\/\d+$/;

/** `-b` anywhere replaces the binds of every lower layer. https://docs.gunicorn.org/en/stable/configure.html */
export const server: Server = {
  name: "gunicorn",
  programs: ["gunicorn", "gunicorn3"],
  modules: ["gunicorn", "gunicorn.app.wsgiapp"],
  manual: "https://docs.gunicorn.org/en/stable/settings.html#bind",
  once: "--check-config --print-config -v --version -h --help",
  background: onlyWith("-D --daemon", "RdSv", (invocation) => {
    const command = parse(argumentsOf(invocation));
    const more = inEnvironment(invocation.environment);
    if (onlyWith("-D --daemon", "RdSv")({ ...invocation, argv: ["", ...more.words] }) === true) return true;
    const { said, doubts } = inFile(invocation, command, more.parsed, "daemon");
    return said.at(-1)?.value === "True" || ([...doubts, ...more.doubts].length > 0 ? null : false);
  }),
  listens: (invocation) => {
    const { environment } = invocation;
    const command = parse(argumentsOf(invocation));
    const more = inEnvironment(environment);
    const binds = decide(
      option(command, "bind"),
      more.doubts.length > 0 ? { said: [], doubts: more.doubts } : more.binds,
      inFile(invocation, command, more.parsed, "bind"),
      gather(port(environment)),
      fallback("127.0.0.1:8000"),
    );
    const taken = binds.said.filter(({ value }) => TAKEN_OVER.test(value));
    const said = binds.said.filter((one) => !taken.includes(one));
    const made = said.map(read);
    const wrong = binds.doubts.length === 0 ? said.filter((_, index) => made[index] === undefined) : [];
    if (wrong.length > 0)
      return fails(...wrong.map(({ says }) => failure(/\$[\w{(]/.test(says) ? "literal-variable" : "not-a-port", says)));
    return serve(
      "gunicorn",
      LIBC,
      made.filter((bind) => bind !== undefined),
      [...binds.doubts, ...(taken.length > 0 ? inherited("gunicorn", environment) : [])],
    );
  },
  examples: [
    { argv: ["gunicorn", "app:app"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["gunicorn", "-b", "0.0.0.0:5001", "-w", "3", "app:app"], listens: ["tcp 0.0.0.0 5001"] },
    { argv: ["/usr/bin/gunicorn", "-b0.0.0.0:5001", "--bin=[::]:5002", "app:app"], listens: ["tcp 0.0.0.0 5001", "tcp * 5002"] },
    { argv: ["gunicorn", "--bind", "unix:/run/g.sock", "app:app"], listens: ["unix /run/g.sock"] },
    { argv: ["gunicorn", "-b", "fd://3", "app:app"], listens: [] },
    { argv: ["gunicorn", "app:app"], env: { PORT: "9000" }, listens: ["tcp 0.0.0.0 9000"] },
    {
      argv: ["gunicorn", "app:app"],
      env: { GUNICORN_CMD_ARGS: "--bind=127.0.0.1:7001 -b :7002" },
      listens: ["tcp 127.0.0.1 7001", "tcp 0.0.0.0 7002"],
    },
    {
      argv: ["gunicorn", "-c", "conf/prod.py", "app:app"],
      files: { "conf/prod.py": 'import os\nport = os.environ.get("WEB_PORT", 6001)\nbind = [f"0.0.0.0:{port}", "127.0.0.1:6002"]\n' },
      listens: ["tcp 0.0.0.0 6001", "tcp 127.0.0.1 6002"],
    },
    { argv: ["gunicorn", "app:app"], files: { "gunicorn.conf.py": 'bind = "0.0.0.0:6003"\n' }, listens: ["tcp 0.0.0.0 6003"] },
    { argv: ["gunicorn", "-b", "0.0.0.0:$PORT", "app:app"], listens: ["fails literal-variable"] },
    { argv: ["gunicorn", "-b", "8000", "app:app"], listens: ["fails not-an-address"] },
    { argv: ["gunicorn", "-b", "*:8000", "app:app"], listens: ["fails not-an-address"] },
    { argv: ["gunicorn", "-b", "127.0.0.1:8001,0.0.0.0:8002", "app:app"], listens: ["fails not-a-port"] },
    { argv: ["gunicorn", "-b", "0.0.0.0/0", "app:app"], listens: ["fails cidr-as-bind"] },
    { argv: ["gunicorn", "--check-config", "app:app"], listens: [] },
    { argv: ["gunicorn", "-b", "0.0.0.0:8001", "--print-config", "app:app"], listens: [] },
  ],
};

interface InEnvironment {
  readonly words: readonly string[];
  readonly parsed: Parsed<Name>;
  readonly binds: Layer;
  readonly doubts: readonly LaunchUnknown[];
}

/** GUNICORN_CMD_ARGS is a command line of its own. */
function inEnvironment(environment: Environment): InEnvironment {
  const { said, doubts } = variable(environment, "GUNICORN_CMD_ARGS");
  const words = splitWords(said[0]?.value ?? "");
  const parsed = parse(words);
  const { said: binds, doubts: hazy } = option(parsed, "bind");
  return {
    words,
    parsed,
    binds: { said: binds.map((bind) => ({ ...bind, says: `GUNICORN_CMD_ARGS=${bind.says}`, from: "environment" })), doubts: hazy },
    doubts,
  };
}

/** The configuration is Python that gunicorn executes; `./gunicorn.conf.py` where none is named. */
function inFile(invocation: Invocation, command: Parsed<Name>, more: Parsed<Name>, key: string): Layer {
  const name = command.given.config.at(-1)?.value ?? more.given.config.at(-1)?.value;
  if (name?.startsWith("python:") === true) return { said: [], doubts: [unseen.file(name)] };
  const file = readFile(invocation, name?.replace(/^file:/, "") ?? "gunicorn.conf.py");
  return file.text === null ? { ...SILENT, doubts: file.doubts } : readSettings({ ...file, text: file.text }, invocation.environment, key);
}

/** PORT changes the default alone. */
const port = (environment: Environment): Layer => {
  const { said, doubts } = variable(environment, "PORT");
  return { said: said.map((one) => ({ ...one, value: `0.0.0.0:${one.value}` })), doubts };
};

/** gunicorn.util.parse_address: the text before the first colon and the text before the second. Undefined: its port is none. */
function read(said: Said): Bind | undefined {
  const { value, says, from } = said;
  const path = /^unix:(?:\/\/)?([^]*)$/.exec(value)?.[1];
  if (path !== undefined) return unix(path, said);
  const token = value.replace(/^tcp:\/\//, "");
  const bracketed = /^\[([^\]]*)\](?::([^]*))?$/.exec(token);
  const [host = "", written] = bracketed === null ? token.split(":") : bracketed.slice(1);
  const port = written ?? (hasHole(host) ? null : "8000");
  return port === "" || (port !== null && /\D/.test(port.replaceAll(HOLE, "")))
    ? undefined
    : { host: token === "" ? "0.0.0.0" : host, port, says, from };
}
