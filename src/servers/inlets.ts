import type { Server } from "../model/launch";
import { calls, carried } from "./tunnel";

/** HTTP names its upstreams, several by `host=url`; TCP one host and a list of ports. */
export const server: Server = {
  name: "inlets",
  programs: ["inlets", "inlets-pro"],
  manual: "https://docs.inlets.dev/tutorial/",
  background: false,
  listens: calls({
    name: "inlets",
    grammar: {
      options: { upstream: { names: ["--upstream", "-upstream", "-u"] }, ports: { names: ["--ports", "--port", "-p"] } },
      taking: "--url --remote -r --token -t --token-from --token-file --license --license-file --auto-tls-name",
    },
    commands: ["client", "tcp client", "http client", "uplink client"],
    harmless: "download, license, status, update",
    opens: ({ given }) => {
      const ports = given.ports.flatMap(({ value }) => value.split(","));
      const targets = given.upstream.flatMap(({ value }) =>
        value
          .split(",")
          .map((one) => one.slice(one.indexOf("=") + 1))
          .flatMap((one) => (ports.length === 0 ? [one] : ports.map((port) => `${one}:${port}`))),
      );
      return { tunnels: targets.map((target) => carried("inlets", target, `--upstream ${target}`)) };
    },
  }),
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
