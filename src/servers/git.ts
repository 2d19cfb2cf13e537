import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { hostPort } from "./host-port";
import { NOTHING } from "./served";

const serving = hostPort({
  name: "git",
  resolver: PASSIVE,
  style: "plain",
  commands: ["daemon", "instaweb"],
  harmless: "*",
  taking: "-C -c --git-dir --work-tree --namespace --httpd -d --browser -b --module-path -m",
  host: { option: { names: ["--listen"] }, default: "" },
  port: { option: { names: ["--port", "-p"] }, default: { daemon: "9418", instaweb: "1234" } },
});

/** `git daemon` and `git instaweb` are on every address; `--inetd` serves a connection that is there already. */
export const server: Server = {
  name: "git",
  programs: ["git"],
  manual: "https://git-scm.com/docs/git-daemon",
  background: onlyWith("--detach instaweb"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    if (args.includes("--inetd") || (args.includes("instaweb") && args.some((arg) => /^--?(stop|l|local)$/.test(arg)))) return NOTHING;
    return serving(invocation);
  },
  examples: [
    { argv: ["git", "daemon", "--export-all", "--base-path=/srv"], listens: ["tcp * 9418"] },
    { argv: ["git", "-C", "/srv", "daemon", "--listen=127.0.0.1", "--port=9419"], listens: ["tcp 127.0.0.1 9419"] },
    { argv: ["git", "daemon", "--inetd"], listens: [] },
    { argv: ["git", "instaweb", "--httpd=webrick"], listens: ["tcp * 1234"] },
    { argv: ["git", "clone", "https://git.example.com/daemon.git", "daemon"], listens: [] },
  ],
};
