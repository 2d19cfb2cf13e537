import type { Invocation, Server } from "../model/launch";
import { unseen } from "../words/servers";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { asksNot, doubted } from "./command";
import { parseOptions } from "./options";
import { NOTHING, pair, serve } from "./served";
import { decide, fallback, last, option, readFile, type Layer } from "./setting";

/** `--host` without a value is every address; `HOST` and `PORT` are not read. */
export const server: Server = {
  name: "vite",
  programs: ["vite"],
  manual: "https://vite.dev/guide/cli.html",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: { host: { names: ["--host"], takes: "optional" }, port: { names: ["--port"] }, config: { names: ["-c", "--config"] } },
      taking: "--base -l --logLevel -m --mode -f --filter --outDir",
    });
    const [command = "serve"] = parsed.operands;
    const asked = asksNot(args, parsed, ["build", "optimize"]);
    if (asked === "no") return NOTHING;
    const file = configuration(invocation, parsed.given.config.at(-1)?.value);
    const host = decide(last(option(parsed, "host")), file, fallback("localhost"));
    const port = decide(last(option(parsed, "port")), file, fallback(command === "preview" ? "4173" : "5173"));
    return serve("vite", NODE, pair(host, port), [...host.doubts, ...port.doubts, ...doubted("vite", parsed, asked)]);
  },
  examples: [
    { argv: ["vite"], listens: ["tcp localhost 5173"] },
    { argv: ["vite", "--host"], listens: ["tcp * 5173"] },
    { argv: ["vite", "--host", "--port", "8080"], listens: ["tcp * 8080"] },
    { argv: ["vite", "preview", "--host", "0.0.0.0"], listens: ["tcp 0.0.0.0 4173"] },
    { argv: ["vite", "build"], listens: [] },
    { argv: ["vite"], files: { "vite.config.ts": "export default { server: { host: true } }\n" }, listens: ["? tcp localhost 5173"] },
  ],
};

const NAMES = ["ts", "js", "mjs", "mts", "cjs", "cts"].map((extension) => `vite.config.${extension}`);

/** A configuration is a program: whether it sets an address is a doubt. */
function configuration(invocation: Invocation, named: string | undefined): Layer {
  const files = (named === undefined ? NAMES : [named]).map((name) => readFile(invocation, name));
  const there = files.filter(({ text }) => text !== null && /\b(host|port|server|preview)\b|\.\.\./.test(text));
  return { said: [], doubts: [...there.map(({ path }) => unseen.computed(path)), ...files.flatMap(({ doubts }) => doubts).slice(0, 1)] };
}
