import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "ng",
  programs: ["ng"],
  manual: "https://angular.dev/cli/serve",
  background: false,
  listens: hostPort({
    name: "ng",
    resolver: NODE,
    style: "plain",
    commands: ["serve", "s", "dev"],
    harmless: "add, analytics, build, b, cache, config, deploy, doc, extract-i18n, generate, g, lint, new, n, update, v",
    taking: "-c --configuration",
    host: { option: { names: ["--host"] }, default: "localhost" },
    port: { option: { names: ["--port"] }, default: "4200" },
  }),
  examples: [
    { argv: ["ng", "serve"], listens: ["tcp localhost 4200"] },
    { argv: ["ng", "serve", "--host", "0.0.0.0", "--port=4201"], listens: ["tcp 0.0.0.0 4201"] },
    { argv: ["ng", "build"], listens: [] },
  ],
};
