import type { Invocation, Server } from "../model/launch";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { asksNot, doubted } from "./command";
import { saidAt, type Data } from "./data-file";
import { hostAt, moduleOf } from "./module-file";
import { parseOptions } from "./options";
import { NOTHING, serveApart } from "./served";
import { decide, fallback, firstFile, last, option } from "./setting";

/** `--host` without a value is every address; `HOST` and `PORT` are not read. */
export const server: Server = {
  name: "vite",
  programs: ["vite"],
  manual: "https://vite.dev/guide/cli.html",
  once: "-v -h --version --help",
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
    const isPreview = command === "preview";
    const host = decide(
      last(option(parsed, "host")),
      ...(isPreview ? [hostAt(file, "preview")] : []),
      hostAt(file, "server"),
      fallback("localhost"),
    );
    const port = decide(
      last(option(parsed, "port")),
      saidAt(file, isPreview ? "preview" : "server", "port"),
      fallback(isPreview ? "4173" : "5173"),
    );
    return serveApart("vite", NODE, host, port, doubted("vite", parsed, asked));
  },
  examples: [
    { argv: ["vite"], listens: ["tcp localhost 5173"] },
    { argv: ["vite", "--host"], listens: ["tcp * 5173"] },
    { argv: ["vite", "--host", "--port", "8080"], listens: ["tcp * 8080"] },
    { argv: ["vite", "preview", "--host", "0.0.0.0"], listens: ["tcp 0.0.0.0 4173"] },
    { argv: ["vite", "build"], listens: [] },
    { argv: ["vite"], files: { "vite.config.js": "export default { plugins: [react()] }\n" }, listens: ["tcp localhost 5173"] },
    { argv: ["vite"], files: { "vite.config.ts": "export default { server: { host: true } }\n" }, listens: ["tcp * 5173"] },
    {
      argv: ["vite", "preview"],
      files: {
        "vite.config.js":
          'import { defineConfig } from "vite";\nexport default defineConfig({ server: { host: "::1", port: 5174 }, preview: { port: 4174 } });\n',
      },
      listens: ["tcp [::1] 4174"],
    },
    {
      argv: ["vite"],
      files: { "vite.config.js": "import react from 'r';\nexport default { plugins: [react()], server: { host: true } }\n" },
      listens: ["? tcp * 5173"],
    },
  ],
};

const NAMES = ["ts", "js", "mjs", "mts", "cjs", "cts"].map((extension) => `vite.config.${extension}`);

/** A configuration is a program: what it exports is read where it is a literal; a plug-in may change it, which is a doubt. */
function configuration(invocation: Invocation, named: string | undefined): Data {
  const file = firstFile(invocation, named === undefined ? NAMES : [named]);
  // Of the many that hold plug-ins alone nothing is thought.
  const isSilent = file?.text !== undefined && file.text !== null && !/\b(host|port|server|preview)\b|\.\.\./.test(file.text);
  if (file === undefined || isSilent) return { path: "", root: {}, doubts: file?.doubts ?? [] };
  return moduleOf(file, invocation.environment, "plugins");
}
