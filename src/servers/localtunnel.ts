import type { Server } from "../model/launch";
import { decide, last, option, variable } from "./setting";
import { anyPort, calls, carried } from "./tunnel";

/** Every option may stand in the environment as well: https://github.com/localtunnel/localtunnel/blob/master/bin/lt.js */
export const server: Server = {
  name: "localtunnel",
  programs: ["lt", "localtunnel"],
  manual: "https://github.com/localtunnel/localtunnel#readme",
  background: false,
  listens: calls({
    name: "localtunnel",
    grammar: {
      options: {
        port: { names: ["-p", "--port"] },
        host: { names: ["-l", "--local-host"] },
      },
      taking: "-h --host -s --subdomain",
    },
    opens: (parsed, { environment }) => {
      const { said, doubts } = decide(last(option(parsed, "port")), variable(environment, "PORT"));
      const local = decide(last(option(parsed, "host")), variable(environment, "LOCAL_HOST"));
      const [port] = said;
      if (port === undefined) return { tunnels: doubts.length === 0 ? [] : [anyPort("localtunnel", "PORT")] };
      return { tunnels: [carried("localtunnel", `${local.said[0]?.value ?? "localhost"}:${port.value}`, port.says)] };
    },
  }),
  examples: [
    { argv: ["lt", "--port", "8304", "-s", "shop"], listens: ["tunnel tcp localhost 8304"] },
    { argv: ["localtunnel", "-p", "8304", "--local-host", "web"], listens: ["tunnel tcp web 8304"] },
    { argv: ["lt"], env: { PORT: "8319", LOCAL_HOST: "10.0.3.7" }, listens: ["tunnel tcp 10.0.3.7 8319"] },
    { argv: ["lt", "--version"], env: { PORT: "8319" }, listens: [] },
  ],
};
