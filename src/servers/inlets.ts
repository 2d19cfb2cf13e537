import type { Server } from "../model/launch";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { parseOptions } from "./options";
import { carried, serveTunnels } from "./tunnel";

/** HTTP names its upstreams, several by `host=url`; TCP one host and a list of ports. */
export const server: Server = {
  name: "inlets",
  programs: ["inlets", "inlets-pro"],
  manual: "https://docs.inlets.dev/tutorial/",
  background: false,
  listens: (invocation) => {
    const options = { upstream: { names: ["--upstream", "-upstream", "-u"] }, ports: { names: ["--ports", "--port", "-p"] } };
    const taking = "--url --remote -r --token -t --token-from --token-file --license --license-file --auto-tls-name";
    const { given, operands } = parseOptions(argumentsOf(invocation), { style: "plain", options, taking });
    if (!operands.includes("client")) return idle("inlets", operands, "download, license, status, update");
    const ports = given.ports.flatMap(({ value }) => value.split(","));
    const targets = given.upstream.flatMap(({ value }) =>
      value
        .split(",")
        .map((one) => one.slice(one.indexOf("=") + 1))
        .flatMap((one) => (ports.length === 0 ? [one] : ports.map((port) => `${one}:${port}`))),
    );
    return serveTunnels(...targets.map((target) => carried("inlets", target, `--upstream ${target}`)));
  },
  examples: [
    {
      argv: ["inlets", "client", "--remote=wss://x.example.com", "--upstream=http://127.0.0.1:8307"],
      listens: ["tunnel tcp 127.0.0.1 8307"],
    },
    {
      argv: ["inlets-pro", "tcp", "client", "--upstream", "web", "--ports", "8307,8308"],
      listens: ["tunnel tcp web 8307", "tunnel tcp web 8308"],
    },
    {
      argv: ["inlets-pro", "http", "client", "--upstream", "a.example.com=http://localhost:8309"],
      listens: ["tunnel tcp localhost 8309"],
    },
    { argv: ["inlets-pro", "version"], listens: [] },
  ],
};
