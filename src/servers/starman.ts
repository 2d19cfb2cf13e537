import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { pair, serve, unix } from "./served";
import { decide, fallback, last, option } from "./setting";

/** `--listen` may be repeated, takes a path as well, and replaces host and port. */
export const server: Server = {
  name: "starman",
  programs: ["starman"],
  manual: "https://metacpan.org/dist/Starman/view/script/starman",
  background: onlyWith("-D --daemonize"),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        host: { names: ["-o", "--host"] },
        port: { names: ["-p", "--port"] },
        listen: { names: ["-l", "--listen"] },
        socket: { names: ["-S", "--socket"] },
      },
      taking:
        "--workers --backlog --max-requests --user --group --pid --error-log --keepalive-timeout --read-timeout --ssl-key --ssl-cert -E --env -a --app -e -I -M",
    });
    const doubts = parsed.hazy ? [unseen.argument("starman")] : [];
    const paths = option(parsed, "socket").said.map((said) => unix(said.value, said));
    const listen = option(parsed, "listen").said.map((said) =>
      said.value.startsWith("/") ? unix(said.value, said) : endpoint(said, { host: "", port: "5000", bare: "host" }),
    );
    const usual = pair(decide(last(option(parsed, "host")), fallback("")), decide(last(option(parsed, "port")), fallback("5000")));
    return serve("starman", NODE, paths.length + listen.length > 0 ? [...paths, ...listen] : usual, doubts);
  },
  examples: [
    { argv: ["starman", "app.psgi"], listens: ["tcp * 5000"] },
    { argv: ["starman", "--workers", "3", "--port", "5001", "app.psgi"], listens: ["tcp * 5001"] },
    {
      argv: ["starman", "-l", "127.0.0.1:5002", "--listen=:5003", "-l", "/run/s.sock", "app.psgi"],
      listens: ["tcp 127.0.0.1 5002", "tcp * 5003", "unix /run/s.sock"],
    },
  ],
};
