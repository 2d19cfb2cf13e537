import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";
import { unseen } from "../words/servers";

/** In a container or a pod the default address is every one; elsewhere loopback. Which of both this is cannot be told here. */
export const server: Server = {
  name: "fastify",
  programs: ["fastify"],
  manual: "https://github.com/fastify/fastify-cli#options",
  background: false,
  listens: hostPort({
    name: "fastify",
    resolver: NODE,
    style: "plain",
    commands: ["start"],
    harmless: "eject, generate, generate-plugin, generate-swagger, print-plugins, print-routes, readme",
    taking: "-l --log-level -P --pretty-logs --options -T --plugin-timeout -r --require --prefix",
    host: {
      option: { names: ["-a", "--address"] },
      env: ["FASTIFY_ADDRESS"],
      default: () => ({
        said: [{ value: "0.0.0.0", says: "", from: "default" }],
        doubts: [unseen.program("fastify", "its default address depends on whether it runs in a container")],
      }),
    },
    port: { option: { names: ["-p", "--port"] }, env: ["FASTIFY_PORT", "PORT"], default: "3000" },
    unix: { names: ["-s", "--socket"] },
  }),
  examples: [
    { argv: ["fastify", "start", "-a", "0.0.0.0", "-p", "8080", "app.js"], listens: ["tcp 0.0.0.0 8080"] },
    { argv: ["fastify", "start", "app.js"], env: { FASTIFY_ADDRESS: "127.0.0.1", PORT: "8081" }, listens: ["tcp 127.0.0.1 8081"] },
    { argv: ["fastify", "start", "app.js"], listens: ["? tcp 0.0.0.0 3000"] },
    { argv: ["fastify", "generate", "x"], listens: [] },
  ],
};
