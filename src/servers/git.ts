import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { hostPort } from "./host-port";
import { NOTHING } from "./served";

const GLOBAL = "-C -c --git-dir --work-tree --namespace --config-env --attr-source --super-prefix";

const daemon = hostPort({
  name: "git",
  resolver: PASSIVE,
  style: "plain",
  commands: ["daemon"],
  harmless: "*",
  taking: GLOBAL,
  host: { option: { names: ["--listen"] }, default: "", repeats: true },
  port: { option: { names: ["--port"] }, default: "9418" },
});

const instaweb = (host: string): Server["listens"] =>
  hostPort({
    name: "git",
    resolver: PASSIVE,
    style: "plain",
    commands: ["instaweb"],
    harmless: "*",
    taking: `${GLOBAL} --httpd -d --browser -b --module-path -m`,
    host: { option: { names: [] }, default: host },
    port: { option: { names: ["--port", "-p"] }, default: "1234" },
  });

/** `git daemon` and `git instaweb` are on every address; `--inetd` serves a connection that is there already. */
export const server: Server = {
  name: "git",
  programs: ["git"],
  manual: "https://git-scm.com/docs/git-daemon",
  background: onlyWith("--detach instaweb"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    if (!args.includes("instaweb")) return args.includes("--inetd") ? NOTHING : daemon(invocation);
    const own = args.slice(args.indexOf("instaweb") + 1);
    if (own.some((arg) => /^(--)?stop$/.test(arg))) return NOTHING;
    return instaweb(own.some((arg) => /^(-l|--local)$/.test(arg)) ? "127.0.0.1" : "")(invocation);
  },
  examples: [
    { argv: ["git", "daemon", "--export-all", "--base-path=/srv"], listens: ["tcp * 9418"] },
    { argv: ["git", "-C", "/srv", "daemon", "--listen=127.0.0.1", "--port=9419"], listens: ["tcp 127.0.0.1 9419"] },
    {
      argv: ["git", "daemon", "--listen=0.0.0.0", "--listen=127.0.0.1", "--port=9420"],
      listens: ["tcp 0.0.0.0 9420", "tcp 127.0.0.1 9420"],
    },
    { argv: ["git", "--attr-source", "HEAD", "daemon", "--port=9421"], listens: ["tcp * 9421"] },
    { argv: ["git", "--zz", "x", "daemon", "--listen=127.0.0.1"], listens: ["? tcp 127.0.0.1 9418"] },
    { argv: ["git", "daemon", "--inetd"], listens: [] },
    { argv: ["git", "instaweb", "--httpd=webrick"], listens: ["tcp * 1234"] },
    { argv: ["git", "instaweb", "--local", "-p", "1235"], listens: ["tcp 127.0.0.1 1235"] },
    { argv: ["git", "instaweb", "stop"], listens: [] },
    { argv: ["git", "clone", "https://git.example.com/daemon.git", "daemon"], listens: [] },
  ],
};
