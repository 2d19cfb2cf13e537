import type { Server } from "../model/launch";
import type { Served } from "../model/listener";
import { HOLE } from "../model/text";
import { failure } from "../words/servers";
import { GO } from "./address";
import { addressOptions } from "./address-option";
import { fails } from "./served";

/**
 * Without an address of its own the console takes a port that the kernel chooses of those for it. minio/minio: `cmd/common-main.go`;
 * https://docs.kernel.org/networking/ip-sysctl.html, `ip_local_port_range`
 */
const CHOSEN = [[32768, 60999]] as const;

/** It refuses one port for both, on whichever addresses. minio/minio: `cmd/common-main.go` */
function apart(served: Served): Served {
  const [api, console] = served.listeners;
  if (api === undefined || console === undefined) return served;
  const port = api.ports?.[0]?.[0];
  if (port !== undefined && console.ports?.[0]?.[0] === port && served.complete) return fails(failure("same-port", String(port)));
  if (console.ports === null && console.from === "default")
    return { ...served, listeners: [api, { ...console, ports: CHOSEN, certainty: "possible" }] };
  const open = served.listeners.some(({ ports }) => ports === null);
  return open ? { ...served, listeners: served.listeners.map((one) => ({ ...one, certainty: "possible" })) } : served;
}

const listens = addressOptions({
  name: "minio",
  resolver: GO,
  style: "plain",
  commands: ["server"],
  harmless: "update",
  addresses: [
    { option: { names: ["--address"] }, env: ["MINIO_ADDRESS"], default: [":9000"] },
    { option: { names: ["--console-address"] }, env: ["MINIO_CONSOLE_ADDRESS"], default: [":0"] },
  ],
});

export const server: Server = {
  name: "minio",
  programs: ["minio"],
  manual: "https://min.io/docs/minio/linux/reference/minio-server/minio-server.html",
  background: false,
  listens: (invocation) => apart(listens(invocation)),
  examples: [
    { argv: ["minio", "server", "/data"], listens: ["tcp * 9000", "? tcp * 32768-60999"] },
    {
      argv: ["minio", "server", "/data", "--console-address", ":9001", "--address", "127.0.0.1:9002"],
      listens: ["tcp 127.0.0.1 9002", "tcp * 9001"],
    },
    { argv: ["minio", "server", "/data", "--address", ":9100", "--console-address", ":9101"], listens: ["tcp * 9100", "tcp * 9101"] },
    {
      argv: ["minio", "server", "/data"],
      env: { MINIO_ADDRESS: "127.0.0.1:9102" },
      listens: ["tcp 127.0.0.1 9102", "? tcp * 32768-60999"],
    },
    { argv: ["minio", "server", "/data", "--console-address", "127.0.0.1:9000"], listens: ["fails same-port"] },
    { argv: ["minio", "server", "/data", "--console-address", `:${HOLE}`], listens: ["? tcp * 9000", "? tcp * ?"] },
    { argv: ["minio"], listens: [] },
  ],
};
