import type { Server } from "../model/launch";
import { NODE } from "./address";
import { argumentsOf, valuesOf } from "./arguments";
import { saidAt } from "./data-file";
import { hostPort } from "./host-port";
import { hostAt, moduleOf } from "./module-file";
import { firstFile } from "./setting";

const NAMES = ["mjs", "js", "ts", "mts", "cjs", "cts"].map((extension) => `astro.config.${extension}`);

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
      const named = valuesOf("--config")(argumentsOf(invocation)).slice(-1);
      const file = firstFile(invocation, named.length > 0 ? named : NAMES);
      if (file === undefined || (file.text !== null && !/server|\.\.\./.test(file.text))) return {};
      const data = moduleOf(file, invocation.environment, "integrations");
      return { host: hostAt(data, "server"), port: saidAt(data, "server", "port") };
    },
  }),
  examples: [
    { argv: ["astro", "dev"], listens: ["tcp localhost 4321"] },
    { argv: ["astro", "preview", "--host", "--port", "4322"], listens: ["tcp * 4322"] },
    {
      argv: ["astro", "dev"],
      files: {
        "astro.config.mjs":
          'import { defineConfig } from "astro/config";\nexport default defineConfig({ server: { host: true, port: 4323 } });\n',
      },
      listens: ["tcp * 4323"],
    },
    {
      argv: ["astro", "dev"],
      files: { "astro.config.ts": "export default { server: ({ command }) => ({ host: command === 'dev' }) };\n" },
      listens: ["? tcp ? ?"],
    },
    { argv: ["astro", "build"], listens: [] },
  ],
};
