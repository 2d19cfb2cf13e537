import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { endpoint } from "./endpoint";
import { listensByScript } from "./javascript/source";
import { NOTHING, serve, unknown, type Bind } from "./served";
import { variable, type Said } from "./setting";
import { splitWords } from "./words";

/** Options of the interpreter that take the next argument. https://nodejs.org/api/cli.html */
const TAKING =
  /^(-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--title|--openssl-config|--icu-data-dir)$/;
const INSPECT = /^--inspect(?:-brk|-wait)?(?:=([^]*))?$/;

/** The debugger is a listener of its own: whoever reaches it runs code. */
export const server: Server = {
  name: "node",
  programs: ["node", "nodejs"],
  manual: "https://nodejs.org/api/cli.html#--inspecthostport",
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const options: string[] = [];
    let index = 0;
    let code: string | undefined;
    for (; index < args.length && code === undefined; index++) {
      const argument = args[index] ?? "";
      if (/^(-[pe]+|--eval|--print|-v|--version|-h|--help|-c|--check)$/.test(argument)) code = argument;
      if (!argument.startsWith("-")) break;
      options.push(argument);
      if (TAKING.test(argument)) index++;
    }
    const script = code === undefined ? args[index] : undefined;
    const more = variable(invocation.environment, "NODE_OPTIONS");
    const debuggers = [
      ...inspectors(options, { from: "command" }),
      ...inspectors(splitWords(more.said[0]?.value ?? ""), { from: "environment" }),
    ];
    const own = serve("node", NODE, debuggers.slice(0, 1));
    const app =
      script === undefined
        ? code === undefined || /^-[vhc]|^--(version|help|check)/.test(code)
          ? NOTHING
          : unknown(unseen.code("the code"))
        : hasHole(script)
          ? unknown(unseen.code("the program"))
          : listensByScript(script, invocation);
    return {
      listeners: [...own.listeners, ...app.listeners],
      failsToStart: [...own.failsToStart, ...app.failsToStart],
      unknowns: [...app.unknowns, ...(app.complete ? more.doubts : [])],
      complete: app.complete && more.doubts.length === 0,
    };
  },
  examples: [
    { argv: ["node"], listens: [] },
    { argv: ["node", "--inspect=0.0.0.0:9230", "server.js"], listens: ["tcp 0.0.0.0 9230"] },
    { argv: ["node", "server.js"], env: { NODE_OPTIONS: "--max-old-space-size=512 --inspect" }, listens: ["tcp 127.0.0.1 9229"] },
    {
      argv: ["node", "server.js"],
      env: { HOST: "127.0.0.1" },
      files: {
        "server.js":
          'const express = require("express");\nconst app = express();\nconst { PORT = 3001, HOST } = process.env;\napp.get("/", (q, s) => s.end());\napp.listen(PORT, HOST, () => console.log("up"));\n',
      },
      listens: ["tcp 127.0.0.1 3001"],
    },
    {
      argv: ["node", "dist/main"],
      files: {
        "dist/main.js":
          'import http from "node:http";\nimport { port } from "./config.js";\nasync function main() {\n  await ready();\n  http.createServer().listen(port);\n}\nmain();\n',
        "dist/config.js": "export const port = Number(process.env.PORT) || 3002;\n",
      },
      listens: ["tcp * 3002"],
    },
    {
      argv: ["node", "f.mjs"],
      files: { "f.mjs": 'import Fastify from "fastify";\nconst f = Fastify({ logger: true });\nawait f.listen({ port: 3003 });\n' },
      listens: ["tcp localhost 3003"],
    },
    {
      argv: ["node", "f.js"],
      files: { "f.js": 'const f = require("fastify")();\nf.ready().then(() => f.listen({ port: 3004, host: "0.0.0.0" }));\n' },
      listens: ["? tcp 0.0.0.0 3004"],
    },
    { argv: ["node", "s.js"], files: { "s.js": 'require("http").createServer().listen("/run/n.sock");\n' }, listens: ["unix /run/n.sock"] },
  ],
};

/** The last one counts; a bare number is a port, and a host keeps 9229. */
function inspectors(options: readonly string[], { from }: Pick<Said, "from">): readonly Bind[] {
  return options
    .flatMap((argument) => {
      const match = INSPECT.exec(argument);
      if (match === null) return [];
      const said: Said = { value: match[1] ?? "", says: argument, from };
      return said.value === ""
        ? [{ host: "127.0.0.1", port: "9229", says: argument, from }]
        : [endpoint(said, { host: "127.0.0.1", port: "9229", bare: "number-is-port", schemes: [], unix: [] })];
    })
    .slice(-1);
}
