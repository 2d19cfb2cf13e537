import type { Server } from "../model/launch";
import { variable } from "./setting";
import { anyPort, calls, carried } from "./tunnel";

export const server: Server = {
  name: "bore",
  programs: ["bore"],
  manual: "https://github.com/ekzhang/bore#readme",
  background: false,
  listens: calls({
    name: "bore",
    grammar: { options: { host: { names: ["-l", "--local-host"] } }, taking: "-t --to -p --port -s --secret" },
    commands: ["local"],
    opens: (parsed, { environment }) => {
      const [, given, ...others] = parsed.operands;
      const host = parsed.given.host.at(-1)?.value ?? "localhost";
      const { said, doubts } = variable(environment, "BORE_LOCAL_PORT");
      const port = given ?? said[0]?.value;
      if (others.length > 0 || (port === undefined && doubts.length > 0)) return { tunnels: [anyPort("bore", "local")] };
      return port === undefined ? {} : { tunnels: [carried("bore", `${host}:${port}`, `local ${host}:${port}`)] };
    },
  }),
  examples: [
    { argv: ["bore", "local", "8305", "--to", "bore.pub"], listens: ["tunnel tcp localhost 8305"] },
    { argv: ["bore", "local", "-l", "web", "8305", "-t", "bore.pub"], listens: ["tunnel tcp web 8305"] },
    { argv: ["bore", "local", "-l", "fileserver", "8305", "--to", "b"], listens: ["tunnel tcp fileserver 8305"] },
    { argv: ["bore", "local", "--to", "b"], env: { BORE_LOCAL_PORT: "8318" }, listens: ["tunnel tcp localhost 8318"] },
    { argv: ["bore", "local", "--to", "b"], listens: [] },
    { argv: ["bore", "help"], listens: [] },
  ],
};
