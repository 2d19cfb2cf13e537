import type { Server } from "../model/launch";
import { PUMA } from "./address";
import { hostPort } from "./host-port";
import { unlessProduction } from "./host-port";

/** Rack listens on every address outside of development. */
export const server: Server = {
  name: "rackup",
  programs: ["rackup"],
  manual: "https://github.com/rack/rackup#usage",
  listens: hostPort({
    name: "rackup",
    resolver: PUMA,
    taking: "-s --server -E --env -I --include -r --require -P --pid -e --eval -b",
    host: {
      option: { names: ["-o", "--host"] },
      default: unlessProduction(["RACK_ENV"], "localhost", "0.0.0.0", (value) => value === "development"),
    },
    port: { option: { names: ["-p", "--port"] }, default: "9292" },
  }),
  examples: [
    { argv: ["rackup"], listens: ["tcp localhost 9292"] },
    { argv: ["rackup", "-o", "0.0.0.0", "-p", "9293"], listens: ["tcp 0.0.0.0 9293"] },
    { argv: ["rackup", "config.ru"], env: { RACK_ENV: "production" }, listens: ["tcp 0.0.0.0 9292"] },
  ],
};
