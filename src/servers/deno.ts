import type { Server } from "../model/launch";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { hostPort } from "./host-port";
import { listensByScript } from "./javascript/source";
import { NOTHING } from "./served";

const serving = hostPort({
  name: "deno",
  resolver: NODE,
  style: "plain",
  host: { option: { names: ["--host"] }, default: "0.0.0.0" },
  port: { option: { names: ["--port"] }, default: "8000" },
});

/** `deno serve` opens the socket itself; `deno run` leaves it to the script. */
export const server: Server = {
  name: "deno",
  programs: ["deno"],
  manual: "https://docs.deno.com/runtime/reference/cli/serve/",
  listens: (invocation) => {
    const [command, ...args] = argumentsOf(invocation);
    if (command === "serve") return serving({ ...invocation, argv: ["deno", ...args] });
    const script = (command === "run" ? args : [command ?? ""]).find((argument) => !argument.startsWith("-"));
    return script === undefined || !(command === "run" || /\.[mc]?[jt]sx?$/.test(script)) ? NOTHING : listensByScript(script, invocation);
  },
  examples: [
    { argv: ["deno", "serve", "main.ts"], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["deno", "serve", "--host=127.0.0.1", "--port=8001", "main.ts"], listens: ["tcp 127.0.0.1 8001"] },
    {
      argv: ["deno", "run", "-A", "d.ts"],
      files: { "d.ts": "Deno.serve({ port: 8002 }, () => new Response());\n" },
      listens: ["tcp 0.0.0.0 8002"],
    },
    { argv: ["deno", "fmt"], listens: [] },
  ],
};
