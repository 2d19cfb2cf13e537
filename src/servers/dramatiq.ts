import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { pair, serve } from "./served";
import { decide, fallback, variable } from "./setting";

/** Up to 1.x it tells Prometheus of itself, from 2.0 on only where the application asks for that. */
export const server: Server = {
  name: "dramatiq",
  programs: ["dramatiq"],
  modules: ["dramatiq"],
  manual: "https://dramatiq.io/advanced.html#prometheus-metrics",
  background: false,
  listens: ({ environment }) => {
    const host = decide(variable(environment, "dramatiq_prom_host"), fallback("0.0.0.0"));
    const port = decide(variable(environment, "dramatiq_prom_port"), fallback("9191"));
    const binds = pair(host, port).map((bind) => ({ ...bind, certainty: "possible" as const }));
    return serve("dramatiq", LIBC, binds, [...host.doubts, ...port.doubts]);
  },
  examples: [
    { argv: ["dramatiq", "shop.tasks", "-p", "2"], listens: ["? tcp 0.0.0.0 9191"] },
    {
      argv: ["dramatiq", "shop.tasks"],
      env: { dramatiq_prom_host: "127.0.0.1", dramatiq_prom_port: "9192" },
      listens: ["? tcp 127.0.0.1 9192"],
    },
  ],
};
