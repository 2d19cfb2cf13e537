import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "json-server",
  programs: ["json-server"],
  manual: "https://github.com/typicode/json-server",
  background: false,
  listens: hostPort({
    name: "json-server",
    resolver: NODE,
    style: "plain",
    host: { option: { names: ["--host", "-H", "-h"] }, default: "localhost" },
    port: { option: { names: ["--port", "-p"] }, default: "3000" },
  }),
  examples: [
    { argv: ["json-server", "db.json"], listens: ["tcp localhost 3000"] },
    { argv: ["json-server", "--host", "0.0.0.0", "-p", "3001", "db.json"], listens: ["tcp 0.0.0.0 3001"] },
  ],
};
