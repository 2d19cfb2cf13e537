import type { Invocation, Server } from "../model/launch";
import { PASSIVE } from "./address";
import { dataOf, saidAt } from "./data-file";
import { readOwn } from "./home";
import { hostPort } from "./host-port";
import { decide, readFile, type Layer } from "./setting";

export const server: Server = {
  name: "streamlit",
  programs: ["streamlit"],
  modules: ["streamlit"],
  manual: "https://docs.streamlit.io/develop/api-reference/configuration/config.toml",
  background: false,
  listens: hostPort({
    name: "streamlit",
    resolver: PASSIVE,
    style: "plain",
    commands: ["run", "hello"],
    harmless: "activate, cache, config, docs, init",
    host: { option: { names: ["--server.address"] }, env: ["STREAMLIT_SERVER_ADDRESS"], default: "" },
    port: { option: { names: ["--server.port"] }, env: ["STREAMLIT_SERVER_PORT"], default: "8501" },
    configured: (invocation) => ({ host: inFile(invocation, "address"), port: inFile(invocation, "port") }),
  }),
  examples: [
    { argv: ["streamlit", "run", "app.py"], listens: ["tcp * 8501"] },
    { argv: ["streamlit", "run", "app.py", "--server.address=127.0.0.1", "--server.port", "8502"], listens: ["tcp 127.0.0.1 8502"] },
    { argv: ["python3", "-m", "streamlit", "run", "app.py"], env: { STREAMLIT_SERVER_ADDRESS: "0.0.0.0" }, listens: ["tcp 0.0.0.0 8501"] },
    {
      argv: ["streamlit", "run", "app.py"],
      files: { ".streamlit/config.toml": '[server]\naddress = "localhost"\nport = 8503\n' },
      listens: ["tcp localhost 8503"],
    },
    {
      argv: ["streamlit", "run", "app.py"],
      env: { HOME: "/home/app" },
      files: { "/home/app/.streamlit/config.toml": 'server.address = "127.0.0.1"\n', ".streamlit/config.toml": "[server]\nport = 8504\n" },
      listens: ["tcp 127.0.0.1 8504"],
    },
    { argv: ["streamlit", "version"], listens: [] },
  ],
};

/** The project's file goes over the user's. */
function inFile(invocation: Invocation, key: string): Layer {
  const name = ".streamlit/config.toml";
  return decide(...[readFile(invocation, name), readOwn(invocation, name)].map((file) => saidAt(dataOf(file), "server", key)));
}
