import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "chroma",
  programs: ["chroma"],
  manual: "https://docs.trychroma.com/docs/cli/run",
  background: false,
  listens: hostPort({
    name: "chroma",
    resolver: PASSIVE,
    style: "plain",
    commands: ["run"],
    harmless: "browse, copy, db, docs, install, login, profile, support, update, vacuum",
    taking: "--path",
    host: { option: { names: ["--host"] }, default: "localhost" },
    port: { option: { names: ["--port"] }, default: "8000" },
  }),
  examples: [
    { argv: ["chroma", "run", "--path", "/data"], listens: ["tcp localhost 8000"] },
    { argv: ["chroma", "run", "--host", "0.0.0.0", "--port", "8031"], listens: ["tcp 0.0.0.0 8031"] },
    { argv: ["chroma", "vacuum", "--path", "/data"], listens: [] },
  ],
};
