import type { Server } from "../model/launch";
import { HOLE, hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { LIBC, type Resolver } from "./address";
import { argumentsOf } from "./arguments";
import { parseOptions } from "./options";
import { NOTHING, pair, serve } from "./served";
import { decide, fallback, last, option, readFile, variable, type Layer } from "./setting";

/** No host is every address, by one socket for both families. */
const RESOLVER: Resolver = { ...LIBC, empty: ["any", "any"], star: ["any", "any"] };

/** The web page, and the port on which a master waits for its workers. */
export const server: Server = {
  name: "locust",
  programs: ["locust"],
  modules: ["locust"],
  manual: "https://docs.locust.io/en/stable/configuration.html",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        host: { names: ["--web-host"] },
        port: { names: ["--web-port", "-P"] },
        masterHost: { names: ["--master-bind-host"] },
        masterPort: { names: ["--master-bind-port"] },
        master: { names: ["--master"], takes: "none" },
        idle: { names: ["--headless", "--worker", "-V", "--version", "-l", "--list", "--show-task-ratio"], takes: "none" },
        config: { names: ["--config"] },
      },
      taking:
        "-f --locustfile -H --host -u --users -r --spawn-rate -t --run-time -L --loglevel --logfile --csv --html --processes --tags -T",
    });
    const { values } = invocation.environment;
    const says = (name: string): boolean => /^(true|yes|1)$/i.test(values.get(name) ?? "");
    const isOpen = ["LOCUST_HEADLESS", "LOCUST_MODE_WORKER"].some((name) => hasHole(values.get(name) ?? ""));
    if (parsed.given.idle.length > 0 || says("LOCUST_HEADLESS") || says("LOCUST_MODE_WORKER")) return NOTHING;
    // Any of its options may stand in a file, in the syntax of INI or of TOML.
    const { text, doubts: unread } = readFile(invocation, parsed.given.config.at(-1)?.value ?? "locust.conf");
    const file: Layer = { said: [], doubts: text === null ? unread : [unseen.fileFormat("locust.conf")] };
    const layer = (name: "host" | "port" | "masterHost" | "masterPort", env: string, usual: string): Layer =>
      decide(last(option(parsed, name)), variable(invocation.environment, env), file, fallback(usual));
    const web = [layer("host", "LOCUST_WEB_HOST", ""), layer("port", "LOCUST_WEB_PORT", "8089")] as const;
    const isMaster = parsed.given.master.length > 0 || says("LOCUST_MODE_MASTER");
    const wait = [layer("masterHost", "LOCUST_MASTER_BIND_HOST", "*"), layer("masterPort", "LOCUST_MASTER_BIND_PORT", "5557")] as const;
    const all = isMaster ? [web, wait] : [web];
    const binds = all.flatMap(([host, port]) => pair(host, port));
    const perhaps = binds.map((bind) => ({ ...bind, certainty: "possible" as const }));
    return serve(
      "locust",
      RESOLVER,
      isOpen ? perhaps : binds,
      all.flat().flatMap(({ doubts }) => doubts),
    );
  },
  examples: [
    { argv: ["locust", "-f", "load.py"], listens: ["tcp * 8089"] },
    { argv: ["locust", "-f", "load.py", "--web-host", "127.0.0.1", "-P", "8190"], listens: ["tcp 127.0.0.1 8190"] },
    { argv: ["locust", "--master", "--master-bind-port=5558"], env: { LOCUST_WEB_PORT: "8191" }, listens: ["tcp * 8191", "tcp * 5558"] },
    { argv: ["locust", "--worker", "--master-host", "10.0.3.9"], listens: [] },
    { argv: ["locust", "-f", "load.py"], env: { LOCUST_HEADLESS: HOLE }, listens: ["? tcp * 8089"] },
    { argv: ["locust", "--headless", "-u", "10", "-t", "5m"], listens: [] },
  ],
};
