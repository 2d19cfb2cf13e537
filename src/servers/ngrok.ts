import type { Server } from "../model/launch";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { parseOptions } from "./options";
import { NOTHING } from "./served";
import { anyPort, carried, serveTunnels } from "./tunnel";

/** Who comes has to show who he is, or where he comes from. https://ngrok.com/docs/agent/cli/ */
const GUARDS = ["--basic-auth", "--auth", "--oauth", "--oidc", "--cidr-allow", "--mutual-tls-cas", "--verify-webhook"];

const TAKING =
  "--domain --hostname --url --subdomain --region --remote-addr --authtoken --config --log --log-format --log-level --host-header --label " +
  "--metadata --name --inspect --scheme --proxy-proto --compression --traffic-policy-file --traffic-policy-url --description --binding " +
  "--oauth-allow-domain --oauth-allow-email --oauth-client-id --oauth-client-secret --oauth-scope --cidr-deny --crt --key --web-addr";

/** `start` and `service` carry what `ngrok.yml` says. */
export const server: Server = {
  name: "ngrok",
  programs: ["ngrok"],
  manual: "https://ngrok.com/docs/agent/cli/",
  background: false,
  listens: (invocation) => {
    const options = { guard: { names: GUARDS } };
    const { given, operands } = parseOptions(argumentsOf(invocation), { style: "plain", options, taking: TAKING });
    const [verb = "", target = ""] = operands;
    if (given.guard.length > 0) return NOTHING;
    if (["http", "tcp", "tls"].includes(verb)) return serveTunnels(carried("ngrok", target, `${verb} ${target}`));
    return ["start", "start-all", "service", "tunnel"].includes(verb)
      ? serveTunnels(anyPort("ngrok", verb))
      : idle("ngrok", operands, "config, api, credits, diagnose, update, authtoken");
  },
  examples: [
    { argv: ["ngrok", "http", "--domain", "a.example.com", "8301"], listens: ["tunnel tcp localhost 8301"] },
    { argv: ["ngrok", "tcp", "[::1]:2201", "--log=stdout"], listens: ["tunnel tcp [::1] 2201"] },
    { argv: ["ngrok", "http", "https://shop.internal"], listens: ["tunnel tcp shop.internal 443"] },
    { argv: ["ngrok", "start", "--all"], listens: ["tunnel tcp ? ?"] },
    { argv: ["ngrok", "http", "8301", "--oauth=google"], listens: [] },
    { argv: ["ngrok", "http", "file:///srv/www"], listens: [] },
    { argv: ["ngrok", "config", "add-authtoken", "x"], listens: [] },
  ],
};
