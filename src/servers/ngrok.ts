import type { Server } from "../model/launch";
import { ngrokConfig } from "./ngrok-config";
import { anyPort, calls, eitherDash, isFew, target, type Opened } from "./tunnel";

/** Who comes has to show who he is. https://ngrok.com/docs/agent/cli/ */
const GUARDS = "--basic-auth --auth --oauth --oidc --mutual-tls-cas --verify-webhook";

const TAKING =
  "--domain --hostname --url --subdomain --region --remote-addr --authtoken --log --log-format --log-level --host-header --label " +
  "--metadata --name --scheme --schemes --proxy-proto --traffic-policy-file --traffic-policy-url --description --binding --crt --key " +
  "--oauth-allow-domain --oauth-allow-email --oauth-client-id --oauth-client-secret --oauth-scope --cidr-deny --verify-webhook-secret " +
  "--circuit-breaker --request-header-add --request-header-remove --response-header-add --response-header-remove --app-protocol " +
  "--upstream-protocol --upstream-tls-verify-cas --oidc-client-id --oidc-client-secret --oidc-scope --ua-filter-allow --ua-filter-deny " +
  "--user-agent-filter-allow --user-agent-filter-deny --terminate-at --api-key --web-addr";

const names = (list: string): readonly string[] => eitherDash(list).split(" ");

/** `start` and `service` carry what `ngrok.yml` says. */
export const server: Server = {
  name: "ngrok",
  programs: ["ngrok"],
  manual: "https://ngrok.com/docs/agent/cli/",
  background: false,
  listens: calls({
    name: "ngrok",
    grammar: {
      options: {
        guard: { names: names(GUARDS) },
        allow: { names: names("--cidr-allow") },
        config: { names: names("--config") },
        all: { names: names("--all"), takes: "none" },
      },
      taking: eitherDash(TAKING),
    },
    commands: ["http", "tcp", "tls", "start", "start-all", "service", "tunnel"],
    harmless: "config, api, credits, diagnose, update, authtoken, service uninstall, service stop",
    listens: true,
    isGuarded: ({ given }) => given.guard.length > 0 || isFew(given.allow.flatMap(({ value }) => value.split(","))),
    opens: ({ given, operands: [verb = "", ...targets] }, invocation): Opened => {
      const config = ngrokConfig(
        invocation,
        given.config.flatMap(({ value }) => value.split(",")),
      );
      const agent = { binds: config.inspectors, doubts: config.doubts };
      if (["http", "tcp", "tls"].includes(verb)) return { ...agent, tunnels: [target("ngrok", verb, targets)] };
      if (!config.complete || verb === "tunnel") return { ...agent, tunnels: [anyPort("ngrok", verb)] };
      const isAll = verb !== "start" || given.all.length > 0;
      const started = [...config.tunnels].filter(([name]) => isAll || targets.includes(name));
      return { ...agent, tunnels: started.map(([, tunnel]) => tunnel) };
    },
  }),
  examples: [
    { argv: ["ngrok", "http", "--domain", "a.example.com", "8301"], listens: ["tunnel tcp localhost 8301"] },
    { argv: ["ngrok", "http", "-region", "eu", "--compression", "--inspect", "8301"], listens: ["tunnel tcp localhost 8301"] },
    { argv: ["ngrok", "http", "--circuit-breaker", "0.5", "filebrowser:8321"], listens: ["tunnel tcp filebrowser 8321"] },
    { argv: ["ngrok", "http", "--new-option", "5", "8301"], listens: ["tunnel tcp ? ?"] },
    { argv: ["ngrok", "tcp", "[::1]:2201", "--log=stdout"], listens: ["tunnel tcp [::1] 2201"] },
    { argv: ["ngrok", "http", "https://shop.internal"], listens: ["tunnel tcp shop.internal 443"] },
    { argv: ["ngrok", "http", "http://admin:s3cret@web:8322/x"], listens: ["tunnel tcp web 8322"] },
    { argv: ["ngrok", "http", "8301", "--cidr-allow", "0.0.0.0/1,128.0.0.0/1"], listens: ["tunnel tcp localhost 8301"] },
    { argv: ["ngrok", "http", "8301", "--cidr-allow", "203.0.113.0/24"], listens: [] },
    { argv: ["ngrok", "start", "--all"], listens: ["tunnel tcp ? ?"] },
    {
      argv: ["ngrok", "start", "--config", "n.yml", "shop"],
      files: {
        "n.yml":
          "version: 3\nagent:\n  web_addr: 0.0.0.0:4041\ntunnels:\n  shop: { proto: http, addr: 8323 }\n  desk: { proto: tcp, addr: 8324 }\n",
      },
      listens: ["tcp * 4041", "tunnel tcp localhost 8323"],
    },
    {
      argv: ["ngrok", "start", "--all"],
      files: {
        "/root/.config/ngrok/ngrok.yml":
          "endpoints:\n- name: a\n  upstream: { url: 'web:8325' }\n- name: b\n  oauth: { provider: google }\n  upstream: { url: 8326 }\n",
      },
      listens: ["tunnel tcp web 8325"],
    },
    { argv: ["ngrok", "http", "8301", "--oauth=google"], listens: [] },
    { argv: ["ngrok", "http", "file:///srv/www"], listens: [] },
    { argv: ["ngrok", "config", "add-authtoken", "x"], listens: [] },
  ],
};
