import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";

/** HTTP, HTTPS, and the tunnel of its agents. */
const listening = (...http: readonly string[]): Server["listens"] =>
  addressOptions({
    name: "portainer",
    resolver: GO,
    style: "plain",
    taking: "--admin-password --admin-password-file --data -d --tunnel-addr --logo -l -H --host --log-level --base-url --trusted-origins",
    addresses: [
      ...(http.length > 0 ? [{ option: { names: ["-p", "--bind"] }, default: http }] : []),
      { option: { names: ["--bind-https"] }, default: [":9443"] },
      { option: { names: ["--tunnel-port"] }, default: ["8000"] },
    ],
  });

export const server: Server = {
  name: "portainer",
  programs: ["portainer"],
  manual: "https://docs.portainer.io/advanced/cli",
  once: "-h",
  background: false,
  listens: (invocation) => (invocation.argv.includes("--http-disabled") ? listening() : listening(":9000"))(invocation),
  examples: [
    { argv: ["portainer", "--http-disabled"], listens: ["tcp * 9443", "tcp * 8000"] },
    { argv: ["/portainer"], listens: ["tcp * 9000", "tcp * 9443", "tcp * 8000"] },
    {
      argv: ["portainer", "-H", "unix:///var/run/docker.sock", "-p", "127.0.0.1:9001", "--bind-https=:9444"],
      listens: ["tcp 127.0.0.1 9001", "tcp * 9444", "tcp * 8000"],
    },
  ],
};
