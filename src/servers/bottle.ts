import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { serve } from "./served";
import { decide, fallback, last, option } from "./setting";

export const server: Server = {
  name: "bottle",
  programs: ["bottle", "bottle.py"],
  modules: ["bottle"],
  manual: "https://bottlepy.org/docs/dev/deployment.html",
  once: "-h --help --version",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: { bind: { names: ["-b", "--bind"] } },
      taking: "-s --server -p --plugin -c --conf -C --param",
    });
    const { said } = decide(last(option(parsed, "bind")), fallback("localhost:8080"));
    return serve(
      "bottle",
      LIBC,
      said.map((one) => endpoint(one, { host: "localhost", port: "8080", bare: "host" })),
      parsed.hazy ? [unseen.argument("bottle")] : [],
    );
  },
  examples: [
    { argv: ["python3", "-m", "bottle", "app"], listens: ["tcp 127.0.0.1 8080"] },
    { argv: ["bottle.py", "-b", "0.0.0.0:8081", "app"], listens: ["tcp 0.0.0.0 8081"] },
  ],
};
