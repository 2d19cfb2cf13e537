import type { Invocation, Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { hostPort } from "./host-port";
import { parseOptions } from "./options";
import { NOTHING } from "./served";
import type { Layer } from "./setting";

const TAKING =
  "-R --repository --cwd --color --config-file --encoding --encodingmode --pager -A --accesslog -E --errorlog -n --name -t --templates " +
  "--style --prefix --pid-file --certificate --web-conf --webdir-conf --cmdserver --daemon-postexec";
const FLAGS = "6dhqvyS";

const serving = (host: string): Server["listens"] =>
  hostPort({
    name: "hg",
    resolver: LIBC,
    // Mercurial takes any beginning of a command that no other has.
    commands: ["serve", "serv", "ser", "se"],
    harmless: "*",
    taking: `${TAKING} --config`,
    flags: FLAGS,
    host: { option: { names: ["-a", "--address"] }, default: host },
    port: { option: { names: ["-p", "--port"] }, default: "8000" },
    configured: (invocation) => ({ host: configured(invocation, "address"), port: configured(invocation, "port") }),
  });

/** `hg serve` is on every address; over standard input it opens nothing. */
export const server: Server = {
  name: "hg",
  programs: ["hg"],
  manual: "https://www.mercurial-scm.org/doc/hg.1.html",
  background: onlyWith("-d --daemon"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    if (args.some((arg) => /^--(stdio|cmdserver)/.test(arg))) return NOTHING;
    return serving(args.some((arg) => /^(-6|--ipv6)$/.test(arg)) ? "::" : "")(invocation);
  },
  examples: [
    { argv: ["hg", "serve", "-d"], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["hg", "-R", "/srv/shop", "serve", "-a", "127.0.0.1", "-p", "8001"], listens: ["tcp 127.0.0.1 8001"] },
    { argv: ["hg", "--encoding", "utf-8", "ser", "--addr", "127.0.0.1", "-dp8002"], listens: ["tcp 127.0.0.1 8002"] },
    { argv: ["hg", "serve", "-6", "-p", "8003"], listens: ["tcp * 8003"] },
    { argv: ["hg", "serve", "--config", "web.port=8004", "--config=web.address=10.0.0.9"], listens: ["tcp 10.0.0.9 8004"] },
    { argv: ["hg", "--zz", "x", "serve", "-p", "8005"], listens: ["? tcp 0.0.0.0 8005"] },
    { argv: ["hg", "-R", "/srv/shop", "serve", "--stdio"], listens: [] },
    { argv: ["hg", "clone", "https://hg.example.com/shop", "serve"], listens: [] },
  ],
};

/** `--config web.port=8004`. https://www.mercurial-scm.org/doc/hgrc.5.html#web */
function configured(invocation: Invocation, name: string): Layer {
  const { given } = parseOptions(argumentsOf(invocation), { options: { config: { names: ["--config"] } }, taking: TAKING, flags: FLAGS });
  const doubts = given.config.some(({ value }) => hasHole(value.split("=")[0] ?? "")) ? [unseen.argument("hg")] : [];
  const said = given.config.findLast(({ value }) => value.startsWith(`web.${name}=`));
  return { said: said === undefined ? [] : [{ ...said, value: said.value.slice(name.length + 5), from: "command" }], doubts };
}
