import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { parseOptions } from "./options";
import { NOTHING, pair, serve } from "./served";
import { decide, fallback, last, option, variable } from "./setting";

/**
 * A command stands first; where there is none, it serves. Hot reloading is on the same port and address unless it is given others, and
 * of `watch` the only socket. parcel/lib/cli.js: normalizeOptions
 */
export const server: Server = {
  name: "parcel",
  programs: ["parcel"],
  manual: "https://parceljs.org/features/cli/",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const [command = ""] = args;
    if (/^(build|help|-h|--help|-V|--version)$/.test(command)) return NOTHING;
    const parsed = parseOptions(args, {
      style: "plain",
      options: {
        host: { names: ["--host"] },
        port: { names: ["-p", "--port"] },
        hotHost: { names: ["--hmr-host"] },
        hotPort: { names: ["--hmr-port"] },
        cold: { names: ["--no-hmr"], takes: "none" },
      },
    });
    const { environment } = invocation;
    const host = decide(last(option(parsed, "host")), fallback(""));
    const port = decide(last(option(parsed, "port")), variable(environment, "PORT"), fallback("1234"));
    const hotHost = decide(last(option(parsed, "hotHost")), variable(environment, "HMR_HOST"), host);
    const hotPort = decide(last(option(parsed, "hotPort")), variable(environment, "HMR_PORT"), port);
    const served = command === "watch" ? [] : pair(host, port);
    const shared = served.length > 0 && hotPort.said[0]?.value === port.said[0]?.value;
    const hot = parsed.given.cold.length > 0 || shared ? [] : pair(hotHost, hotPort);
    const doubts = [host, port, ...(parsed.given.cold.length > 0 ? [] : [hotHost, hotPort])].flatMap((layer) => layer.doubts);
    return serve("parcel", NODE, [...served, ...hot], [...doubts, ...(hasHole(command) ? [unseen.argument("parcel")] : [])]);
  },
  examples: [
    { argv: ["parcel", "build", "index.html"], listens: [] },
    { argv: ["parcel", "index.html"], listens: ["tcp * 1234"] },
    { argv: ["parcel", "serve", "--host", "127.0.0.1", "-p", "1235", "x.html"], listens: ["tcp 127.0.0.1 1235"] },
    { argv: ["parcel", "--dist-dir", "build", "-p", "1236", "x.html"], listens: ["tcp * 1236"] },
    { argv: ["parcel", "--host=::1", "--hmr-host", "0.0.0.0", "--hmr-port", "1237"], listens: ["tcp [::1] 1234", "tcp 0.0.0.0 1237"] },
    { argv: ["parcel", "watch", "x.html"], env: { PORT: "1238" }, listens: ["tcp * 1238"] },
    { argv: ["parcel", "watch", "--no-hmr", "x.html"], listens: [] },
  ],
};
