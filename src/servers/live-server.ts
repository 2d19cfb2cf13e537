import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "live-server",
  programs: ["live-server"],
  manual: "https://github.com/tapio/live-server",
  background: false,
  listens: hostPort({
    name: "live-server",
    resolver: NODE,
    style: "plain",
    host: { option: { names: ["--host"] }, env: ["IP"], default: "0.0.0.0" },
    port: { option: { names: ["--port"] }, env: ["PORT"], default: "8080" },
  }),
  examples: [
    { argv: ["live-server", "."], listens: ["tcp 0.0.0.0 8080"] },
    { argv: ["live-server", "--host=127.0.0.1", "--port=8081"], listens: ["tcp 127.0.0.1 8081"] },
  ],
};
