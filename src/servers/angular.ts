import type { Server } from "../model/launch";
import { NODE } from "./address";
import { angularServe } from "./angular-json";
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
    configured: (invocation, operands) => ({
      host: angularServe(invocation, operands, "host"),
      port: angularServe(invocation, operands, "port"),
    }),
  }),
  examples: [
    { argv: ["ng", "serve"], listens: ["tcp localhost 4200"] },
    { argv: ["ng", "serve", "--host", "0.0.0.0", "--port=4201"], listens: ["tcp 0.0.0.0 4201"] },
    {
      argv: ["ng", "serve"],
      files: { "angular.json": '{"projects":{"ui":{"architect":{"serve":{"options":{"host":"0.0.0.0","port":4202}}}}}}' },
      listens: ["tcp 0.0.0.0 4202"],
    },
    {
      argv: ["ng", "serve", "admin", "-c", "lan"],
      files: {
        "angular.json":
          '{"projects":{"ui":{"architect":{"serve":{"options":{"host":"0.0.0.0"}}}},"admin":{"targets":{"serve":{"options":' +
          '{"host":"127.0.0.1","port":4203},"defaultConfiguration":"local","configurations":{"lan":{"host":"::"},"local":{"port":4204}}}}}}}',
      },
      listens: ["tcp * 4203"],
    },
    {
      argv: ["ng", "serve"],
      files: {
        "angular.json":
          '{"projects":{"ui":{"architect":{"serve":{"options":{"host":"0.0.0.0"}}}},"lib":{"architect":{"build":{"options":{}}}}}}',
      },
      listens: ["tcp 0.0.0.0 4200"],
    },
    { argv: ["ng", "build"], listens: [] },
  ],
};
