import type { Server } from "../model/launch";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { parseOptions } from "./options";
import { pair, serve, unix, type Bind } from "./served";
import { decide, fallback, last, option, type Said } from "./setting";

/** Endpoint strings of Twisted are added to `-b` and `-p`. https://docs.twisted.org/en/stable/core/howto/endpoints.html */
export const server: Server = {
  name: "daphne",
  programs: ["daphne"],
  modules: ["daphne"],
  manual: "https://github.com/django/daphne#running",
  once: "-h --help",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        host: { names: ["-b", "--bind"] },
        port: { names: ["-p", "--port"] },
        unix: { names: ["-u", "--unix-socket"] },
        endpoint: { names: ["-e", "--endpoint"] },
        fd: { names: ["--fd"] },
      },
      taking:
        "-v --verbosity -t --http-timeout --access-log --ping-interval --ping-timeout --root-path --websocket_timeout --application-close-timeout",
    });
    const { host, port, unix: path, fd, endpoint } = parsed.given;
    const apart = host.length + port.length > 0 || path.length + fd.length + endpoint.length === 0;
    const binds = apart
      ? pair(decide(last(option(parsed, "host")), fallback("127.0.0.1")), decide(last(option(parsed, "port")), fallback("8000")))
      : [];
    const paths = last(option(parsed, "unix")).said.map((said) => unix(said.value, said));
    return serve(
      "daphne",
      LIBC,
      [...binds, ...paths, ...option(parsed, "endpoint").said.map(read)],
      parsed.hazy ? [unseen.argument("daphne")] : [],
    );
  },
  examples: [
    { argv: ["daphne", "app:app"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["daphne", "-b", "0.0.0.0", "-p", "8001", "app:app"], listens: ["tcp 0.0.0.0 8001"] },
    { argv: ["daphne", "-b", "::", "app:app"], listens: ["tcp * 8000"] },
    {
      argv: ["daphne", "-e", "ssl:8443:privateKey=k.pem:interface=10.0.0.9", "-e", "tcp:8002", "app:app"],
      listens: ["tcp 10.0.0.9 8443", "tcp 0.0.0.0 8002"],
    },
    { argv: ["daphne", "-u", "/run/d.sock", "app:app"], listens: ["unix /run/d.sock"] },
  ],
};

function read(said: Said): Bind {
  const [kind = "", first = "", ...rest] = said.value.replace(/\\:/g, "\0").split(":");
  const values = new Map([first, ...rest].map((part) => [part.split("=")[0] ?? "", part.slice(part.indexOf("=") + 1)] as const));
  if (hasHole(kind) || rest.some((part) => hasHole(part.split("=")[0] ?? "")))
    return { host: HOLE, port: null, says: said.says, from: said.from };
  if (kind === "unix") return unix(values.get("address") ?? first, said);
  const host = (values.get("interface") ?? (kind === "tcp6" ? "::" : "0.0.0.0")).replaceAll("\0", ":");
  return { host, port: values.get("port") ?? first, says: said.says, from: said.from };
}
