import type { Invocation, Server } from "../model/launch";
import type { Served } from "../model/listener";
import { hasHole } from "../model/text";
import { PASSIVE, RUST } from "./address";
import { argumentsOf } from "./arguments";
import { hostPort } from "./host-port";
import { NOTHING, possibly, together } from "./served";

const TAKING =
  "--access-log-fmt --backlog --backpressure --blocking-threads --blocking-threads-idle-timeout --env-files --http " +
  "--http1-buffer-size --http1-header-read-timeout --http2-initial-connection-window-size --http2-initial-stream-window-size " +
  "--http2-keep-alive-interval --http2-keep-alive-timeout --http2-max-concurrent-streams --http2-max-frame-size " +
  "--http2-max-headers-size --http2-max-send-buffer-size --interface --log-config --log-level --loop --metrics-scrape-interval " +
  "--pid-file --process-name --reload-ignore-dirs --reload-ignore-paths --reload-ignore-patterns --reload-paths --reload-tick " +
  "--respawn-interval --rss-sample-interval --rss-samples --runtime-blocking-threads --runtime-mode --runtime-threads --ssl-ca " +
  "--ssl-certificate --ssl-crl --ssl-keyfile --ssl-keyfile-password --ssl-protocol-min --static-path-dir-to-file " +
  "--static-path-expires --static-path-mount --static-path-route --task-impl --uds-permissions --url-path-prefix --workers " +
  "--workers-kill-timeout --workers-lifetime --workers-max-rss --working-dir";

const serving = hostPort({
  name: "granian",
  resolver: PASSIVE,
  style: "plain",
  taking: `${TAKING} --metrics-address --metrics-port`,
  host: { option: { names: ["--host"] }, env: ["GRANIAN_HOST"], default: "127.0.0.1" },
  port: { option: { names: ["--port"] }, env: ["GRANIAN_PORT"], default: "8000" },
  unix: { names: ["--uds"] },
});

const exporter = hostPort({
  name: "granian",
  resolver: { ...RUST, ipv6Any: ["any", "any"] },
  style: "plain",
  taking: `${TAKING} --host --port --uds`,
  host: { option: { names: ["--metrics-address"] }, env: ["GRANIAN_METRICS_ADDRESS"], default: "127.0.0.1" },
  port: { option: { names: ["--metrics-port"] }, env: ["GRANIAN_METRICS_PORT"], default: "9090" },
});

/** The exporter of metrics, where it is asked for: by `--metrics`, or by a variable that click takes for true. */
function metrics(invocation: Invocation): Served {
  const given = argumentsOf(invocation).findLast((argument) => /^--(no-)?metrics$/.test(argument));
  const value = invocation.environment.values.get("GRANIAN_METRICS_ENABLED") ?? "";
  if (given === "--metrics" || (given === undefined && /^(1|on|true|t|yes|y)$/i.test(value))) return exporter(invocation);
  if (given !== undefined || !hasHole(value)) return NOTHING;
  return possibly(exporter(invocation));
}

export const server: Server = {
  name: "granian",
  programs: ["granian"],
  modules: ["granian"],
  manual: "https://github.com/emmett-framework/granian#options",
  background: false,
  listens: (invocation) => together(serving(invocation), metrics(invocation)),
  examples: [
    { argv: ["granian", "--interface", "asgi", "main:app"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["granian", "--interface", "asgi", "--host", "0.0.0.0", "--port", "8032", "main:app"], listens: ["tcp 0.0.0.0 8032"] },
    { argv: ["granian", "main:app"], env: { GRANIAN_HOST: "0.0.0.0", GRANIAN_PORT: "8033" }, listens: ["tcp 0.0.0.0 8033"] },
    { argv: ["granian", "--uds", "/run/app.sock", "main:app"], listens: ["unix /run/app.sock"] },
    {
      argv: ["granian", "--uds", "/run/app.sock", "--metrics", "--metrics-address=0.0.0.0", "main:app"],
      listens: ["unix /run/app.sock", "tcp 0.0.0.0 9090"],
    },
    {
      argv: ["granian", "main:app"],
      env: { GRANIAN_METRICS_ENABLED: "true", GRANIAN_METRICS_ADDRESS: "::", GRANIAN_METRICS_PORT: "9191" },
      listens: ["tcp 127.0.0.1 8000", "tcp * 9191"],
    },
    { argv: ["granian", "--metrics-address", "0.0.0.0", "main:app"], listens: ["tcp 127.0.0.1 8000"] },
  ],
};
