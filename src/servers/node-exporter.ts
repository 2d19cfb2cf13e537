import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";

export const server: Server = {
  name: "node_exporter",
  programs: ["node_exporter", "prometheus-node-exporter"],
  manual: "https://github.com/prometheus/node_exporter",
  once: "-h --help-long --help-man",
  background: false,
  listens: addressOptions({
    name: "node_exporter",
    resolver: GO,
    style: "plain",
    addresses: [{ option: { names: ["--web.listen-address"] }, default: [":9100"], repeats: true }],
  }),
  packaged: [
    {
      packages: ["prometheus-node-exporter", "node-exporter"],
      units: ["prometheus-node-exporter", "node-exporter"],
      service: ["EnvironmentFile=/etc/default/prometheus-node-exporter", "ExecStart=/usr/bin/prometheus-node-exporter $ARGS"],
      files: { "/etc/default/prometheus-node-exporter": 'ARGS=""\n' },
    },
  ],
  examples: [
    { argv: ["node_exporter"], listens: ["tcp * 9100"] },
    { argv: ["node_exporter", "--web.listen-address", "127.0.0.1:9101"], listens: ["tcp 127.0.0.1 9101"] },
  ],
};
