import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";
import { argumentsOf } from "./arguments";
import { idle } from "./command";

const running = addressOptions({
  name: "influxdb",
  resolver: GO,
  style: "plain",
  addresses: [
    { option: { names: ["--http-bind-address"] }, env: ["INFLUXD_HTTP_BIND_ADDRESS", "INFLUXDB_HTTP_BIND_ADDRESS"], default: [":8086"] },
  ],
});

export const server: Server = {
  name: "influxdb",
  programs: ["influxd"],
  manual: "https://docs.influxdata.com/influxdb/v2/reference/config-options/",
  background: false,
  listens: (invocation) => {
    const [first = "run"] = argumentsOf(invocation);
    return first === "run" || first.startsWith("-")
      ? running(invocation)
      : idle("influxdb", [first], "backup, downgrade, inspect, print-config, recovery, restore, upgrade");
  },
  packaged: { packages: ["influxdb", "influxdb2"], units: ["influxdb", "influxd"], argv: ["influxd"], files: {} },
  examples: [
    { argv: ["influxd"], listens: ["tcp * 8086"] },
    { argv: ["influxd", "upgrade"], listens: [] },
    { argv: ["influxd", "--http-bind-address", "127.0.0.1:8087"], listens: ["tcp 127.0.0.1 8087"] },
  ],
};
