import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { PUMA } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { idle } from "./command";
import { parseOptions } from "./options";
import { modeOf, pumaConfig, pumaUrl } from "./puma-config";
import { pair, serve } from "./served";
import { fallback, last, option } from "./setting";

/** `-b` and `-p` replace what the file binds. */
export const server: Server = {
  name: "puma",
  programs: ["puma", "pumactl"],
  manual: "https://puma.io/puma/",
  once: "-V -h --version --help",
  background: onlyWith("-d --daemon"),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        bind: { names: ["-b", "--bind"] },
        port: { names: ["-p", "--port"] },
        config: { names: ["-C", "--config"] },
        control: { names: ["--control-url"] },
        mode: { names: ["-e", "--environment"] },
      },
      taking:
        "--control-token -d --dir -I --include --pidfile --plugin -S --state -t --threads -w --workers --tag --redirect-stdout --redirect-stderr --fork-worker",
    });
    if (/pumactl$/.test(invocation.argv[0] ?? "") && parsed.operands[0] !== "start")
      return idle(
        "pumactl",
        parsed.operands,
        "gc, gc-stats, halt, phased-restart, reload-worker-directory, restart, stats, status, stop, thread-backtraces",
      );
    const doubts = parsed.hazy ? [unseen.argument("puma")] : [];
    const binds = option(parsed, "bind").said.map((said) => pumaUrl(said, "9292"));
    const given = [...binds, ...pair(fallback("0.0.0.0"), last(option(parsed, "port")))];
    // What it is ruled by; `auto` is a socket of its own.
    const control = last(option(parsed, "control"))
      .said.filter(({ value }) => value !== "auto")
      .map((said) => pumaUrl(said, "9293"));
    if (given.length > 0) return serve("puma", PUMA, [...given, ...control], doubts);
    const file = pumaConfig(invocation, parsed.given.config.at(-1)?.value, modeOf(invocation, parsed.given.mode.at(-1)?.value), "0.0.0.0");
    const usual = file.binds.length > 0 ? file.binds : pair(fallback("0.0.0.0"), fallback("9292"));
    return serve("puma", PUMA, [...usual, ...control], [...doubts, ...file.doubts]);
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
      listens: ["tcp 127.0.0.1 3000"],
    },
    {
      argv: ["puma", "-e", "staging"],
      files: {
        "config/puma/staging.rb":
          'threads 1, 5 # as the pool\nport ENV.fetch("PORT") { 3002 }\nbind "ssl://127.0.0.1:#{ENV.fetch(\'TLS\', 3003)}?key=k"\nplugin :tmp_restart\n',
        "config/puma.rb": "port 3004\n",
      },
      env: { TLS: "3005" },
      listens: ["tcp 0.0.0.0 3002", "tcp 127.0.0.1 3005"],
    },
    {
      argv: ["puma"],
      files: { "config/puma.rb": 'if ENV["LAN"]\n  bind "tcp://10.0.0.9:3006"\nend\n' },
      listens: ["? tcp 0.0.0.0 9292"],
    },
    { argv: ["puma", "-V"], listens: [] },
  ],
};
