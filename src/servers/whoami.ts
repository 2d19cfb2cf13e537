import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";

export const server: Server = {
  name: "whoami",
  programs: ["whoami"],
  manual: "https://github.com/traefik/whoami",
  background: false,
  listens: addressOptions({
    name: "whoami",
    resolver: GO,
    style: "go",
    bare: "-verbose",
    addresses: [{ option: { names: ["--port"] }, env: ["WHOAMI_PORT_NUMBER"], default: ["80"] }],
  }),
  examples: [
    { argv: ["/whoami"], listens: ["tcp * 80"] },
    { argv: ["/whoami", "-verbose", "--name", "zoe", "--port", "8081"], listens: ["tcp * 8081"] },
  ],
};
