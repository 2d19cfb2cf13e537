import type { Server } from "../model/launch";
import { GO } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "hugo",
  programs: ["hugo"],
  manual: "https://gohugo.io/commands/hugo_server/",
  background: false,
  listens: hostPort({
    name: "hugo",
    resolver: GO,
    style: "plain",
    commands: ["server", "serve"],
    harmless: "build, config, convert, deploy, env, gen, import, list, mod, new",
    taking: "-b --baseURL -s --source -d --destination -e --environment --config",
    host: { option: { names: ["--bind"] }, default: "127.0.0.1" },
    port: { option: { names: ["-p", "--port"] }, default: "1313" },
  }),
  examples: [
    { argv: ["hugo", "server", "-D"], listens: ["tcp 127.0.0.1 1313"] },
    { argv: ["hugo", "serve", "--bind", "0.0.0.0", "-p", "1314"], listens: ["tcp * 1314"] },
    { argv: ["hugo"], listens: [] },
    { argv: ["hugo", "mod", "tidy"], listens: [] },
  ],
};
