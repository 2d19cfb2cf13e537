import type { Invocation, Server } from "../model/launch";
import { NODE } from "./address";
import { dataOf, saidAt } from "./data-file";
import { readOwn } from "./home";
import { hostPort } from "./host-port";
import type { Layer } from "./setting";

export const server: Server = {
  name: "live-server",
  programs: ["live-server"],
  manual: "https://github.com/tapio/live-server",
  once: "-v -h",
  background: false,
  listens: hostPort({
    name: "live-server",
    resolver: NODE,
    style: "plain",
    host: { option: { names: ["--host"] }, env: ["IP"], default: "0.0.0.0" },
    port: { option: { names: ["--port"] }, env: ["PORT"], default: "8080" },
    configured: (invocation) => ({ host: inFile(invocation, "host"), port: inFile(invocation, "port") }),
  }),
  examples: [
    { argv: ["live-server", "."], listens: ["tcp 0.0.0.0 8080"] },
    {
      argv: ["live-server", "."],
      env: { HOME: "/home/app" },
      files: { "/home/app/.live-server.json": '{ "host": "127.0.0.1", "port": 8082 }' },
      listens: ["tcp 127.0.0.1 8082"],
    },
    { argv: ["live-server", "--host=127.0.0.1", "--port=8081"], listens: ["tcp 127.0.0.1 8081"] },
  ],
};

const inFile = (invocation: Invocation, key: string): Layer => saidAt(dataOf(readOwn(invocation, ".live-server.json")), key);
