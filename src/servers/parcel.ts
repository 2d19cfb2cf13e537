import type { Server } from "../model/launch";
import { NODE } from "./address";
import { argumentsOf } from "./arguments";
import { unlisted } from "./command";
import { hostPort } from "./host-port";

const serving = hostPort({
  name: "parcel",
  resolver: NODE,
  style: "plain",
  except: ["build", "help", "create"],
  host: { option: { names: ["--host"] }, default: "" },
  port: { option: { names: ["-p", "--port"] }, env: ["PORT"], default: "1234" },
});

/** `watch` opens the socket of hot reloading alone, on a port of its own choice. */
export const server: Server = {
  name: "parcel",
  programs: ["parcel"],
  manual: "https://parceljs.org/features/cli/",
  background: false,
  listens: (invocation) => (argumentsOf(invocation)[0] === "watch" ? unlisted("parcel") : serving(invocation)),
  examples: [
    { argv: ["parcel", "build", "index.html"], listens: [] },
    { argv: ["parcel", "index.html"], listens: ["tcp * 1234"] },
    { argv: ["parcel", "serve", "--host", "127.0.0.1", "-p", "1235", "x.html"], listens: ["tcp 127.0.0.1 1235"] },
  ],
};
