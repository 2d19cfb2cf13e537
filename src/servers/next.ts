import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";

/** `HOSTNAME` counts for the standalone `server.js` alone. */
export const server: Server = {
  name: "next",
  programs: ["next"],
  manual: "https://nextjs.org/docs/app/api-reference/cli/next",
  once: "-v -h",
  background: false,
  listens: hostPort({
    name: "next",
    resolver: NODE,
    style: "plain",
    except: ["build", "lint", "info", "telemetry", "typegen", "upgrade", "analyze"],
    taking: "--experimental-https-key --experimental-https-cert --keepAliveTimeout",
    host: { option: { names: ["-H", "--hostname"] }, default: "" },
    port: { option: { names: ["-p", "--port"] }, env: ["PORT"], default: "3000" },
  }),
  examples: [
    { argv: ["next", "start"], env: { HOSTNAME: "web-1" }, listens: ["tcp * 3000"] },
    { argv: ["next", "dev", "-H", "127.0.0.1", "-p", "3001"], listens: ["tcp 127.0.0.1 3001"] },
    { argv: ["next", "start", "--hostname=0.0.0.0"], env: { PORT: "8080" }, listens: ["tcp 0.0.0.0 8080"] },
    { argv: ["next", "build"], listens: [] },
  ],
};
