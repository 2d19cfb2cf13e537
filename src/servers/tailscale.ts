import type { Server } from "../model/launch";
import { onlyWith } from "./background";
import { anyPort, calls, eitherDash, target } from "./tunnel";

/** `serve` is for the members of a tailnet, `funnel` for the world. */
export const server: Server = {
  name: "tailscale",
  programs: ["tailscale"],
  manual: "https://tailscale.com/kb/1311/tailscale-funnel",
  background: onlyWith("--bg -bg"),
  listens: calls({
    name: "tailscale",
    grammar: {
      options: {},
      taking: eitherDash("--socket --https --http --tcp --tls-terminated-tcp --set-path --proxy-protocol"),
    },
    commands: ["funnel"],
    harmless:
      "up, down, set, login, logout, switch, configure, netcheck, ip, dns, status, metrics, ping, nc, ssh, serve, bugreport, cert, lock, " +
      "licenses, exit-node, update, whois, file, syspolicy, funnel status, funnel reset, funnel off, funnel help",
    opens: ({ operands: [, ...targets] }) => {
      if (targets.length === 0 || targets.at(-1) === "off") return {};
      // Up to 1.50 the port was the world's, and `serve` said what is behind it.
      return { tunnels: [targets.at(-1) === "on" ? anyPort("tailscale", "funnel") : target("tailscale", "funnel", targets)] };
    },
  }),
  examples: [
    { argv: ["tailscale", "funnel", "--bg", "--https=8443", "8303"], listens: ["tunnel tcp localhost 8303"] },
    { argv: ["tailscale", "funnel", "-bg", "-https", "8443", "8303"], listens: ["tunnel tcp localhost 8303"] },
    { argv: ["tailscale", "funnel", "textapp:8320"], listens: ["tunnel tcp textapp 8320"] },
    { argv: ["tailscale", "funnel", "--tcp", "443", "tcp://localhost:2203"], listens: ["tunnel tcp localhost 2203"] },
    { argv: ["tailscale", "funnel", "443", "on"], listens: ["tunnel tcp ? ?"] },
    { argv: ["tailscale", "funnel", "/srv/www"], listens: [] },
    { argv: ["tailscale", "funnel", "text:hello"], listens: [] },
    { argv: ["tailscale", "funnel", "8303", "off"], listens: [] },
    { argv: ["tailscale", "serve", "8303"], listens: [] },
    { argv: ["tailscale", "up", "--authkey", "x"], listens: [] },
  ],
};
