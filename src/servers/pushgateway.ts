import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";

export const server: Server = {
  name: "pushgateway",
  programs: ["pushgateway", "prometheus-pushgateway"],
  manual: "https://github.com/prometheus/pushgateway",
  once: "-h --help-long --help-man",
  background: false,
  listens: addressOptions({
    name: "pushgateway",
    resolver: GO,
    style: "plain",
    addresses: [{ option: { names: ["--web.listen-address"] }, default: [":9091"], repeats: true }],
  }),
  packaged: [
    {
      packages: ["prometheus-pushgateway", "pushgateway"],
      units: ["prometheus-pushgateway", "pushgateway"],
      service: ["EnvironmentFile=/etc/default/prometheus-pushgateway", "ExecStart=/usr/bin/prometheus-pushgateway $ARGS"],
      files: { "/etc/default/prometheus-pushgateway": 'ARGS=""\n' },
    },
  ],
  examples: [
    { argv: ["pushgateway"], listens: ["tcp * 9091"] },
    { argv: ["pushgateway", "--web.listen-address=127.0.0.1:9191"], listens: ["tcp 127.0.0.1 9191"] },
  ],
};
