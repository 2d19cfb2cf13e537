import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "chainlit",
  programs: ["chainlit"],
  manual: "https://docs.chainlit.io/backend/command-line",
  background: false,
  listens: hostPort({
    name: "chainlit",
    resolver: PASSIVE,
    style: "plain",
    commands: ["run", "hello"],
    harmless: "create-secret, init, lint-translations",
    taking: "--ssl-cert --ssl-key --root-path",
    host: { option: { names: ["--host"] }, env: ["CHAINLIT_HOST"], default: "127.0.0.1" },
    port: { option: { names: ["--port"] }, env: ["CHAINLIT_PORT"], default: "8000" },
    // chainlit/__init__.py
    dotenv: [".env"],
  }),
  examples: [
    { argv: ["chainlit", "run", "app.py", "-h"], listens: ["tcp 127.0.0.1 8000"] },
    { argv: ["chainlit", "run", "app.py", "--host", "0.0.0.0", "--port=8032"], listens: ["tcp 0.0.0.0 8032"] },
    { argv: ["chainlit", "run", "app.py"], env: { CHAINLIT_HOST: "0.0.0.0", CHAINLIT_PORT: "8033" }, listens: ["tcp 0.0.0.0 8033"] },
    { argv: ["chainlit", "run", "app.py"], files: { ".env": "CHAINLIT_HOST=0.0.0.0\n" }, listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["chainlit", "init"], listens: [] },
  ],
};
