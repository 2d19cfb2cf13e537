import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "aiohttp",
  programs: [],
  modules: ["aiohttp.web"],
  manual: "https://docs.aiohttp.org/en/stable/web_quickstart.html#command-line-interface-cli",
  background: false,
  listens: hostPort({
    name: "aiohttp",
    resolver: PASSIVE,
    taking: "-U --path",
    host: { option: { names: ["-H", "--hostname"] }, default: "localhost" },
    port: { option: { names: ["-P", "--port"] }, default: "8080" },
  }),
  examples: [
    { argv: ["python3", "-m", "aiohttp.web", "app:init"], listens: ["tcp localhost 8080"] },
    { argv: ["python3", "-m", "aiohttp.web", "-H", "0.0.0.0", "-P", "8081", "app:init"], listens: ["tcp 0.0.0.0 8081"] },
  ],
};
