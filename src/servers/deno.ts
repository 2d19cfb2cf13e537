import type { Server } from "../model/launch";
import { RUST } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "deno",
  programs: ["deno"],
  manual: "https://docs.deno.com/runtime/reference/cli/serve/",
  listens: hostPort({
    name: "deno",
    resolver: RUST,
    style: "plain",
    commands: ["serve"],
    host: { option: { names: ["--host"] }, default: "0.0.0.0" },
    port: { option: { names: ["--port"] }, default: "8000" },
  }),
  examples: [
    { argv: ["deno", "serve", "main.ts"], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["deno", "serve", "--host=127.0.0.1", "--port=8001", "main.ts"], listens: ["tcp 127.0.0.1 8001"] },
  ],
};
