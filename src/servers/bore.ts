import type { Server } from "../model/launch";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { parseOptions } from "./options";
import { carried, serveTunnels } from "./tunnel";

export const server: Server = {
  name: "bore",
  programs: ["bore"],
  manual: "https://github.com/ekzhang/bore#readme",
  background: false,
  listens: (invocation) => {
    const options = { host: { names: ["-l", "--local-host"] } };
    const { given, operands } = parseOptions(argumentsOf(invocation), { style: "plain", options, taking: "-t --to -p --port -s --secret" });
    const [verb, port] = operands;
    const host = given.host.at(-1)?.value ?? "localhost";
    if (verb !== "local" || port === undefined) return idle("bore", operands, "local");
    return serveTunnels(carried("bore", `${host}:${port}`, `local ${port}`));
  },
  examples: [
    { argv: ["bore", "local", "8305", "--to", "bore.pub"], listens: ["tunnel tcp localhost 8305"] },
    { argv: ["bore", "local", "-l", "web", "8305", "-t", "bore.pub"], listens: ["tunnel tcp web 8305"] },
    { argv: ["bore", "help"], listens: [] },
  ],
};
