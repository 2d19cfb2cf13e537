import type { Invocation, Server } from "../model/launch";
import type { Served } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { endpoint } from "./endpoint";
import { listensByCode, listensByScript } from "./javascript/source";
import { NOTHING, serve, unknown, type Bind } from "./served";
import { variable, type Said } from "./setting";
import { splitWords } from "./words";

/** Options of the interpreter that take the next argument. https://nodejs.org/api/cli.html */
const TAKING =
  /^(-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--title|--openssl-config|--icu-data-dir)$/;
const EVALUATES = /^(?:-[pe]{1,2}|--eval|--print)(?:=([^]*))?$/;
const ONCE = /^(-v|--version|-h|--help|-c|--check|--v8-options)$/;
const INSPECT = /^--inspect(?:-brk|-wait)?(?:=([^]*))?$/;

/** The debugger is a listener of its own: whoever reaches it runs code. */
export const server: Server = {
  name: "node",
  programs: ["node", "nodejs"],
  manual: "https://nodejs.org/api/cli.html#--inspecthostport",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const options: string[] = [];
    let index = 0;
    while (index < args.length && args[index]?.startsWith("-") === true && !EVALUATES.test(args[index] ?? "")) {
      options.push(args[index] ?? "");
      index += TAKING.test(args[index] ?? "") ? 2 : 1;
    }
    const more = variable(invocation.environment, "NODE_OPTIONS");
    const debuggers = [...inspectors(options, "command"), ...inspectors(splitWords(more.said[0]?.value ?? ""), "environment")];
    const own = serve("node inspector", NODE, debuggers.slice(0, 1));
    const app = program(invocation, args.slice(index), options);
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
    {
      argv: ["node", "six.js"],
      files: { "six.js": 'require("net").createServer().listen({ port: 3006, host: "::", ipv6Only: true });\n' },
      listens: ["tcp [::] 3006"],
    },
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

/** What the interpreter runs: code in an argument, a script, or a prompt. */
function program(invocation: Invocation, rest: readonly string[], options: readonly string[]): Served {
  const [first, second] = rest;
  if (first === undefined || options.some((one) => ONCE.test(one))) return NOTHING;
  const code = EVALUATES.exec(first);
  if (code !== null) return listensByCode("the code", `${invocation.cwd ?? ""}/[eval]`, code[1] ?? second ?? "", invocation);
  return hasHole(first) ? unknown(unseen.code("the program")) : listensByScript(first, invocation);
}

/** The last one counts; a bare number is a port, and a host keeps 9229. */
function inspectors(options: readonly string[], from: Said["from"]): readonly Bind[] {
  return options
    .flatMap((argument) => {
      const match = INSPECT.exec(argument);
      if (match === null) return [];
      const said: Said = { value: match[1] ?? "", says: argument, from };
      return said.value === ""
        ? [{ host: "127.0.0.1", port: "9229", says: argument, from }]
        : [endpoint(said, { host: "127.0.0.1", port: "9229", bare: "number-is-port", schemes: [], unix: [] })];
    })
    .slice(-1)
    .map((bind) => ({ ...bind, ofRuntime: true }));
}
