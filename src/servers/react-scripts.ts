import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "react-scripts",
  programs: ["react-scripts"],
  manual: "https://create-react-app.dev/docs/advanced-configuration/",
  background: false,
  listens: hostPort({
    name: "react-scripts",
    resolver: NODE,
    style: "plain",
    commands: ["start"],
    harmless: "build, eject, test",
    host: { option: { names: [] }, env: ["HOST"], default: "0.0.0.0" },
    port: { option: { names: [] }, env: ["PORT"], default: "3000" },
    // config/env.js, with the environment that `start` sets.
    dotenv: [".env.development.local", ".env.local", ".env.development", ".env"],
  }),
  examples: [
    { argv: ["react-scripts", "start"], listens: ["tcp 0.0.0.0 3000"] },
    { argv: ["react-scripts", "start"], env: { HOST: "127.0.0.1", PORT: "3001" }, listens: ["tcp 127.0.0.1 3001"] },
    {
      argv: ["react-scripts", "start"],
      files: { ".env": "HOST=0.0.0.0\nPORT=3002\n", ".env.local": "HOST=127.0.0.1\n" },
      listens: ["tcp 127.0.0.1 3002"],
    },
    { argv: ["react-scripts", "start"], files: { ".env": "HOST=$OFFICE\n" }, listens: ["? tcp ? 3000"] },
    { argv: ["react-scripts", "build"], listens: [] },
  ],
};
