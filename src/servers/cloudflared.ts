import { type Invocation, type Server, UNSEEN } from "../model/launch";
import type { Tunnel } from "../model/listener";
import { hasHole } from "../model/text";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { parseOptions } from "./options";
import { NOTHING } from "./served";
import { absolute } from "./setting";
import { anyPort, carried, serveTunnels } from "./tunnel";
import { yamlAt } from "./yaml";

const CONFIGURATIONS = ["/etc/cloudflared/config.yml", "/root/.cloudflared/config.yml", "/usr/local/etc/cloudflared/config.yml"];
const TAKING =
  "--loglevel --logfile --log-directory --metrics --protocol --edge-ip-version --name -n --hostname --credentials-file --cred-file --region " +
  "--origincert --pidfile --retries --grace-period --tag --edge --http-host-header --origin-server-name --lb-pool --label --trace-output";

const HARMLESS =
  "access, update, login, tail, tunnel login, tunnel create, tunnel list, tunnel info, tunnel delete, tunnel route, tunnel vnet, " +
  "tunnel token, tunnel cleanup, tunnel ready, tunnel diag, tunnel ingress";

/** The `ingress` of a configuration; null where it says none, or cannot be read. */
function ingress(text: string): readonly (Tunnel | null)[] | null {
  const rules = yamlAt(text)?.["ingress"];
  if (!Array.isArray(rules)) return null;
  return rules.map((rule: unknown) => {
    const service = typeof rule === "object" && rule !== null && "service" in rule ? rule.service : null;
    return typeof service === "string" ? carried("cloudflared", service, service) : anyPort("cloudflared", "tunnel run");
  });
}

/** A tunnel with a token is configured in Cloudflare's console, and one by name in a file. */
function running(named: string | undefined, managed: boolean, { files, cwd }: Invocation): readonly (Tunnel | null)[] {
  const any = [anyPort("cloudflared", "tunnel run")];
  if (managed) return any;
  const paths = named === undefined ? CONFIGURATIONS : [absolute(cwd, named)];
  const texts = paths.map((path) => (path === null || hasHole(path) ? UNSEEN : files.read(path)));
  const text = texts.find((one) => typeof one === "string");
  return typeof text === "string" && (named !== undefined || texts[0] !== UNSEEN) ? (ingress(text) ?? any) : any;
}

export const server: Server = {
  name: "cloudflared",
  programs: ["cloudflared"],
  manual: "https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/configure-tunnels/",
  background: false,
  listens: (invocation) => {
    const options = { url: { names: ["--url"] }, token: { names: ["--token", "--token-file"] }, config: { names: ["--config"] } };
    const { given, operands } = parseOptions(argumentsOf(invocation), { style: "plain", options, taking: TAKING });
    const [verb, sub] = operands;
    const url = given.url.at(-1)?.value ?? invocation.environment.values.get("TUNNEL_URL");
    if (verb === "service") return sub === "install" ? serveTunnels(...running(undefined, operands.length > 2, invocation)) : NOTHING;
    if (verb !== "tunnel" || (sub !== undefined && sub !== "run")) return idle("cloudflared", operands, HARMLESS);
    if (url !== undefined) return serveTunnels(carried("cloudflared", url, `--url ${url}`));
    if (sub === undefined && given.config.length === 0) return NOTHING;
    const managed = given.token.length > 0 || invocation.environment.values.has("TUNNEL_TOKEN");
    return serveTunnels(...running(given.config.at(-1)?.value, managed, invocation));
  },
  examples: [
    { argv: ["cloudflared", "tunnel", "--no-autoupdate", "--url", "http://localhost:8302"], listens: ["tunnel tcp localhost 8302"] },
    { argv: ["cloudflared", "tunnel", "run", "--token", "x"], listens: ["tunnel tcp ? ?"] },
    {
      argv: ["cloudflared", "--config", "/srv/c.yml", "tunnel", "run", "shop"],
      files: { "/srv/c.yml": "ingress:\n  - service: ssh://127.0.0.1\n  - service: tcp://db:5433\n  - service: http_status:404\n" },
      listens: ["tunnel tcp 127.0.0.1 22", "tunnel tcp db 5433"],
    },
    { argv: ["cloudflared", "tunnel", "list"], listens: [] },
    { argv: ["cloudflared", "access", "tcp", "--hostname", "a.example.com", "--url", "localhost:8302"], listens: [] },
  ],
};
