import type { Server } from "../model/launch";
import { argumentsOf } from "./arguments";
import { parseOptions } from "./options";
import { carried, serveTunnels } from "./tunnel";

export const server: Server = {
  name: "localtunnel",
  programs: ["lt", "localtunnel"],
  manual: "https://github.com/localtunnel/localtunnel#readme",
  background: false,
  listens: (invocation) => {
    const options = { port: { names: ["-p", "--port"] }, host: { names: ["-l", "--local-host"] } };
    const { given } = parseOptions(argumentsOf(invocation), { style: "plain", options, taking: "-h --host -s --subdomain" });
    const [port] = given.port;
    const host = given.host.at(-1)?.value ?? "localhost";
    return serveTunnels(port === undefined ? null : carried("localtunnel", `${host}:${port.value}`, port.says));
  },
  examples: [
    { argv: ["lt", "--port", "8304", "-s", "shop"], listens: ["tunnel tcp localhost 8304"] },
    { argv: ["localtunnel", "-p", "8304", "--local-host", "web"], listens: ["tunnel tcp web 8304"] },
    { argv: ["lt", "--version"], listens: [] },
  ],
};
