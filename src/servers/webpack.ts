import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { NODE } from "./address";
import { hostPort } from "./host-port";
import { readFile } from "./setting";

const NAMES = ["webpack.config.js", "webpack.config.cjs", "webpack.config.mjs", "webpack.config.ts"];

/** `HOST` and `PORT` are not read; `local-ip` is the first address of the host. */
export const server: Server = {
  name: "webpack-dev-server",
  programs: ["webpack", "webpack-dev-server", "webpack-cli"],
  manual: "https://webpack.js.org/configuration/dev-server/",
  listens: (invocation) => (/webpack-dev-server$/.test(invocation.argv[0] ?? "") ? DIRECT : SERVE)(invocation),
  examples: [
    { argv: ["webpack", "serve"], listens: ["tcp * 8080"] },
    { argv: ["webpack-dev-server", "--host", "0.0.0.0", "--port", "8081"], listens: ["tcp 0.0.0.0 8081"] },
    {
      argv: ["webpack", "serve"],
      files: { "webpack.config.js": "module.exports = { devServer: { host: 'localhost' } }\n" },
      listens: ["? tcp * 8080"],
    },
    { argv: ["webpack", "--mode", "production"], listens: [] },
  ],
};

const SPEC: Parameters<typeof hostPort>[0] = {
  name: "webpack-dev-server",
  resolver: NODE,
  style: "plain",
  taking: "-c --config --mode --env",
  host: { option: { names: ["--host"] }, default: "" },
  port: { option: { names: ["--port"] }, default: "8080" },
  configured: (invocation) => {
    const files = NAMES.map((name) => readFile(invocation, name));
    const doubts = files.flatMap(({ path, text, doubts }) => (text === null ? doubts : [unseen.computed(path)])).slice(0, 1);
    return { host: { said: [], doubts }, port: { said: [], doubts } };
  },
};
const DIRECT = hostPort(SPEC);
const SERVE = hostPort({ ...SPEC, commands: ["serve", "server", "s"] });
