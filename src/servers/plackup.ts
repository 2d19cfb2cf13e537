import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { pair, serve, unix, type Bind } from "./served";
import { decide, fallback, last, option, variable, type Said } from "./setting";

/** `--listen` may be repeated, takes a path as well, and replaces host and port. */
export const server: Server = {
  name: "plackup",
  programs: ["plackup"],
  manual: "https://metacpan.org/dist/Plack/view/script/plackup",
  background: onlyWith("-D --daemonize"),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        host: { names: ["-o", "--host"] },
        port: { names: ["-p", "--port"] },
        listen: { names: ["-l", "--listen"] },
        socket: { names: ["-S", "--socket"] },
      },
      taking: "-s --server -E --env -a --app -e -I -M -R",
    });
    const doubts = parsed.hazy ? [unseen.argument("plackup")] : [];
    const paths = option(parsed, "socket").said.map((said) => unix(said.value, said));
    const listen = option(parsed, "listen").said.map(read);
    if (paths.length + listen.length > 0) return serve("plackup", LIBC, [...paths, ...listen], doubts);
    const host = decide(last(option(parsed, "host")), variable(invocation.environment, "PLACK_HOST"), fallback("0.0.0.0"));
    const port = decide(last(option(parsed, "port")), variable(invocation.environment, "PLACK_PORT"), fallback("5000"));
    return serve("plackup", LIBC, pair(host, port), [...host.doubts, ...port.doubts]);
  },
  examples: [
    { argv: ["plackup", "app.psgi"], listens: ["tcp 0.0.0.0 5000"] },
    { argv: ["plackup", "--host", "127.0.0.1", "-p", "5001", "app.psgi"], listens: ["tcp 127.0.0.1 5001"] },
    {
      argv: ["plackup", "-l", "127.0.0.1:5002", "--listen=:5003", "-l", "/run/p.sock"],
      listens: ["tcp 127.0.0.1 5002", "tcp 0.0.0.0 5003", "unix /run/p.sock"],
    },
  ],
};

const read = (said: Said): Bind =>
  said.value.includes(":") ? endpoint(said, { host: "0.0.0.0", port: null, bare: "host" }) : unix(said.value, said);
