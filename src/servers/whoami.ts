import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";
import { argumentsOf } from "./arguments";
import { NOTHING } from "./served";

const listens = addressOptions({
  name: "whoami",
  resolver: GO,
  style: "go",
  bare: "-verbose",
  addresses: [{ option: { names: ["--port"] }, env: ["WHOAMI_PORT_NUMBER"], default: ["80"] }],
});

/** By the name that it has on every host, and without options, it is another one: https://man7.org/linux/man-pages/man1/whoami.1.html */
const isCoreutils = (argv: readonly string[]): boolean =>
  /^((\/usr)?\/bin\/)?whoami$/.test(argv[0] ?? "") && argumentsOf({ argv }).length === 0;

export const server: Server = {
  name: "whoami",
  programs: ["whoami"],
  manual: "https://github.com/traefik/whoami",
  background: false,
  listens: (invocation) => (isCoreutils(invocation.argv) ? NOTHING : listens(invocation)),
  examples: [
    { argv: ["/whoami"], listens: ["tcp * 80"] },
    { argv: ["whoami"], listens: [] },
    { argv: ["/usr/bin/whoami"], listens: [] },
    { argv: ["/usr/local/bin/whoami"], listens: ["tcp * 80"] },
    { argv: ["whoami", "-port", "8082"], listens: ["tcp * 8082"] },
    { argv: ["/whoami", "-verbose", "--name", "zoe", "--port", "8081"], listens: ["tcp * 8081"] },
  ],
};
