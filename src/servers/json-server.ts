import type { Invocation, Server } from "../model/launch";
import { unseen } from "../words/servers";
import { NODE } from "./address";
import { argumentsOf, valuesOf } from "./arguments";
import { dataOf, saidAt } from "./data-file";
import { hostPort } from "./host-port";
import { readFile, type Layer } from "./setting";

export const server: Server = {
  name: "json-server",
  programs: ["json-server"],
  manual: "https://github.com/typicode/json-server",
  once: "-v",
  background: false,
  listens: hostPort({
    name: "json-server",
    resolver: NODE,
    style: "plain",
    host: { option: { names: ["--host", "-H", "-h"] }, default: "localhost" },
    port: { option: { names: ["--port", "-p"] }, default: "3000" },
    configured: (invocation) => ({ host: inFile(invocation, "host"), port: inFile(invocation, "port") }),
  }),
  examples: [
    { argv: ["json-server", "db.json"], listens: ["tcp localhost 3000"] },
    {
      argv: ["json-server", "db.json"],
      files: { "json-server.json": '{ "host": "0.0.0.0", "port": 3002 }' },
      listens: ["? tcp 0.0.0.0 3002"],
    },
    { argv: ["json-server", "--host", "0.0.0.0", "-p", "3001", "db.json"], listens: ["tcp 0.0.0.0 3001"] },
  ],
};

/** Versions before 1.0 read it; which one is started, a command does not tell. */
function inFile(invocation: Invocation, key: string): Layer {
  const name = valuesOf("-c", "--config")(argumentsOf(invocation)).at(-1) ?? "json-server.json";
  const layer = saidAt(dataOf(readFile(invocation, name)), key);
  return layer.said.length === 0 ? layer : { ...layer, doubts: [...layer.doubts, unseen.ofVersion("json-server", name)] };
}
