import type { Server } from "../model/launch";
import { PUMA } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { unlessProduction } from "./host-port";
import { parseOptions } from "./options";
import { pair, serve } from "./served";
import { decide, fallback, last, option } from "./setting";

/** Loopback in development, which is the default, and every address in any other environment. */
export const server: Server = {
  name: "rackup",
  programs: ["rackup"],
  manual: "https://github.com/rack/rackup#usage",
  once: "-h -? --version",
  background: onlyWith("-D --daemonize"),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: { host: { names: ["-o", "--host"] }, port: { names: ["-p", "--port"] }, env: { names: ["-E", "--env"] } },
      taking: "-s --server -I --include -r --require -P --pid -e --eval -b",
    });
    const [named] = last(option(parsed, "env")).said;
    const usual = unlessProduction(["RACK_ENV"], "localhost", "0.0.0.0", (value) => value === "development");
    const byOption = named === undefined ? [] : [{ ...named, value: named.value === "development" ? "localhost" : "0.0.0.0" }];
    const host = decide(last(option(parsed, "host")), { said: byOption, doubts: [] }, usual(invocation.environment));
    const port = decide(last(option(parsed, "port")), fallback("9292"));
    return serve("rackup", PUMA, pair(host, port), [...host.doubts, ...port.doubts]);
  },
  examples: [
    { argv: ["rackup"], listens: ["tcp localhost 9292"] },
    { argv: ["rackup", "-o", "0.0.0.0", "-p", "9293"], listens: ["tcp 0.0.0.0 9293"] },
    { argv: ["rackup", "config.ru"], env: { RACK_ENV: "production" }, listens: ["tcp 0.0.0.0 9292"] },
    { argv: ["rackup", "-E", "deployment"], listens: ["tcp 0.0.0.0 9292"] },
  ],
};
