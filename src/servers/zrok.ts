import type { Server } from "../model/launch";
import { anyPort, calls, target, type Opened } from "./tunnel";

/** A private share is for those who have its token; what a Caddyfile leads to, it may share. */
function shared(mode: string, [, how, ...targets]: readonly string[]): Opened {
  if (targets.length === 0 || how === "private") return {};
  if (how === "reserved" || mode === "caddy") return { tunnels: [anyPort("zrok", `share ${how ?? ""}`)] };
  return how === "public" && mode === "proxy" ? { tunnels: [target("zrok", "share public", targets)] } : {};
}

export const server: Server = {
  name: "zrok",
  programs: ["zrok"],
  manual: "https://docs.zrok.io/docs/guides/",
  background: false,
  listens: calls({
    name: "zrok",
    grammar: {
      options: { mode: { names: ["-b", "--backend-mode"] }, guard: { names: ["--basic-auth", "--oauth-provider"] } },
      taking: "--frontend --oauth-email-domains --oauth-email-address-patterns --access-grant --override-endpoint --share-token",
    },
    commands: ["share"],
    harmless: "enable, disable, reserve, release, status, config, invite, overview, modify, admin, create, delete, ls, update",
    isGuarded: ({ given }) => given.guard.length > 0,
    opens: ({ given, operands }) => shared(given.mode.at(-1)?.value ?? "proxy", operands),
  }),
  examples: [
    { argv: ["zrok", "share", "public", "http://localhost:8306", "--headless"], listens: ["tunnel tcp localhost 8306"] },
    { argv: ["zrok", "share", "public", "static-web:8306"], listens: ["tunnel tcp static-web 8306"] },
    { argv: ["zrok", "share", "public", "-b", "caddy", "/etc/Caddyfile"], listens: ["tunnel tcp ? ?"] },
    { argv: ["zrok", "share", "public", "-b", "web", "/srv/www"], listens: [] },
    { argv: ["zrok", "share", "reserved", "shop"], listens: ["tunnel tcp ? ?"] },
    { argv: ["zrok", "share", "public", "8306", "--basic-auth", "me:x"], listens: [] },
    { argv: ["zrok", "share", "private", "localhost:8306"], listens: [] },
  ],
};
