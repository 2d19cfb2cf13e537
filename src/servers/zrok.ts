import type { Server } from "../model/launch";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { parseOptions } from "./options";
import { NOTHING } from "./served";
import { anyPort, carried, serveTunnels } from "./tunnel";

const HARMLESS = "enable, disable, reserve, release, status, config, invite, overview, modify, admin, create, delete, ls, update";

/** A private share is for those who have its token. */
export const server: Server = {
  name: "zrok",
  programs: ["zrok"],
  manual: "https://docs.zrok.io/docs/guides/",
  background: false,
  listens: (invocation) => {
    const options = { mode: { names: ["-b", "--backend-mode"] }, guard: { names: ["--basic-auth", "--oauth-provider"] } };
    const taking = "--frontend --oauth-email-domains --oauth-email-address-patterns --access-grant --override-endpoint --share-token";
    const { given, operands } = parseOptions(argumentsOf(invocation), { style: "plain", options, taking });
    const [verb, how, target] = operands;
    const mode = given.mode.at(-1)?.value ?? "proxy";
    if (verb !== "share") return idle("zrok", operands, HARMLESS);
    if (target === undefined || given.guard.length > 0 || mode !== "proxy") return NOTHING;
    if (how === "reserved") return serveTunnels(anyPort("zrok", "share reserved"));
    return how === "public" ? serveTunnels(carried("zrok", target, `share public ${target}`)) : NOTHING;
  },
  examples: [
    { argv: ["zrok", "share", "public", "http://localhost:8306", "--headless"], listens: ["tunnel tcp localhost 8306"] },
    { argv: ["zrok", "share", "reserved", "shop"], listens: ["tunnel tcp ? ?"] },
    { argv: ["zrok", "share", "public", "8306", "--basic-auth", "me:x"], listens: [] },
    { argv: ["zrok", "share", "private", "localhost:8306"], listens: [] },
  ],
};
