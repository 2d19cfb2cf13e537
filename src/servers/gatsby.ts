import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "gatsby",
  programs: ["gatsby"],
  manual: "https://www.gatsbyjs.com/docs/reference/gatsby-cli/",
  listens: hostPort({
    name: "gatsby",
    resolver: NODE,
    style: "plain",
    commands: ["develop"],
    host: { option: { names: ["-H", "--host"] }, env: ["GATSBY_HOST"], default: "localhost" },
    port: { option: { names: ["-p", "--port"] }, env: ["PORT"], default: "8000" },
  }),
  examples: [
    { argv: ["gatsby", "develop"], listens: ["tcp localhost 8000"] },
    { argv: ["gatsby", "develop", "-H", "0.0.0.0", "-p", "8001"], listens: ["tcp 0.0.0.0 8001"] },
    { argv: ["gatsby", "build"], listens: [] },
  ],
};
