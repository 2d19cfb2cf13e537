import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { rubyCalls } from "./ruby-calls";
import { pair, serve, unix } from "./served";
import { decide, fallback, last, option, readFile, SILENT } from "./setting";

export const server: Server = {
  name: "unicorn",
  programs: ["unicorn", "unicorn_rails"],
  manual: "https://yhbt.net/unicorn/unicorn_1.html",
  once: "-v -h",
  background: onlyWith("-D --daemonize"),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        listen: { names: ["-l", "--listen"] },
        host: { names: ["-o", "--host"] },
        port: { names: ["-p", "--port"] },
        config: { names: ["-c", "--config-file"] },
      },
      taking: "-E --env -e --eval -I --include -r --require -s --server",
    });
    const [config] = last(option(parsed, "config")).said;
    // The file may add listeners to those of the command.
    const file =
      config === undefined
        ? { calls: [], doubts: [] }
        : rubyCalls(readFile(invocation, config.value), invocation.environment, ["listen"], /\bListener|\bTCPServer/);
    const added = file.calls.map(({ args: [value = ""], says }) => ({ value, says, from: "file" as const }));
    const binds = [...option(parsed, "listen").said, ...added].map((said) =>
      /^[/~]/.test(said.value) ? unix(said.value, said) : endpoint(said, { host: "0.0.0.0", port: "8080", bare: "port", unix: ["unix:"] }),
    );
    const apart = parsed.given.host.length + parsed.given.port.length > 0 || binds.length === 0;
    const plain = apart
      ? pair(decide(last(option(parsed, "host")), fallback("0.0.0.0")), decide(last(option(parsed, "port")), fallback("8080")))
      : [];
    return serve("unicorn", LIBC, [...binds, ...plain], [...file.doubts, ...(parsed.hazy ? [unseen.argument("unicorn")] : SILENT.doubts)]);
  },
  examples: [
    { argv: ["unicorn"], listens: ["tcp 0.0.0.0 8080"] },
    {
      argv: ["unicorn", "-l", "8082", "--listen", "127.0.0.1:8083", "-l", "/run/u.sock"],
      listens: ["tcp 0.0.0.0 8082", "tcp 127.0.0.1 8083", "unix /run/u.sock"],
    },
    {
      argv: ["unicorn", "-c", "u.rb"],
      files: { "u.rb": 'worker_processes 2\nlisten "127.0.0.1:8085", :tcp_nopush => true\nlisten 8086\npreload_app true\n' },
      listens: ["tcp 127.0.0.1 8085", "tcp 0.0.0.0 8086"],
    },
    { argv: ["unicorn", "-c", "u.rb"], files: { "u.rb": "listen(ADDRESS)\n" }, listens: ["? tcp 0.0.0.0 8080"] },
    { argv: ["unicorn", "-o", "127.0.0.1", "-p", "8084"], listens: ["tcp 127.0.0.1 8084"] },
  ],
};
