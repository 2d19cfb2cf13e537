import type { Invocation, Server } from "../model/launch";
import { PASSIVE } from "./address";
import { hostPort } from "./host-port";
import { parseIni } from "./ini";
import { readFile, type Layer } from "./setting";

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
    { argv: ["streamlit", "version"], listens: [] },
  ],
};

function inFile(invocation: Invocation, key: string): Layer {
  const { text, doubts } = readFile(invocation, ".streamlit/config.toml");
  const found = parseIni(text ?? "").findLast((setting) => setting.section === "server" && setting.key === key);
  return { said: found === undefined ? [] : [{ ...found, from: "file" }], doubts };
}
