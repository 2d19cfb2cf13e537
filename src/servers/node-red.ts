import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { NODE } from "./address";
import { argumentsOf, valuesOf } from "./arguments";
import { inHome } from "./home";
import { hostPort } from "./host-port";
import { decide, readFile, SILENT, variable, type Layer } from "./setting";

/** Of its settings, which are a program, the two lines that people edit; as shipped the port is `process.env.PORT || 1880`. */
const HOST = /^\s*uiHost\s*:\s*(?:["']([^"'\n]*)["'])?/m;
const PORT = /^\s*uiPort\s*:\s*(?:process\.env\.PORT\s*\|\|\s*)?(\d+)?/m;

export const server: Server = {
  name: "node-red",
  programs: ["node-red", "node-red-pi"],
  manual: "https://nodered.org/docs/user-guide/runtime/configuration",
  once: "-?",
  background: false,
  listens: hostPort({
    name: "node-red",
    resolver: NODE,
    style: "plain",
    except: ["admin"],
    taking: "-D --define -s --settings -u --userDir --title",
    flags: "vV",
    host: { option: { names: [] }, default: "0.0.0.0" },
    port: { option: { names: ["-p", "--port"] }, default: "1880" },
    configured: (invocation) => {
      const args = argumentsOf(invocation);
      const folder = valuesOf("-u", "--userDir")(args).at(-1) ?? inHome(invocation, ".node-red");
      const file = readFile(invocation, valuesOf("-s", "--settings")(args).at(-1) ?? `${folder}/settings.js`);
      const text = file.text ?? "";
      const said = (match: RegExpExecArray | null): Layer => {
        const isOdd = hasHole(text) || (match !== null && match[1] === undefined);
        const doubts = isOdd ? [unseen.computed(file.path)] : file.doubts;
        return match?.[1] === undefined
          ? { ...SILENT, doubts }
          : { said: [{ value: match[1], says: match[0].trim(), from: "file" }], doubts };
      };
      const given = valuesOf("-D", "--define")(args);
      const defined = (key: string): Layer => {
        const value = given.findLast((one) => one.startsWith(`${key}=`));
        const isOdd = given.some((one) => hasHole(one.split("=")[0] ?? ""));
        const said = value === undefined ? [] : [{ value: value.slice(key.length + 1), says: `-D ${value}`, from: "command" as const }];
        return { said, doubts: isOdd ? [unseen.argument("node-red")] : [] };
      };
      const port = PORT.exec(text);
      const isFixed = port !== null && !port[0].includes("process.env");
      return {
        host: decide(defined("uiHost"), said(HOST.exec(text))),
        port: decide(defined("uiPort"), isFixed ? SILENT : variable(invocation.environment, "PORT"), said(port)),
      };
    },
  }),
  examples: [
    { argv: ["node-red", "-p", "1881"], env: { PORT: "1884" }, listens: ["tcp 0.0.0.0 1881"] },
    {
      argv: ["node-red", "-u", "/data"],
      files: { "/data/settings.js": 'module.exports = {\n    uiPort: 1882,\n    //uiHost: "0.0.0.0",\n    uiHost: "127.0.0.1",\n}\n' },
      env: { PORT: "1884" },
      listens: ["tcp 127.0.0.1 1882"],
    },
    { argv: ["node-red", "-D", "uiHost=::1"], env: { PORT: "1883" }, listens: ["tcp [::1] 1883"] },
    {
      argv: ["node-red", "-s", "s.js"],
      files: { "s.js": "module.exports = {\n  uiHost: process.env.HOST,\n}\n" },
      listens: ["? tcp 0.0.0.0 1880"],
    },
  ],
};
