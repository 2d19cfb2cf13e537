import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { hostPort } from "./host-port";
import { parseOptions } from "./options";
import { NOTHING } from "./served";
import { readFile } from "./setting";

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
    const files = NAMES.map((name) => readFile(invocation, name));
    const doubts = files.flatMap(({ path, text, doubts }) => (text === null ? doubts : [unseen.computed(path)])).slice(0, 1);
    return { host: { said: [], doubts }, port: { said: [], doubts } };
  },
};
const DIRECT = hostPort(SPEC);
const SERVE = hostPort({ ...SPEC, commands: ["serve", "server", "s"], harmless: "build, bundle, b, configtest, info, watch, w" });
