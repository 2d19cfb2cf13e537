import type { Server } from "../model/launch";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { asks, doubted, idle } from "./command";
import { hostPort } from "./host-port";
import { listensByScript } from "./javascript/source";
import { parseOptions } from "./options";
import { NOTHING, unknown } from "./served";

const serving = hostPort({
  name: "deno",
  resolver: NODE,
  style: "plain",
  host: { option: { names: ["--host"] }, default: "0.0.0.0" },
  port: { option: { names: ["--port"] }, default: "8000" },
});

const TAKING = "-c --config --import-map --lock --cert -L --log-level --location --seed --ext";
const HARMLESS =
  "add, approve-scripts, bench, bundle, cache, check, clean, compile, completions, coverage, doc, fmt, info, init, install, " +
  "i, lint, outdated, publish, remove, rm, repl, test, types, uninstall, update, upgrade, vendor";

const isScript = (operand: string): boolean => /\.[mc]?[jt]sx?$/.test(operand);

/** `deno serve` opens the socket itself; `deno run` leaves it to the script. */
export const server: Server = {
  name: "deno",
  programs: ["deno"],
  manual: "https://docs.deno.com/runtime/reference/cli/serve/",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, { style: "plain", options: {}, taking: TAKING });
    const { operands } = parsed;
    const [command = "", script] = operands;
    const asked = asks(args, parsed, ["run", "serve", ...operands.filter(isScript)]);
    if (asked === "perhaps") return unknown(...doubted("deno", parsed, asked));
    // What follows the script is the script's.
    const own = args.slice(0, args.findIndex(isScript) + 1 || args.length);
    if (command === "serve") return serving({ ...invocation, argv: ["deno", ...own.filter((argument) => argument !== "serve")] });
    if (command === "run") return script === undefined ? NOTHING : listensByScript(script, invocation);
    return isScript(command) ? listensByScript(command, invocation) : idle("deno", operands, HARMLESS);
  },
  examples: [
    { argv: ["deno", "serve", "main.ts"], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["deno", "serve", "--host=127.0.0.1", "--port=8001", "main.ts"], listens: ["tcp 127.0.0.1 8001"] },
    { argv: ["deno", "serve", "--port=8001", "main.ts", "--help", "--host=127.0.0.1"], listens: ["tcp 0.0.0.0 8001"] },
    {
      argv: ["deno", "run", "-A", "d.ts"],
      files: { "d.ts": "Deno.serve({ port: 8002 }, () => new Response());\n" },
      listens: ["tcp 0.0.0.0 8002"],
    },
    {
      argv: ["deno", "-A", "d.ts"],
      files: { "d.ts": "Deno.serve({ port: 8003 }, () => new Response());\n" },
      listens: ["tcp 0.0.0.0 8003"],
    },
    { argv: ["deno", "fmt"], listens: [] },
  ],
};
