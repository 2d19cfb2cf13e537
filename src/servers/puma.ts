import type { Invocation, Server } from "../model/launch";
import { unseen } from "../words/servers";
import { PUMA } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { idle } from "./command";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { pair, serve } from "./served";
import { decide, fallback, last, option, readFile, type Layer } from "./setting";

/** `-b` and `-p` replace what the file binds. The file is Ruby: what it may bind is a doubt. */
export const server: Server = {
  name: "puma",
  programs: ["puma", "pumactl"],
  manual: "https://puma.io/puma/",
  background: onlyWith("-d --daemon"),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        bind: { names: ["-b", "--bind"] },
        port: { names: ["-p", "--port"] },
        config: { names: ["-C", "--config"] },
        control: { names: ["--control-url"] },
      },
      taking:
        "--control-token -d --dir -e --environment -I --include --pidfile --plugin -S --state -t --threads -w --workers --tag --redirect-stdout --redirect-stderr --fork-worker",
    });
    if (/pumactl$/.test(invocation.argv[0] ?? "") && parsed.operands[0] !== "start")
      return idle(
        "pumactl",
        parsed.operands,
        "gc, gc-stats, halt, phased-restart, reload-worker-directory, restart, stats, status, stop, thread-backtraces",
      );
    const doubts = parsed.hazy ? [unseen.argument("puma")] : [];
    const binds = option(parsed, "bind").said.map((said) =>
      endpoint(said, { host: "0.0.0.0", port: "9292", bare: "host", schemes: ["tcp://", "ssl://"], unix: ["unix://"] }),
    );
    const ports = last(option(parsed, "port"));
    const given = [...binds.map((bind) => ({ ...bind, port: withoutQuery(bind.port) })), ...pair(fallback("0.0.0.0"), ports)];
    // What it is ruled by; `auto` is a socket of its own.
    const control = last(option(parsed, "control"))
      .said.filter(({ value }) => value !== "auto")
      .map((said) => endpoint(said, { host: "0.0.0.0", port: "9293", bare: "host", schemes: ["tcp://", "ssl://"], unix: ["unix://"] }))
      .map((bind) => ({ ...bind, port: withoutQuery(bind.port) }));
    if (given.length > 0) return serve("puma", PUMA, [...given, ...control], doubts);
    const usual = decide(configuration(invocation, parsed.given.config.at(-1)?.value), fallback("9292"));
    return serve("puma", PUMA, [...pair(fallback("0.0.0.0"), usual), ...control], [...doubts, ...usual.doubts]);
  },
  examples: [
    { argv: ["pumactl", "-S", "s.yml", "stop"], listens: [] },
    { argv: ["puma"], listens: ["tcp 0.0.0.0 9292"] },
    {
      argv: ["puma", "-p", "3001", "--control-url", "tcp://0.0.0.0:9295", "--control-token", "t"],
      listens: ["tcp 0.0.0.0 3001", "tcp 0.0.0.0 9295"],
    },
    { argv: ["puma", "-p", "3000", "-t", "5:5"], listens: ["tcp 0.0.0.0 3000"] },
    {
      argv: ["puma", "-b", "tcp://127.0.0.1:9293", "-b", "ssl://[::]:9294?key=k&cert=c", "--bind", "unix:///run/puma.sock"],
      listens: ["tcp 127.0.0.1 9293", "tcp * 9294", "unix /run/puma.sock"],
    },
    {
      argv: ["puma", "-C", "config/puma.rb"],
      files: { "config/puma.rb": 'bind "tcp://127.0.0.1:3000"\n' },
      listens: ["? tcp 0.0.0.0 9292"],
    },
  ],
};

const withoutQuery = (port: string | number | null): string | number | null =>
  typeof port === "string" ? port.replace(/[?/].*$/, "") : port;

function configuration(invocation: Invocation, named: string | undefined): Layer {
  if (named === "-") return { said: [], doubts: [] };
  const files = (named === undefined ? ["config/puma.rb"] : [named]).map((name) => readFile(invocation, name));
  return { said: [], doubts: files.flatMap(({ path, text, doubts }) => (text === null ? doubts : [unseen.fileFormat(path)])) };
}
