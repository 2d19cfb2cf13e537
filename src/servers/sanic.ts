import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "sanic",
  programs: ["sanic"],
  modules: ["sanic"],
  manual: "https://sanic.dev/en/guide/running/running.html",
  background: false,
  listens: hostPort({
    name: "sanic",
    resolver: LIBC,
    taking: "--act --cert --http --key --local-cert-creator --reload-dir -R --simple-dir --tls --tls-strict-host --workers -w",
    host: { option: { names: ["-H", "--host"] }, default: "127.0.0.1" },
    port: { option: { names: ["-p", "--port"] }, default: "8000" },
    unix: { names: ["-u", "--unix"] },
  }),
  examples: [
    { argv: ["sanic", "shop.app"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["sanic", "shop:app", "-H", "0.0.0.0", "-p", "8031"], listens: ["tcp 0.0.0.0 8031"] },
    { argv: ["python3", "-m", "sanic", "shop:app", "--host=0.0.0.0", "--port=8034"], listens: ["tcp 0.0.0.0 8034"] },
    { argv: ["sanic", "shop.app", "--unix", "/run/shop.sock"], listens: ["unix /run/shop.sock"] },
  ],
};
