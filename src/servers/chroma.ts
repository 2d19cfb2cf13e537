import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { dataOf, saidAt } from "./data-file";
import { hostPort, type Configured } from "./host-port";
import { decide, fallback, readFile, variable, type Layer } from "./setting";

/** With a file its defaults are others, and variables go over it, as `ss` showed of 1.5; options may not stand beside it. */
const configured: Configured = (invocation, [, name]) => {
  if (name === undefined) return {};
  const file = readFile(invocation, name);
  const data = dataOf(file.text === null ? { ...file, doubts: [unseen.file(file.path)] } : file);
  const setting = (key: string, env: string, usual: string): Layer =>
    decide(variable(invocation.environment, env), saidAt(data, key), fallback(usual));
  return { host: setting("listen_address", "CHROMA_LISTEN_ADDRESS", "0.0.0.0"), port: setting("port", "CHROMA_PORT", "8000") };
};

export const server: Server = {
  name: "chroma",
  programs: ["chroma"],
  manual: "https://docs.trychroma.com/docs/cli/run",
  background: false,
  listens: hostPort({
    name: "chroma",
    resolver: PASSIVE,
    style: "plain",
    commands: ["run"],
    harmless: "browse, copy, db, docs, install, login, profile, support, update, vacuum",
    taking: "--path",
    host: { option: { names: ["--host"] }, default: "localhost" },
    port: { option: { names: ["--port"] }, default: "8000" },
    configured,
  }),
  examples: [
    { argv: ["chroma", "run", "--path", "/data"], listens: ["tcp localhost 8000"] },
    { argv: ["chroma", "run", "--host", "0.0.0.0", "--port", "8031"], listens: ["tcp 0.0.0.0 8031"] },
    {
      argv: ["chroma", "run", "/c.yaml"],
      files: { "/c.yaml": 'port: 8032\nlisten_address: "127.0.0.1"\n' },
      listens: ["tcp 127.0.0.1 8032"],
    },
    {
      argv: ["chroma", "run", "/c.yaml"],
      files: { "/c.yaml": "port: 8032\npersist_path: /data\n" },
      env: { CHROMA_PORT: "8033" },
      listens: ["tcp 0.0.0.0 8033"],
    },
    { argv: ["chroma", "run"], env: { CHROMA_LISTEN_ADDRESS: "0.0.0.0" }, listens: ["tcp localhost 8000"] },
    { argv: ["chroma", "run", "/unseen.yaml"], listens: ["? tcp 0.0.0.0 8000"] },
    { argv: ["chroma", "run", "--help"], listens: [] },
    { argv: ["chroma", "vacuum", "--path", "/data"], listens: [] },
  ],
};
