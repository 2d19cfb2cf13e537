import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { addressOptions } from "./address-option";

export const server: Server = {
  name: "ttyd",
  programs: ["ttyd"],
  manual: "https://github.com/tsl0922/ttyd",
  background: false,
  listens: addressOptions({
    name: "ttyd",
    resolver: PASSIVE,
    style: "posix",
    taking: "-U -c -u -g -s -w -a -t -T -m -o -P",
    addresses: [{ option: { names: ["-p", "--port"] }, default: ["7681"] }],
  }),
  examples: [
    { argv: ["ttyd", "bash"], listens: ["tcp * 7681"] },
    { argv: ["ttyd", "-p", "7682", "bash"], listens: ["tcp * 7682"] },
  ],
};
