import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { hostPort } from "./host-port";

/** `panel serve` is `bokeh serve` with more applications. */
export const server: Server = {
  name: "bokeh",
  programs: ["bokeh", "panel"],
  modules: ["bokeh", "panel"],
  manual: "https://docs.bokeh.org/en/latest/docs/reference/command/subcommands/serve.html",
  background: false,
  listens: hostPort({
    name: "bokeh",
    resolver: PASSIVE,
    commands: ["serve"],
    harmless: "build, bundle, compile, convert, html, info, init, json, sampledata, secret, settings",
    taking:
      "--allow-websocket-origin --auth-module --check-unused-sessions --cookie-secret --exclude-cookies --exclude-headers --ico-path " +
      "--include-cookies --include-headers --index --keep-alive --log-file --log-format --log-level --mem-log-frequency --num-procs " +
      "--prefix --session-ids --session-token-expiration --ssl-certfile --ssl-keyfile --stats-log-frequency --unused-session-lifetime " +
      "--use-config --websocket-compression-level --websocket-compression-mem-level --websocket-max-message-size",
    host: { option: { names: ["--address"] }, default: "" },
    port: { option: { names: ["--port"] }, default: "5006" },
    unix: { names: ["--unix-socket"] },
    rest: "--args",
  }),
  examples: [
    { argv: ["bokeh", "serve", "app.py"], listens: ["tcp * 5006"] },
    { argv: ["panel", "serve", "app.py", "--address", "0.0.0.0", "--port", "5101"], listens: ["tcp 0.0.0.0 5101"] },
    { argv: ["python3", "-m", "bokeh", "serve", "--address=127.0.0.1", "--port=5102", "app.py"], listens: ["tcp 127.0.0.1 5102"] },
    {
      argv: ["bokeh", "serve", "app.py", "--port", "5103", "--args", "--address", "127.0.0.1", "--port", "6379", "--help"],
      listens: ["tcp * 5103"],
    },
    { argv: ["bokeh", "serve", "--help"], listens: [] },
    { argv: ["bokeh", "json", "app.py"], listens: [] },
  ],
};
