import type { Server } from "../model/launch";
import { argumentsOf } from "./arguments";
import { listensByScript } from "./javascript/source";
import { NOTHING } from "./served";

/** A script's `Bun.serve` is on every address, at BUN_PORT, PORT or NODE_PORT where it names no port. */
export const server: Server = {
  name: "bun",
  programs: ["bun"],
  manual: "https://bun.sh/docs/api/http",
  listens: (invocation) => {
    const operands = argumentsOf(invocation).filter((argument) => !argument.startsWith("-"));
    const script = operands[0] === "run" ? operands[1] : operands[0];
    return script === undefined || /^(install|i|add|build|test|remove|x|create|init|update|pm)$/.test(script)
      ? NOTHING
      : listensByScript(script, invocation);
  },
  examples: [
    {
      argv: ["bun", "run", "b.ts"],
      files: { "b.ts": 'Bun.serve({ port: 3001, hostname: "127.0.0.1", fetch() { return new Response(); } });\n' },
      listens: ["tcp 127.0.0.1 3001"],
    },
    { argv: ["bun", "b.ts"], files: { "b.ts": "const s = Bun.serve({ fetch: () => new Response() });\n" }, listens: ["tcp * 3000"] },
    { argv: ["bun", "install"], listens: [] },
  ],
};
