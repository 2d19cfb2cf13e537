import type { Server } from "../model/launch";
import { argumentsOf } from "./arguments";
import { asksNot, doubted, listed, unlisted } from "./command";
import { listensByScript } from "./javascript/source";
import { parseOptions } from "./options";
import { NOTHING, unknown } from "./served";

const TAKING = "--cwd --env-file -c --config -r --preload --port -d --define -l --loader --conditions -F --filter --shell";
const STEPS = listed(
  "install, i, add, a, build, test, remove, rm, create, c, init, update, upgrade, pm, link, unlink, outdated, patch, publish, audit, why, " +
    "info, repl",
);

/** A script's `Bun.serve` is on every address, at BUN_PORT, PORT or NODE_PORT where it names no port. */
export const server: Server = {
  name: "bun",
  programs: ["bun"],
  manual: "https://bun.sh/docs/api/http",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: { alone: { names: ["--bun", "--hot", "--silent", "--smol", "--watch"], takes: "none" } },
      taking: TAKING,
      flags: "bhiv",
    });
    const [command, script] = parsed.operands;
    if (command === "run") return script === undefined ? NOTHING : listensByScript(script, invocation);
    if (command === "x" || command === "exec") return unlisted("bun");
    if (command === undefined) return NOTHING;
    const asked = asksNot(args, parsed, STEPS);
    if (asked === "no") return NOTHING;
    return asked === "yes" ? listensByScript(command, invocation) : unknown(...doubted("bun", parsed, asked));
  },
  examples: [
    {
      argv: ["bun", "run", "b.ts"],
      files: { "b.ts": 'Bun.serve({ port: 3001, hostname: "127.0.0.1", fetch() { return new Response(); } });\n' },
      listens: ["tcp 127.0.0.1 3001"],
    },
    { argv: ["bun", "b.ts"], files: { "b.ts": "const s = Bun.serve({ fetch: () => new Response() });\n" }, listens: ["tcp * 3000"] },
    {
      argv: ["bun", "--cwd", "build", "--hot", "b.ts"],
      files: { "b.ts": "Bun.serve({ port: 3002, fetch: () => new Response() });\n" },
      listens: ["tcp * 3002"],
    },
    { argv: ["bun", "install"], listens: [] },
  ],
};
