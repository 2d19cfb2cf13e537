import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { dataOf, saidAt } from "./data-file";
import { split } from "./endpoint";
import { parseOptions } from "./options";
import { readSettings } from "./python/settings";
import { serve, unix, type Bind } from "./served";
import { decide, fallback, option, readFile, SILENT, type Layer, type Said } from "./setting";
import type { Invocation } from "../model/launch";

/** A host alone, or with what is no number after the colon, is on 8000. hypercorn/config.py `_create_sockets` */
export const server: Server = {
  name: "hypercorn",
  programs: ["hypercorn"],
  modules: ["hypercorn"],
  manual: "https://hypercorn.readthedocs.io/en/latest/how_to_guides/binds.html",
  once: "-h --help",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        bind: { names: ["-b", "--bind"] },
        insecure: { names: ["--insecure-bind"] },
        quic: { names: ["--quic-bind"] },
        config: { names: ["-c", "--config"] },
      },
      taking: "--backlog -w --workers -k --worker-class --certfile --keyfile -g --group -u --user -m --umask -p --pid --root-path",
    });
    const file = configuration(invocation, parsed.given.config.at(-1)?.value);
    const binds = decide(option(parsed, "bind"), file("bind"), fallback("127.0.0.1:8000"));
    const more = decide(option(parsed, "insecure"), file("insecure_bind"));
    const quic = decide(option(parsed, "quic"), file("quic_bind"));
    const all = [...binds.said.map(read), ...more.said.map(read), ...quic.said.map((said): Bind => ({ ...read(said), protocol: "udp" }))];
    return serve("hypercorn", LIBC, all, [...binds.doubts, ...more.doubts, ...quic.doubts]);
  },
  examples: [
    { argv: ["hypercorn", "app:app"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["hypercorn", "-b", "0.0.0.0:8001", "--bind", "[::]:8002", "app:app"], listens: ["tcp 0.0.0.0 8001", "tcp * 8002"] },
    {
      argv: ["hypercorn", "--bind=unix:/run/h.sock", "--quic-bind", "0.0.0.0:4433", "app:app"],
      listens: ["unix /run/h.sock", "udp 0.0.0.0 4433"],
    },
    {
      argv: ["hypercorn", "-c", "file:conf.py", "app:app"],
      files: { "conf.py": 'bind = ["0.0.0.0:8003"]\n' },
      listens: ["tcp 0.0.0.0 8003"],
    },
    {
      argv: ["hypercorn", "-c", "h.toml", "app:app"],
      files: { "h.toml": 'workers = 2\nbind = [\n  "127.0.0.1:8004", # the proxy\n  "[::]:8005",\n]\nquic_bind = "0.0.0.0:4434"\n' },
      listens: ["tcp 127.0.0.1 8004", "tcp * 8005", "udp 0.0.0.0 4434"],
    },
    { argv: ["hypercorn", "--config=python:settings", "app:app"], listens: ["? tcp 127.0.0.1 8000"] },
  ],
};

/** `file:` is Python, `python:` a module, a plain name TOML. */
function configuration(invocation: Invocation, name: string | undefined): (setting: string) => Layer {
  if (name === undefined) return () => SILENT;
  if (name.startsWith("python:")) return () => ({ said: [], doubts: [unseen.file(name)] });
  const path = name.replace(/^file:/, "");
  const file = readFile(invocation, path);
  const { text } = file;
  if (text === null) return () => ({ said: [], doubts: file.doubts });
  if (name.startsWith("file:")) return (setting) => readSettings({ ...file, text }, invocation.environment, setting);
  const data = dataOf(file, true);
  return (setting) => saidAt(data, setting);
}

function read(said: Said): Bind {
  const { value, says, from } = said;
  if (value.startsWith("unix:")) return unix(value.slice("unix:".length), said);
  const { host, port } = split(value, { host: "", port: "8000", bare: "host" });
  return { host, port, says, from };
}
