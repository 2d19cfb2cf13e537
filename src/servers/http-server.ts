import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "http-server",
  programs: ["http-server"],
  manual: "https://github.com/http-party/http-server#available-options",
  once: "-v -h",
  background: false,
  listens: hostPort({
    name: "http-server",
    resolver: NODE,
    style: "plain",
    taking: "-e -c -U -P -C -K -t --proxy --username --password",
    host: { option: { names: ["-a"] }, default: "0.0.0.0" },
    port: { option: { names: ["-p", "--port"] }, env: ["PORT"], default: "8080" },
  }),
  examples: [
    { argv: ["http-server", "dist"], listens: ["tcp 0.0.0.0 8080"] },
    { argv: ["http-server", "-a", "127.0.0.1", "-p", "8081"], listens: ["tcp 127.0.0.1 8081"] },
    { argv: ["http-server"], env: { PORT: "8082" }, listens: ["tcp 0.0.0.0 8082"] },
    { argv: ["http-server", "-a", "::"], listens: ["tcp * 8080"] },
  ],
};
