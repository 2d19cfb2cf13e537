import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { onlyWith } from "./background";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "thin",
  programs: ["thin"],
  manual: "https://github.com/macournoyer/thin",
  background: onlyWith("-d --daemonize"),
  listens: hostPort({
    name: "thin",
    resolver: LIBC,
    commands: ["start", "restart"],
    harmless: "config, install, stop",
    taking: "-e -R -C -c -P -l -u -g -t -A --environment --rackup --config --chdir --pid --log",
    host: { option: { names: ["-a", "--address"] }, default: "0.0.0.0" },
    port: { option: { names: ["-p", "--port"] }, default: "3000" },
    unix: { names: ["-S", "--socket"] },
  }),
  examples: [
    { argv: ["thin", "start"], listens: ["tcp 0.0.0.0 3000"] },
    { argv: ["thin", "-a", "127.0.0.1", "-p", "3001", "start"], listens: ["tcp 127.0.0.1 3001"] },
    { argv: ["thin", "stop"], listens: [] },
    { argv: ["thin", "start", "-S", "/run/thin.sock"], listens: ["unix /run/thin.sock"] },
  ],
};
