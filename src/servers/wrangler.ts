import type { Server } from "../model/launch";
import { NODE } from "./address";
import { argumentsOf, valuesOf } from "./arguments";
import { firstOf, saidAt } from "./data-file";
import { hostPort } from "./host-port";

/** Where none is named, the first of these. */
const USUAL = ["wrangler.json", "wrangler.jsonc", "wrangler.toml"];

export const server: Server = {
  name: "wrangler",
  programs: ["wrangler"],
  manual: "https://developers.cloudflare.com/workers/wrangler/commands/#dev",
  background: false,
  listens: hostPort({
    name: "wrangler",
    resolver: NODE,
    style: "plain",
    commands: ["dev", "pages dev"],
    harmless:
      "build, cert, check, d1, delete, deploy, deployments, docs, hyperdrive, init, kv, kv:bulk, kv:key, kv:namespace, logout, " +
      "pages deploy, pages deployment, pages download, pages project, pages publish, pages secret, publish, queues, r2, " +
      "rollback, secret, secret:bulk, tail, triggers, types, vectorize, versions, whoami, workflows",
    taking: "-c --config -e --env",
    host: { option: { names: ["--ip"] }, default: "localhost" },
    port: { option: { names: ["--port"] }, default: { dev: "8787", "pages dev": "8788" } },
    // https://developers.cloudflare.com/workers/wrangler/configuration/#local-development-settings
    configured: (invocation) => {
      const named = valuesOf("-c", "--config")(argumentsOf(invocation)).slice(-1);
      const file = firstOf(invocation, named.length > 0 ? named : USUAL);
      return { host: saidAt(file, "dev", "ip"), port: saidAt(file, "dev", "port") };
    },
  }),
  examples: [
    { argv: ["wrangler", "dev"], listens: ["tcp localhost 8787"] },
    { argv: ["wrangler", "dev", "--ip", "0.0.0.0", "--port", "8788"], listens: ["tcp 0.0.0.0 8788"] },
    { argv: ["wrangler", "pages", "dev", "--ip", "0.0.0.0", "public"], listens: ["tcp 0.0.0.0 8788"] },
    {
      argv: ["wrangler", "dev"],
      files: { "wrangler.toml": 'name = "edge"\n[dev]\nip = "0.0.0.0" # the office\nport = 8789\n' },
      listens: ["tcp 0.0.0.0 8789"],
    },
    {
      argv: ["wrangler", "dev", "-c", "edge.jsonc"],
      files: { "edge.jsonc": '{\n  // "dev": {},\n  "dev": { "ip": "::", },\n}\n', "wrangler.toml": 'dev.ip = "10.0.0.9"\n' },
      listens: ["tcp * 8787"],
    },
    { argv: ["wrangler", "pages", "deploy", "public"], listens: [] },
    { argv: ["wrangler", "deploy"], listens: [] },
  ],
};
