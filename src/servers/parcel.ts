import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "parcel",
  programs: ["parcel"],
  manual: "https://parceljs.org/features/cli/",
  listens: hostPort({
    name: "parcel",
    resolver: NODE,
    style: "plain",
    except: ["build", "watch", "help", "create"],
    host: { option: { names: ["--host"] }, default: "" },
    port: { option: { names: ["-p", "--port"] }, env: ["PORT"], default: "1234" },
  }),
  examples: [
    { argv: ["parcel", "build", "index.html"], listens: [] },
    { argv: ["parcel", "index.html"], listens: ["tcp * 1234"] },
    { argv: ["parcel", "serve", "--host", "127.0.0.1", "-p", "1235", "x.html"], listens: ["tcp 127.0.0.1 1235"] },
  ],
};
