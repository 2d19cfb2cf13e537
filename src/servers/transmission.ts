import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "transmission-daemon",
  programs: ["transmission-daemon"],
  manual: "https://github.com/transmission/transmission/blob/main/docs/Editing-Configuration-Files.md",
  listens: hostPort({
    name: "transmission-daemon",
    resolver: LIBC,
    taking: "-g -w -u -v -e -L -l",
    host: { option: { names: ["-r", "--rpc-bind-address"] }, default: "0.0.0.0" },
    port: { option: { names: ["-p", "--port"] }, default: "9091" },
  }),
  examples: [
    { argv: ["transmission-daemon", "-f"], listens: ["tcp 0.0.0.0 9091"] },
    { argv: ["transmission-daemon", "-f", "-r", "127.0.0.1", "-p", "9092"], listens: ["tcp 127.0.0.1 9092"] },
  ],
};
