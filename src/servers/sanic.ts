import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { unlisted } from "./command";
import { hostPort } from "./host-port";

const serving = hostPort({
  name: "sanic",
  resolver: LIBC,
  taking:
    "--act --cert --group --http --key --local-cert-creator --logfile --pidfile --reload-dir -R --simple-dir --tls --tls-strict-host " +
    "--user --workers -w",
  except: ["help", "inspect", "kill", "restart", "status", "* restart", "* status", "* stop"],
  host: { option: { names: ["-H", "--host"] }, default: "127.0.0.1" },
  port: { option: { names: ["-p", "--port"] }, default: "8000" },
  unix: { names: ["-u", "--unix"] },
});

/** `exec` runs a command of the application. */
export const server: Server = {
  name: "sanic",
  programs: ["sanic"],
  modules: ["sanic"],
  manual: "https://sanic.dev/en/guide/running/running.html",
  background: onlyWith("-D --daemon", "13drs"),
  listens: (invocation) => (argumentsOf(invocation)[1] === "exec" ? unlisted("sanic") : serving(invocation)),
  examples: [
    { argv: ["sanic", "shop.app"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["sanic", "shop:app", "-H", "0.0.0.0", "-p", "8031"], listens: ["tcp 0.0.0.0 8031"] },
    { argv: ["python3", "-m", "sanic", "shop:app", "--host=0.0.0.0", "--port=8034"], listens: ["tcp 0.0.0.0 8034"] },
    { argv: ["sanic", "shop.app", "--unix", "/run/shop.sock"], listens: ["unix /run/shop.sock"] },
    { argv: ["sanic", "shop:app", "stop"], listens: [] },
    { argv: ["sanic", "inspect", "shutdown", "--port", "6458"], listens: [] },
  ],
};
