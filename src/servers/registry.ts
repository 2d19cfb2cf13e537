import type { Invocation, Server } from "../model/launch";
import { failure, unseen } from "../words/servers";
import { GO } from "./address";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { endpoint } from "./endpoint";
import { fails, serve } from "./served";
import { decide, readFile, variable, type Layer } from "./setting";
import { yamlAt } from "./yaml";

export const server: Server = {
  name: "registry",
  programs: ["registry", "docker-registry"],
  manual: "https://distribution.github.io/distribution/about/configuration/#http",
  background: false,
  listens: (invocation) => {
    const [command, file] = argumentsOf(invocation);
    if (command !== "serve") return idle("registry", argumentsOf(invocation), "garbage-collect");
    const { said, doubts } = decide(
      variable(invocation.environment, "REGISTRY_HTTP_ADDR"),
      inFile(invocation, file ?? "/etc/docker/registry/config.yml"),
    );
    if (said.length === 0 && doubts.length === 0) return fails(failure("no-configuration", file ?? "config.yml"));
    return serve(
      "registry",
      GO,
      said.map((one) => endpoint(one, { host: "", port: "5000", bare: "host" })),
      doubts,
    );
  },
  packaged: [
    {
      packages: ["docker-registry"],
      units: ["docker-registry"],
      service: ["ExecStart=/usr/bin/docker-registry serve /etc/docker/registry/config.yml"],
      files: { "/etc/docker/registry/config.yml": "http:\n  addr: :5000\n" },
    },
  ],
  examples: [
    {
      argv: ["registry", "serve", "/etc/c.yml"],
      files: { "/etc/c.yml": "version: 0.1\nhttp:\n  addr: 127.0.0.1:5001\n" },
      listens: ["tcp 127.0.0.1 5001"],
    },
    {
      argv: ["registry", "serve", "/etc/c.yml"],
      env: { REGISTRY_HTTP_ADDR: ":5002" },
      files: { "/etc/c.yml": "http: { addr: 127.0.0.1:1 }\n" },
      listens: ["tcp * 5002"],
    },
    { argv: ["registry", "garbage-collect"], listens: [] },
  ],
};

function inFile(invocation: Invocation, name: string): Layer {
  const { path, text, doubts } = readFile(invocation, name);
  if (text === null) return { said: [], doubts };
  const http = yamlAt(text, "http");
  const address = http?.["addr"];
  if (typeof address !== "string") return { said: [], doubts: http === undefined ? [unseen.computed(path)] : [] };
  return { said: [{ value: address, says: `addr: ${address}`, from: "file" }], doubts: [] };
}
