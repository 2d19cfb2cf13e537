import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { parseOptions } from "./options";
import { pair, serve } from "./served";
import { decide, fallback, last, option, type Layer } from "./setting";

/** Without `--bind` it takes the first wildcard that getaddrinfo gives, IPv4 or IPv6 with IPv4: IPv4 is sure. */
export const server: Server = {
  name: "http.server",
  programs: [],
  modules: ["http.server", "SimpleHTTPServer"],
  manual: "https://docs.python.org/3/library/http.server.html#command-line-interface",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: { bind: { names: ["-b", "--bind"] } },
      taking: "-d --directory -p --protocol --tls-cert --tls-key --tls-password-file",
    });
    const [operand] = parsed.operands;
    const port: Layer = { said: operand === undefined ? [] : [{ value: operand, says: operand, from: "command" }], doubts: [] };
    const doubts = parsed.hazy ? [unseen.argument("http.server")] : [];
    return serve(
      "http.server",
      LIBC,
      pair(decide(last(option(parsed, "bind")), fallback("0.0.0.0")), decide(port, fallback("8000"))),
      doubts,
    );
  },
  examples: [
    { argv: ["python3", "-m", "http.server"], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["python3", "-m", "http.server", "-d", "/srv", "8001", "-b", "127.0.0.1"], listens: ["tcp 127.0.0.1 8001"] },
    { argv: ["python3", "-m", "http.server", "8002", "--bind", "::"], listens: ["tcp * 8002"] },
    { argv: ["python3", "-m", "http.server", "$PORT"], listens: ["fails literal-variable"] },
  ],
};
