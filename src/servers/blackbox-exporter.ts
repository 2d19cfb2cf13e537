import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";

export const server: Server = {
  name: "blackbox_exporter",
  programs: ["blackbox_exporter", "prometheus-blackbox-exporter"],
  manual: "https://github.com/prometheus/blackbox_exporter",
  once: "-h --help-long --help-man --config.check",
  background: false,
  listens: addressOptions({
    name: "blackbox_exporter",
    resolver: GO,
    style: "plain",
    addresses: [{ option: { names: ["--web.listen-address"] }, default: [":9115"], repeats: true }],
  }),
  packaged: [
    {
      packages: ["prometheus-blackbox-exporter", "blackbox-exporter"],
      units: ["prometheus-blackbox-exporter", "blackbox-exporter"],
      service: ["EnvironmentFile=/etc/default/prometheus-blackbox-exporter", "ExecStart=/usr/bin/prometheus-blackbox-exporter $ARGS"],
      files: { "/etc/default/prometheus-blackbox-exporter": 'ARGS="--config.file /etc/prometheus/blackbox.yml"\n' },
    },
  ],
  examples: [
    { argv: ["blackbox_exporter"], listens: ["tcp * 9115"] },
    { argv: ["blackbox_exporter", "--web.listen-address=127.0.0.1:9116"], listens: ["tcp 127.0.0.1 9116"] },
  ],
};
