import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "wrangler",
  programs: ["wrangler"],
  manual: "https://developers.cloudflare.com/workers/wrangler/commands/#dev",
  listens: hostPort({
    name: "wrangler",
    resolver: NODE,
    style: "plain",
    commands: ["dev"],
    taking: "-c --config -e --env",
    host: { option: { names: ["--ip"] }, default: "localhost" },
    port: { option: { names: ["--port"] }, default: "8787" },
  }),
  examples: [
    { argv: ["wrangler", "dev"], listens: ["tcp localhost 8787"] },
    { argv: ["wrangler", "dev", "--ip", "0.0.0.0", "--port", "8788"], listens: ["tcp 0.0.0.0 8788"] },
    { argv: ["wrangler", "deploy"], listens: [] },
  ],
};
