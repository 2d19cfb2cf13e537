import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { failure, unseen } from "../words/servers";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { fails, serve, type Bind } from "./served";
import { decide, fallback, option, variable, type Said } from "./setting";

/** `-l` takes a port, `tcp://host:port` or `unix:path`; a host without its scheme is refused. */
export const server: Server = {
  name: "serve",
  programs: ["serve"],
  manual: "https://github.com/vercel/serve",
  once: "-v -h --version --help",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: { listen: { names: ["-l", "--listen", "-p", "--port"] } },
      taking: "-c --config --ssl-cert --ssl-key --ssl-pass",
      flags: "sSCnLdhv",
    });
    const { said, doubts } = decide(option(parsed, "listen"), variable(invocation.environment, "PORT"), fallback("3000"));
    const wrong = said.filter(({ value }) => !hasHole(value) && !/^\d+$|^(tcp|unix|pipe):/.test(value));
    if (wrong.length > 0 && doubts.length === 0) {
      return fails(...wrong.map(({ value, says }) => failure(value.startsWith("$") ? "literal-variable" : "bad-arguments", says)));
    }
    return serve("serve", NODE, said.map(read), parsed.hazy ? [unseen.argument("serve")] : doubts);
  },
  examples: [
    { argv: ["serve", "-s", "dist"], listens: ["tcp * 3000"] },
    { argv: ["serve", "-l", "5000", "-l", "tcp://127.0.0.1:5001", "dist"], listens: ["tcp * 5000", "tcp 127.0.0.1 5001"] },
    { argv: ["serve"], env: { PORT: "8080" }, listens: ["tcp * 8080"] },
    { argv: ["serve", "-l", "127.0.0.1:5000"], listens: ["fails bad-arguments"] },
    { argv: ["serve", "-l", "$PORT"], listens: ["fails literal-variable"] },
  ],
};

const read = (said: Said): Bind => endpoint(said, { host: "", port: "3000", bare: "port", schemes: ["tcp://"], unix: ["unix:"] });
