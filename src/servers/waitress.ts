import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { separate } from "./address-option";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { pair, serve, unix } from "./served";
import { fallback, last, option, decide } from "./setting";
import { unseen } from "../words/servers";

/** Every address is the default here. `--listen` takes several, and leaves host and port out of account. */
export const server: Server = {
  name: "waitress",
  programs: ["waitress-serve"],
  modules: ["waitress"],
  manual: "https://docs.pylonsproject.org/projects/waitress/en/stable/runner.html",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        host: { names: ["--host"] },
        port: { names: ["--port"] },
        listen: { names: ["--listen"] },
        unix: { names: ["--unix-socket"] },
      },
    });
    const doubts = parsed.hazy ? [unseen.argument("waitress-serve")] : [];
    const [path] = last(option(parsed, "unix")).said;
    const listen = separate(option(parsed, "listen"), /\s+/);
    if (path !== undefined) return serve("waitress", PASSIVE, [unix(path.value, path)], doubts);
    if (listen.said.length > 0) {
      return serve(
        "waitress",
        PASSIVE,
        listen.said.map((said) => endpoint(said, { host: "0.0.0.0", port: "8080", bare: "host" })),
        doubts,
      );
    }
    return serve(
      "waitress",
      PASSIVE,
      pair(decide(last(option(parsed, "host")), fallback("0.0.0.0")), decide(last(option(parsed, "port")), fallback("8080"))),
      doubts,
    );
  },
  examples: [
    { argv: ["waitress-serve", "app:app"], listens: ["tcp 0.0.0.0 8080"] },
    { argv: ["waitress-serve", "--host=127.0.0.1", "--port", "8081", "app:app"], listens: ["tcp 127.0.0.1 8081"] },
    {
      argv: ["waitress-serve", "--listen=*:8082", "--listen", "127.0.0.1:8083 [::1]:8084", "app:app"],
      listens: ["tcp * 8082", "tcp 127.0.0.1 8083", "tcp [::1] 8084"],
    },
    { argv: ["waitress-serve", "--call", "--unix-socket=/run/w.sock", "app:app"], listens: ["unix /run/w.sock"] },
  ],
};
