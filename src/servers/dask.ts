import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { asks, doubted, idle } from "./command";
import { split } from "./endpoint";
import { parseOptions } from "./options";
import { NOTHING, pair, serve, type Bind } from "./served";
import { decide, fallback, last, option, type Said } from "./setting";

/**
 * The scheduler, and its web page beside it, on IPv4 where no host is named; `--no-dashboard` takes what the page shows and leaves its
 * socket, as `ss` showed of 2026. Where workers listen nobody can tell: ports are free ones unless named.
 */
export const server: Server = {
  name: "dask",
  programs: ["dask", "dask-scheduler"],
  manual: "https://docs.dask.org/en/stable/deploying-cli.html",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: {
        host: { names: ["--host"] },
        port: { names: ["--port"] },
        dashboard: { names: ["--dashboard-address"] },
      },
      taking:
        "--dashboard-prefix --idle-timeout --interface --pid-file --preload --protocol --scheduler-file --tls-ca-file --tls-cert " +
        "--tls-key --use-xheaders",
    });
    if (parsed.tells) return NOTHING;
    const asked = invocation.argv[0]?.endsWith("dask-scheduler") === true ? "yes" : asks(args, parsed, ["scheduler"]);
    if (asked === "no") return idle("dask", parsed.operands, "config, docs, info");
    const [host, port] = [decide(last(option(parsed, "host")), fallback("")), decide(last(option(parsed, "port")), fallback("8786"))];
    const page = decide(last(option(parsed, "dashboard")), fallback(":8787"));
    const doubts = [...host.doubts, ...port.doubts, ...page.doubts, ...doubted("dask", parsed, asked)];
    return serve("dask", PASSIVE, [...pair(host, port).map(read), ...page.said.map(dashboardOf)], doubts);
  },
  examples: [
    { argv: ["dask", "scheduler"], listens: ["tcp * 8786", "tcp 0.0.0.0 8787"] },
    {
      argv: ["dask-scheduler", "--host", "127.0.0.1", "--port", "8790", "--dashboard-address", "127.0.0.1:8791"],
      listens: ["tcp 127.0.0.1 8790", "tcp 127.0.0.1 8791"],
    },
    { argv: ["dask", "scheduler", "--host=0.0.0.0", "--no-dashboard"], listens: ["tcp 0.0.0.0 8786", "tcp 0.0.0.0 8787"] },
    {
      argv: ["dask", "scheduler", "--host", "tcp://127.0.0.1:8792", "--dashboard-address", "127.0.0.1:8791"],
      listens: ["tcp 127.0.0.1 8792", "tcp 127.0.0.1 8791"],
    },
    { argv: ["dask", "scheduler", "--version"], listens: [] },
    { argv: ["dask", "info", "versions"], listens: [] },
  ],
};

/** A host may be an address with its protocol and port: `tcp://[::]:8786`. */
function read({ host, port, ...bind }: Bind): Bind {
  const [, address = host, own = port] = /^(?:[a-z]+:\/\/)?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/i.exec(host) ?? [];
  return { ...bind, host: address.replace(/^\[(.*)\]$/, "$1"), port: own };
}

function dashboardOf({ value, says, from }: Said): Bind {
  const { host, port } = split(value, { host: "", port: "0", bare: "port" });
  return { host: host === "" ? "0.0.0.0" : host, port, says, from };
}
