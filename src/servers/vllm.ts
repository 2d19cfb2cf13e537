import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "vllm",
  programs: ["vllm"],
  manual: "https://docs.vllm.ai/en/latest/cli/serve.html",
  background: false,
  listens: hostPort({
    name: "vllm",
    resolver: PASSIVE,
    commands: ["serve"],
    harmless: "chat, collect-env, complete",
    host: { option: { names: ["--host"] }, default: "" },
    port: { option: { names: ["--port"] }, default: "8000" },
  }),
  examples: [
    { argv: ["vllm", "serve", "m"], listens: ["tcp * 8000"] },
    { argv: ["vllm", "serve", "m", "--host", "127.0.0.1", "--port", "8001"], listens: ["tcp 127.0.0.1 8001"] },
  ],
};
