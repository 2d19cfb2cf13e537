import type { Server } from "../model/launch";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { idle } from "./command";
import { parseOptions } from "./options";
import { NOTHING } from "./served";
import { anyPort, carried, serveTunnels } from "./tunnel";

const HARMLESS =
  "up, down, set, login, logout, switch, configure, netcheck, ip, dns, status, metrics, ping, nc, ssh, serve, bugreport, cert, lock, " +
  "licenses, exit-node, update, whois, file, syspolicy";

/** `serve` is for the members of a tailnet, `funnel` for the world. */
export const server: Server = {
  name: "tailscale",
  programs: ["tailscale"],
  manual: "https://tailscale.com/kb/1311/tailscale-funnel",
  background: onlyWith("--bg"),
  listens: (invocation) => {
    const { operands } = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {},
      taking: "--socket --https --http --tcp --tls-terminated-tcp --set-path --proxy-protocol",
    });
    const [verb, target, ...rest] = operands;
    if (verb !== "funnel") return idle("tailscale", operands, HARMLESS);
    if (target === undefined || ["status", "reset", "off", "help"].includes(target) || rest.at(-1) === "off") return NOTHING;
    // Up to 1.50 the port was the world's, and `serve` said what is behind it.
    if (rest.at(-1) === "on") return serveTunnels(anyPort("tailscale", "funnel"));
    return serveTunnels(carried("tailscale", target, `funnel ${target}`));
  },
  examples: [
    { argv: ["tailscale", "funnel", "--bg", "--https=8443", "8303"], listens: ["tunnel tcp localhost 8303"] },
    { argv: ["tailscale", "funnel", "--tcp", "443", "tcp://localhost:2203"], listens: ["tunnel tcp localhost 2203"] },
    { argv: ["tailscale", "funnel", "443", "on"], listens: ["tunnel tcp ? ?"] },
    { argv: ["tailscale", "funnel", "/srv/www"], listens: [] },
    { argv: ["tailscale", "funnel", "8303", "off"], listens: [] },
    { argv: ["tailscale", "serve", "8303"], listens: [] },
    { argv: ["tailscale", "up", "--authkey", "x"], listens: [] },
  ],
};
