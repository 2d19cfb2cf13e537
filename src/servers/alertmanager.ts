import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";

/** An empty cluster address closes the gossip, which is on TCP and UDP. */
export const server: Server = {
  name: "alertmanager",
  programs: ["alertmanager", "prometheus-alertmanager"],
  manual: "https://prometheus.io/docs/alerting/latest/alertmanager/",
  once: "-h --help-long --help-man",
  background: false,
  listens: addressOptions({
    name: "alertmanager",
    resolver: GO,
    style: "plain",
    addresses: [
      { option: { names: ["--web.listen-address"] }, default: [":9093"], repeats: true },
      { option: { names: ["--cluster.listen-address"] }, default: ["0.0.0.0:9094"], separator: /\s+/, protocols: ["tcp", "udp"] },
    ],
  }),
  packaged: [
    {
      packages: ["prometheus-alertmanager", "alertmanager"],
      units: ["prometheus-alertmanager", "alertmanager"],
      service: ["EnvironmentFile=/etc/default/prometheus-alertmanager", "ExecStart=/usr/bin/prometheus-alertmanager $ARGS"],
      files: { "/etc/default/prometheus-alertmanager": 'ARGS=""\n' },
    },
  ],
  examples: [
    { argv: ["alertmanager"], listens: ["tcp * 9093", "tcp * 9094", "udp * 9094"] },
    { argv: ["alertmanager", "--web.listen-address=127.0.0.1:9095", "--cluster.listen-address="], listens: ["tcp 127.0.0.1 9095"] },
  ],
};
