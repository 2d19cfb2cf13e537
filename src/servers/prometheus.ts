import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";

export const server: Server = {
  name: "prometheus",
  programs: ["prometheus"],
  manual: "https://prometheus.io/docs/prometheus/latest/command-line/prometheus/",
  once: "-h --help-long --help-man",
  background: false,
  listens: addressOptions({
    name: "prometheus",
    resolver: GO,
    style: "plain",
    addresses: [{ option: { names: ["--web.listen-address"] }, default: [":9090"], repeats: true }],
  }),
  packaged: [
    {
      packages: ["prometheus"],
      brings: ["prometheus-node-exporter"],
      units: ["prometheus"],
      service: ["EnvironmentFile=/etc/default/prometheus", "ExecStart=/usr/bin/prometheus $ARGS"],
      files: { "/etc/default/prometheus": 'ARGS=""\n' },
    },
  ],
  examples: [
    { argv: ["prometheus", "--config.file=p.yml"], listens: ["tcp * 9090"] },
    {
      argv: ["prometheus", "--web.listen-address=127.0.0.1:9091", "--web.listen-address", "[::1]:9092"],
      listens: ["tcp 127.0.0.1 9091", "tcp [::1] 9092"],
    },
    { argv: ["prometheus", "--web.listen-address=0:9090"], listens: ["fails not-an-address"] },
  ],
};
