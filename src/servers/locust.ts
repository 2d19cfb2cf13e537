import type { Server } from "../model/launch";
import { HOLE, hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { LIBC, type Resolver } from "./address";
import { argumentsOf } from "./arguments";
import { parseOptions, type Given } from "./options";
import type { Asked } from "./command";
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
        processes: { names: ["--processes"] },
        headless: { names: ["--headless"], takes: "none" },
        worker: { names: ["--worker"], takes: "none" },
        once: { names: ["-V", "-h", "--help", "-l", "--list", "--show-task-ratio"], takes: "none" },
        config: { names: ["--config"] },
      },
      taking:
        "-f --locustfile -H --host -u --users -r --spawn-rate -t --run-time -L --loglevel --logfile --csv --html -T --tags --master-host " +
        "--master-port --expect-workers",
    });
    const { values } = invocation.environment;
    const asked = (given: readonly Given[], env: string): Asked => {
      const value = given.at(-1)?.value ?? values.get(env) ?? "0";
      return hasHole(value) ? "perhaps" : /^(|true|yes|-?[1-9]\d*)$/i.test(value) ? "yes" : "no";
    };
    const worker = asked(parsed.given.worker, "LOCUST_MODE_WORKER");
    if (parsed.tells || parsed.given.once.length > 0 || worker === "yes") return NOTHING;
    const headless = asked(parsed.given.headless, "LOCUST_HEADLESS");
    const alone = asked(parsed.given.master, "LOCUST_MODE_MASTER");
    // It starts workers of its own, and is their master.
    const master = alone === "no" ? asked(parsed.given.processes, "LOCUST_PROCESSES") : alone;
    // Any of its options may stand in a file, in the syntax of INI or of TOML.
    const { text, doubts: unread } = readFile(invocation, parsed.given.config.at(-1)?.value ?? "locust.conf");
    const file: Layer = { said: [], doubts: text === null ? unread : [unseen.fileFormat("locust.conf")] };
    const layer = (name: "host" | "port" | "masterHost" | "masterPort", env: string, usual: string): Layer =>
      decide(last(option(parsed, name)), variable(invocation.environment, env), file, fallback(usual));
    const web = [layer("host", "LOCUST_WEB_HOST", ""), layer("port", "LOCUST_WEB_PORT", "8089")] as const;
    const wait = [layer("masterHost", "LOCUST_MASTER_BIND_HOST", "*"), layer("masterPort", "LOCUST_MASTER_BIND_PORT", "5557")] as const;
    const all = [
      ...(headless === "yes" ? [] : [{ of: web, sure: headless === "no" }]),
      ...(master === "no" ? [] : [{ of: wait, sure: master === "yes" }]),
    ];
    const binds = all.flatMap(({ of: [host, port], sure }) =>
      pair(host, port).map((bind) => (sure && worker === "no" ? bind : { ...bind, certainty: "possible" as const })),
    );
    const doubts = all.length === 0 ? file.doubts : all.flatMap(({ of }) => of.flatMap((one) => one.doubts));
    if (binds.length + doubts.length === 0) return NOTHING;
    return { ...serve("locust", RESOLVER, binds, doubts), ...(headless === "no" ? {} : { mayEnd: true }) };
  },
  examples: [
    { argv: ["locust", "-f", "load.py"], listens: ["tcp * 8089"] },
    { argv: ["locust", "-f", "load.py", "--web-host", "127.0.0.1", "-P", "8190"], listens: ["tcp 127.0.0.1 8190"] },
    { argv: ["locust", "--master", "--master-bind-port=5558"], env: { LOCUST_WEB_PORT: "8191" }, listens: ["tcp * 8191", "tcp * 5558"] },
    { argv: ["locust", "--worker", "--master-host", "10.0.3.9"], listens: [] },
    { argv: ["locust", "-f", "load.py"], env: { LOCUST_HEADLESS: HOLE }, listens: ["? tcp * 8089"] },
    { argv: ["locust", "--headless", "-u", "10", "-t", "5m"], listens: [] },
    { argv: ["locust", "--headless", "--master", "--master-bind-port", "5559", "-t", "5m"], listens: ["tcp * 5559"] },
    { argv: ["locust", "--processes", "4", "--web-host", "127.0.0.1"], listens: ["tcp 127.0.0.1 8089", "tcp * 5557"] },
    { argv: ["locust", "--headless"], env: { LOCUST_PROCESSES: "-1" }, listens: ["tcp * 5557"] },
    { argv: ["locust", "--worker", "--processes", "4"], listens: [] },
  ],
};
