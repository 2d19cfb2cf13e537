import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "gatsby",
  programs: ["gatsby"],
  manual: "https://www.gatsbyjs.com/docs/reference/gatsby-cli/",
  background: false,
  listens: hostPort({
    name: "gatsby",
    resolver: NODE,
    style: "plain",
    commands: ["develop", "serve"],
    harmless: "build, clean, feedback, info, new, options, plugin, recipes, telemetry",
    host: { option: { names: ["-H", "--host"] }, env: { develop: ["GATSBY_HOST"] }, default: "localhost" },
    port: { option: { names: ["-p", "--port"] }, env: { develop: ["PORT"] }, default: { develop: "8000", serve: "9000" } },
  }),
  examples: [
    { argv: ["gatsby", "develop"], listens: ["tcp localhost 8000"] },
    { argv: ["gatsby", "develop", "-H", "0.0.0.0", "-p", "8001"], listens: ["tcp 0.0.0.0 8001"] },
    { argv: ["gatsby", "serve", "--host=0.0.0.0"], listens: ["tcp 0.0.0.0 9000"] },
    { argv: ["gatsby", "develop"], env: { PORT: "8002", GATSBY_HOST: "0.0.0.0" }, listens: ["tcp 0.0.0.0 8002"] },
    { argv: ["gatsby", "serve"], env: { PORT: "8002", GATSBY_HOST: "0.0.0.0" }, listens: ["tcp localhost 9000"] },
    { argv: ["gatsby", "build"], listens: [] },
  ],
};
