import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";
import { readFile } from "./setting";
import { unseen } from "../words/servers";

/** As Vite, on which it stands: `--host` without a value is every address. */
export const server: Server = {
  name: "astro",
  programs: ["astro"],
  manual: "https://docs.astro.build/en/reference/cli-reference/",
  background: false,
  listens: hostPort({
    name: "astro",
    resolver: NODE,
    style: "plain",
    commands: ["dev", "preview"],
    harmless: "add, build, check, create-key, db, docs, info, preferences, sync, telemetry",
    host: { option: { names: ["--host"], takes: "optional" }, default: "localhost" },
    port: { option: { names: ["--port"] }, default: "4321" },
    configured: (invocation) => {
      const files = ["astro.config.mjs", "astro.config.ts", "astro.config.js"].map((name) => readFile(invocation, name));
      const doubts = files
        .flatMap(({ path, text, doubts }) => (text === null ? doubts : /server/.test(text) ? [unseen.computed(path)] : []))
        .slice(0, 1);
      return { host: { said: [], doubts }, port: { said: [], doubts } };
    },
  }),
  examples: [
    { argv: ["astro", "dev"], listens: ["tcp localhost 4321"] },
    { argv: ["astro", "preview", "--host", "--port", "4322"], listens: ["tcp * 4322"] },
    { argv: ["astro", "build"], listens: [] },
  ],
};
