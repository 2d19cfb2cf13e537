import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { hostPort } from "./host-port";

/** `fastapi run` is every address by default, `fastapi dev` loopback. */
export const server: Server = {
  name: "fastapi",
  programs: ["fastapi"],
  manual: "https://fastapi.tiangolo.com/fastapi-cli/",
  background: false,
  listens: hostPort({
    name: "fastapi",
    resolver: PASSIVE,
    style: "plain",
    commands: ["run", "dev"],
    harmless: "cloud, deploy, login, logout, whoami",
    taking: "--app --root-path --workers",
    host: { option: { names: ["--host"] }, default: { run: "0.0.0.0", dev: "127.0.0.1" } },
    port: { option: { names: ["--port"] }, env: ["PORT"], default: "8000" },
  }),
  examples: [
    { argv: ["fastapi", "run", "main.py"], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["fastapi", "run", "--host", "127.0.0.1", "--port=8001"], listens: ["tcp 127.0.0.1 8001"] },
    { argv: ["fastapi", "run"], env: { PORT: "8002" }, listens: ["tcp 0.0.0.0 8002"] },
    { argv: ["fastapi", "dev", "main.py", "--port", "8003"], listens: ["tcp 127.0.0.1 8003"] },
    { argv: ["fastapi", "dev", "--host", "0.0.0.0"], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["fastapi", "login"], listens: [] },
  ],
};
