import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { hostPort } from "./host-port";
import { NOTHING } from "./served";

const serving = hostPort({
  name: "hg",
  resolver: LIBC,
  style: "plain",
  commands: ["serve"],
  harmless: "*",
  taking: "-R --repository --cwd --config -A --accesslog -E --errorlog -n --name -t --templates --prefix --pid-file --certificate",
  host: { option: { names: ["-a", "--address"] }, default: "" },
  port: { option: { names: ["-p", "--port"] }, default: "8000" },
});

/** `hg serve` is on every address; over standard input it opens nothing. */
export const server: Server = {
  name: "hg",
  programs: ["hg"],
  manual: "https://man.archlinux.org/man/hg-serve.1.en",
  background: onlyWith("-d --daemon"),
  listens: (invocation) => (argumentsOf(invocation).some((arg) => /^--(stdio|cmdserver)/.test(arg)) ? NOTHING : serving(invocation)),
  examples: [
    { argv: ["hg", "serve", "-d"], listens: ["tcp 0.0.0.0 8000"] },
    { argv: ["hg", "-R", "/srv/shop", "serve", "-a", "127.0.0.1", "-p", "8001"], listens: ["tcp 127.0.0.1 8001"] },
    { argv: ["hg", "-R", "/srv/shop", "serve", "--stdio"], listens: [] },
    { argv: ["hg", "clone", "https://hg.example.com/shop"], listens: [] },
  ],
};
