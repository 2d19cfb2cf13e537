import { type Invocation, type Server, UNSEEN } from "../model/launch";
import type { Tunnel } from "../model/listener";
import { unseen } from "../words/servers";
import { ANY, configuration, FIRST, ingress, usualTexts } from "./cloudflared-config";
import { endpoint } from "./endpoint";
import type { Parsed } from "./options";
import { decide, last, option, variable, type Layer } from "./setting";
import { calls, carried, type Opened } from "./tunnel";
import { isMapping } from "./yaml";

const TAKING =
  "--loglevel --logfile --log-directory --log-level --transport-loglevel --protocol --edge-ip-version --hostname --tunnel-host -T " +
  "--credentials-file --cred-file --credentials-contents --region --origincert --pidfile --retries --grace-period --tag --edge " +
  "--http-host-header --origin-server-name --origin-ca-pool --lb-pool --label --trace-output --destination --header -H --service-token-id " +
  "--id --service-token-secret --secret --edge-bind-address --ha-connections --autoupdate-freq --features -F --proxy-address --proxy-port";

const OPTIONS = {
  url: { names: ["--url", "--listener", "-L"] },
  token: { names: ["--token", "--token-file"] },
  config: { names: ["--config"] },
  metrics: { names: ["--metrics"] },
  name: { names: ["--name", "-n"] },
  socket: { names: ["--unix-socket"] },
  hello: { names: ["--hello-world"], takes: "none" },
  bastion: { names: ["--bastion"], takes: "none" },
} as const;

const ACCESS = ["tcp", "rdp", "ssh", "smb"].flatMap((verb) => [`access ${verb}`, `forward ${verb}`]);
const HARMLESS =
  "access login, access curl, access token, access ssh-config, access ssh-gen, update, login, tail, tunnel login, tunnel create, " +
  "tunnel list, tunnel info, tunnel delete, tunnel route, tunnel vnet, tunnel token, tunnel cleanup, tunnel ready, tunnel diag, " +
  "tunnel ingress, service uninstall";

const listening = (layer: Layer): Opened => ({
  binds: layer.said.map((said) => endpoint(said, { host: "", port: null, bare: "host", schemes: ["tcp://", "http://"] })),
  doubts: layer.doubts,
});

const inFile = (key: string, ...values: readonly unknown[]): Layer => ({
  said: values.flatMap((value) => (typeof value === "string" ? [{ value, says: `${key}: ${value}`, from: "file" as const }] : [])),
  doubts: [],
});

/** Started with nothing at all it reads its configuration, and forwards. */
function forwarding(invocation: Invocation): Opened {
  const config = configuration(undefined, invocation);
  const forwarders = Array.isArray(config?.["forwarders"]) ? config["forwarders"] : [];
  const opened = listening(inFile("listener", ...forwarders.map((one: unknown) => (isMapping(one) ? one["listener"] : null))));
  return usualTexts(invocation).includes(UNSEEN) ? { ...opened, doubts: [unseen.file(FIRST)] } : opened;
}

/** A tunnel with a token is configured in Cloudflare's console, and one by name in a file. */
function opens(parsed: Parsed<keyof typeof OPTIONS>, invocation: Invocation): Opened {
  const { given, operands } = parsed;
  const { environment } = invocation;
  const [verb, sub] = operands;
  if (invocation.argv.length === 1) return forwarding(invocation);
  if (verb === "access" || verb === "forward") return listening(decide(option(parsed, "url"), variable(environment, "TUNNEL_SERVICE_URL")));
  const named = given.config.at(-1)?.value;
  const config = configuration(named, invocation);
  const { binds, doubts } = listening(
    decide(last(option(parsed, "metrics")), variable(environment, "TUNNEL_METRICS"), inFile("metrics", config?.["metrics"])),
  );
  const open = (...tunnels: readonly (Tunnel | null)[]): Opened => ({
    binds: binds ?? [],
    doubts: [...(doubts ?? []), ...(named !== undefined && config === undefined ? [unseen.file(named)] : [])],
    tunnels,
  });
  if (verb === "service") return operands.length > 2 ? open(ANY) : open(...ingress(config));
  const url = given.url.at(-1)?.value ?? environment.values.get("TUNNEL_URL");
  if (given.bastion.length > 0) return open(ANY);
  if (given.socket.length + given.hello.length > 0) return open();
  if (url !== undefined) return open(carried("cloudflared", url, `--url ${url}`));
  const isRun = sub !== undefined || given.name.length > 0 || given.config.length > 0;
  if (given.token.length > 0 || environment.values.has("TUNNEL_TOKEN")) return open(ANY);
  return isRun ? open(...ingress(config)) : {};
}

export const server: Server = {
  name: "cloudflared",
  programs: ["cloudflared"],
  manual: "https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/configure-tunnels/",
  background: ({ argv }) => argv[1] === "service",
  listens: calls({
    name: "cloudflared",
    grammar: { options: OPTIONS, taking: TAKING },
    commands: ["tunnel", "service install", ...ACCESS],
    bare: true,
    harmless: HARMLESS,
    listens: true,
    opens,
  }),
  examples: [
    { argv: ["cloudflared", "tunnel", "--no-autoupdate", "--url", "http://localhost:8302"], listens: ["tunnel tcp localhost 8302"] },
    { argv: ["cloudflared", "--url", "http://admin:s3cret@localhost:8302"], listens: ["tunnel tcp localhost 8302"] },
    { argv: ["cloudflared", "tunnel", "--url", "h2c://web"], listens: ["tunnel tcp ? ?"] },
    { argv: ["cloudflared", "tunnel", "--bastion"], listens: ["tunnel tcp ? ?"] },
    { argv: ["cloudflared", "tunnel", "--name", "shop"], listens: ["tunnel tcp ? ?"] },
    { argv: ["cloudflared", "tunnel", "--metrics", "0.0.0.0:8327", "run", "--token", "x"], listens: ["tcp * 8327", "tunnel tcp ? ?"] },
    {
      argv: ["cloudflared", "tunnel", "--url", "localhost:8302"],
      env: { TUNNEL_METRICS: "127.0.0.1:8328" },
      listens: ["tcp 127.0.0.1 8328", "tunnel tcp localhost 8302"],
    },
    {
      argv: ["cloudflared", "--config", "/srv/c.yml", "tunnel", "run", "shop"],
      files: {
        "/srv/c.yml":
          "metrics: 10.0.3.9:8329\ningress:\n  - service: ssh://127.0.0.1\n  - service: tcp://db:5433\n  - service: http_status:404\n",
      },
      listens: ["tcp 10.0.3.9 8329", "tunnel tcp 127.0.0.1 22", "tunnel tcp db 5433"],
    },
    {
      argv: ["cloudflared", "tunnel", "run", "shop"],
      files: { "/etc/cloudflared/config.yml": "ingress:\n  - service: bastion\n" },
      listens: ["tunnel tcp ? ?"],
    },
    {
      argv: ["cloudflared"],
      files: { "/etc/cloudflared/config.yml": "forwarders:\n- url: a.example.com\n  listener: 0.0.0.0:8330\n" },
      listens: ["tcp * 8330"],
    },
    { argv: ["cloudflared", "tunnel", "list"], listens: [] },
    { argv: ["cloudflared", "access", "tcp", "--hostname", "a.example.com", "--url", "0.0.0.0:8302"], listens: ["tcp * 8302"] },
    { argv: ["cloudflared", "access", "rdp", "-T", "a.example.com", "-L", "localhost:8331"], listens: ["tcp 127.0.0.1 8331"] },
    { argv: ["cloudflared", "access", "ssh", "--hostname", "a.example.com"], listens: [] },
    { argv: ["cloudflared", "access", "curl", "https://a.example.com"], listens: [] },
  ],
};
