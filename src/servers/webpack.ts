import type { Server } from "../model/launch";
import { hasHole, HOLE } from "../model/text";
import { NODE } from "./address";
import { argumentsOf, valuesOf } from "./arguments";
import { saidAt } from "./data-file";
import { hostPort } from "./host-port";
import { moduleOf } from "./module-file";
import { parseOptions } from "./options";
import { NOTHING } from "./served";
import { decide, firstFile, readFile, type Layer } from "./setting";

const NAMES = ["webpack.config.js", "webpack.config.cjs", "webpack.config.mjs", "webpack.config.ts"];

/** `HOST` and `PORT` are not read; `local-ip` is the first address of the host. */
export const server: Server = {
  name: "webpack-dev-server",
  programs: ["webpack", "webpack-dev-server", "webpack-cli"],
  manual: "https://webpack.js.org/configuration/dev-server/",
  background: false,
  listens: (invocation) => {
    if (/webpack-dev-server$/.test(invocation.argv[0] ?? "")) return DIRECT(invocation);
    const [first = ""] = parseOptions(argumentsOf(invocation), { style: "plain", options: {}, taking: TAKING }).operands;
    return isFile(first) ? NOTHING : SERVE(invocation);
  },
  examples: [
    { argv: ["webpack", "serve"], listens: ["tcp * 8080"] },
    { argv: ["webpack-dev-server", "--host", "0.0.0.0", "--port", "8081"], listens: ["tcp 0.0.0.0 8081"] },
    {
      argv: ["webpack", "serve"],
      files: { "webpack.config.js": "module.exports = { devServer: { host: 'localhost' } }\n" },
      listens: ["tcp localhost 8080"],
    },
    {
      argv: ["webpack", "serve", "--config", "webpack.dev.js"],
      files: {
        "webpack.dev.js":
          'const path = require("path");\nmodule.exports = { output: { path: path.resolve(__dirname, "d") }, devServer: { host: "127.0.0.1", port: 8082 } };\n',
        "webpack.config.js": "module.exports = { devServer: { port: 8083 } };\n",
      },
      listens: ["tcp 127.0.0.1 8082"],
    },
    {
      argv: ["webpack", "serve"],
      files: { "webpack.config.js": "module.exports = (env) => ({ devServer: { host: env.HOST } });\n" },
      listens: ["? tcp * 8080"],
    },
    { argv: ["webpack", "--mode", "production"], listens: [] },
    { argv: ["webpack", "./src/index.js", "-o", "dist"], listens: [] },
    { argv: ["webpack-cli", "watch"], listens: [] },
  ],
};

const TAKING =
  "-c --config --config-name --mode --env --node-env -t --target -d --devtool -o --output-path --entry --name --stats --context --output-filename";

/** Without a command it builds; a file is what it builds. */
const isFile = (operand: string): boolean => /[./]/.test(operand) && !hasHole(operand);

const SPEC: Parameters<typeof hostPort>[0] = {
  name: "webpack-dev-server",
  resolver: NODE,
  style: "plain",
  taking: TAKING,
  host: { option: { names: ["--host"] }, default: "" },
  port: { option: { names: ["--port"] }, default: "8080" },
  configured: (invocation) => {
    const named = valuesOf("-c", "--config")(argumentsOf(invocation));
    const usual = firstFile(invocation, NAMES);
    const files = named.length > 0 ? named.toReversed().map((name) => readFile(invocation, name)) : usual === undefined ? [] : [usual];
    const layers = files.map((file) => moduleOf(file, invocation.environment));
    const setting = (key: string): Layer => decide(...layers.map((data) => saidAt(data, "devServer", key)));
    const host = setting("host");
    // `local-ip` and its like: the first address of the host.
    return {
      host: { ...host, said: host.said.map((one) => ({ ...one, value: /^local-ip/.test(one.value) ? HOLE : one.value })) },
      port: setting("port"),
    };
  },
};
const DIRECT = hostPort(SPEC);
const SERVE = hostPort({ ...SPEC, commands: ["serve", "server", "s"], harmless: "build, bundle, b, configtest, info, watch, w" });
