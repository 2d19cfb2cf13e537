import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { argumentsOf, isPython, valuesOf } from "./arguments";
import { firstOf, saidAt } from "./data-file";
import { hostPort, type HostPort } from "./host-port";

const SPEC: HostPort = {
  name: "vllm",
  resolver: LIBC,
  host: { option: { names: ["--host"] }, default: "" },
  port: { option: { names: ["--port"] }, default: "8000" },
  // https://docs.vllm.ai/en/latest/configuration/serve_args.html#configuration-file
  configured: (invocation) => {
    const named = valuesOf("--config")(argumentsOf(invocation)).slice(-1);
    const file = firstOf(invocation, named);
    return { host: saidAt(file, "host"), port: saidAt(file, "port") };
  },
};

const asModule = hostPort(SPEC);
const asCommand = hostPort({ ...SPEC, commands: ["serve"], harmless: "chat, collect-env, complete" });

/** One socket, of IPv4 unless the host is an IPv6 address. `create_server_socket` in `vllm/entrypoints/openai/api_server.py` */
export const server: Server = {
  name: "vllm",
  programs: ["vllm"],
  modules: ["vllm.entrypoints.openai.api_server"],
  manual: "https://docs.vllm.ai/en/latest/cli/serve.html",
  background: false,
  listens: (invocation) => (isPython(invocation.argv[0] ?? "") ? asModule(invocation) : asCommand(invocation)),
  examples: [
    { argv: ["vllm", "serve", "m"], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["vllm", "serve", "m", "--host", "::", "--port", "8002"], listens: ["tcp * 8002"] },
    { argv: ["python3", "-m", "vllm.entrypoints.openai.api_server", "--model", "m", "--port", "8003"], listens: ["tcp 0.0.0.0 8003"] },
    {
      argv: ["vllm", "serve", "m", "--config", "v.yaml", "--port=8004"],
      files: { "v.yaml": "host: 127.0.0.1\nport: 8005\n" },
      listens: ["tcp 127.0.0.1 8004"],
    },
    { argv: ["vllm", "serve", "m", "--host", "127.0.0.1", "--port", "8001"], listens: ["tcp 127.0.0.1 8001"] },
  ],
};
