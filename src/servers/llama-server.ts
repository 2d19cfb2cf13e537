import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "llama-server",
  programs: ["llama-server"],
  manual: "https://github.com/ggml-org/llama.cpp/tree/master/tools/server",
  once: "-h --usage --list-devices --cache-list",
  background: false,
  listens: hostPort({
    name: "llama-server",
    resolver: LIBC,
    style: "plain",
    host: { option: { names: ["--host"] }, env: ["LLAMA_ARG_HOST"], default: "127.0.0.1" },
    port: { option: { names: ["--port"] }, env: ["LLAMA_ARG_PORT"], default: "8080" },
  }),
  examples: [
    { argv: ["llama-server", "-m", "m.gguf"], listens: ["tcp 127.0.0.1 8080"] },
    { argv: ["llama-server", "--host", "0.0.0.0", "--port", "8081"], listens: ["tcp 0.0.0.0 8081"] },
  ],
};
