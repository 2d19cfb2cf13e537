import type { Invocation, Server } from "../model/launch";
import { NODE } from "./address";
import { addressOptions } from "./address-option";
import { argumentsOf } from "./arguments";
import { firstOf, saidAt } from "./data-file";
import { inHome } from "./home";
import { parseOptions } from "./options";
import type { Layer } from "./setting";

/** `listen:` of its file, one address or several. */
function configured(invocation: Invocation): Layer {
  const { given } = parseOptions(argumentsOf(invocation), { style: "plain", options: { file: { names: ["-c", "--config"] } } });
  const named = given.file.at(-1)?.value;
  const names =
    named === undefined ? [inHome(invocation, ".config/verdaccio/config.yaml"), "verdaccio/config.yaml", "config.yaml"] : [named];
  return saidAt(firstOf(invocation, names), "listen");
}

export const server: Server = {
  name: "verdaccio",
  programs: ["verdaccio"],
  manual: "https://verdaccio.org/docs/cli",
  once: "-v -h --info",
  background: false,
  listens: addressOptions({
    name: "verdaccio",
    resolver: NODE,
    style: "plain",
    taking: "-c --config",
    addresses: [
      {
        option: { names: ["-l", "--listen"] },
        default: ["localhost:4873"],
        spelling: { host: "localhost", port: "4873", bare: "number-is-port" },
        configured,
      },
    ],
  }),
  examples: [
    { argv: ["verdaccio"], listens: ["tcp localhost 4873"] },
    { argv: ["verdaccio", "-l", "http://0.0.0.0:4883"], listens: ["tcp 0.0.0.0 4883"] },
    { argv: ["verdaccio", "--listen", "4884"], listens: ["tcp localhost 4884"] },
    {
      argv: ["verdaccio", "--config", "/v.yaml"],
      files: { "/v.yaml": 'storage: ./s\nlisten:\n  - 127.0.0.1:4885\n  - "[::]:4886"\n' },
      listens: ["tcp 127.0.0.1 4885", "tcp * 4886"],
    },
    { argv: ["verdaccio", "--version"], listens: [] },
    { argv: ["verdaccio", "-v"], listens: [] },
  ],
};
