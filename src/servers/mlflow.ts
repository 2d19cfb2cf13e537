import type { Invocation, Server } from "../model/launch";
import type { Served } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { server as gunicorn } from "./gunicorn";
import { hostPort } from "./host-port";
import { parseOptions } from "./options";
import { NOTHING, together, unknown } from "./served";
import { decide, last, option, variable } from "./setting";
import { splitWords } from "./words";

const serving = hostPort({
  name: "mlflow",
  resolver: PASSIVE,
  style: "plain",
  commands: ["server", "ui", "models serve"],
  harmless: "artifacts, db, doctor, experiments, gc, models build-docker, models predict, runs, traces",
  taking:
    "--allowed-hosts --app-name --artifacts-destination --backend-store-uri --cors-allowed-origins --default-artifact-root " +
    "--env-manager --expose-prometheus --gunicorn-opts --model-uri -m --read-replica-backend-store-uri --registry-store-uri " +
    "--secrets-cache-max-size --secrets-cache-ttl --static-prefix --timeout -t --trace-archival-config --uvicorn-opts " +
    "--waitress-opts --workers -w --workspace-store-uri --x-frame-options",
  host: { option: { names: ["-h", "--host"] }, env: ["MLFLOW_HOST"], default: "127.0.0.1" },
  port: { option: { names: ["-p", "--port"] }, env: ["MLFLOW_PORT"], default: "5000" },
});

/** Its options for gunicorn stand before the `-b` of its own, and gunicorn binds what each of them names. */
function beside(invocation: Invocation): Served {
  const parsed = parseOptions(argumentsOf(invocation), { style: "plain", options: { more: { names: ["--gunicorn-opts"] } } });
  const { said, doubts } = decide(last(option(parsed, "more")), variable(invocation.environment, "MLFLOW_GUNICORN_OPTS"));
  const value = said[0]?.value ?? "";
  if (hasHole(value)) return unknown(unseen.argument("gunicorn"));
  if (said.length === 0) return doubts.length > 0 ? unknown(...doubts) : NOTHING;
  const words = splitWords(value);
  return words.some((word) => /^(-b|--bi?n?d?(=|$))/.test(word))
    ? gunicorn.listens({ ...invocation, argv: ["gunicorn", ...words] })
    : NOTHING;
}

export const server: Server = {
  name: "mlflow",
  programs: ["mlflow"],
  modules: ["mlflow"],
  manual: "https://mlflow.org/docs/latest/api_reference/cli.html#mlflow-server",
  background: false,
  listens: (invocation) => {
    const own = serving(invocation);
    return own.listeners.length > 0 ? together(own, beside(invocation)) : own;
  },
  examples: [
    { argv: ["mlflow", "server"], listens: ["tcp 127.0.0.1 5000"] },
    {
      argv: ["mlflow", "server", "--backend-store-uri", "sqlite:///m.db", "--host", "0.0.0.0", "-p", "5055"],
      listens: ["tcp 0.0.0.0 5055"],
    },
    { argv: ["mlflow", "ui"], env: { MLFLOW_HOST: "0.0.0.0", MLFLOW_PORT: "5056" }, listens: ["tcp 0.0.0.0 5056"] },
    { argv: ["mlflow", "models", "serve", "-m", "models:/churn/3", "-h", "0.0.0.0", "-p", "5057"], listens: ["tcp 0.0.0.0 5057"] },
    {
      argv: ["mlflow", "server", "--gunicorn-opts", "-b 0.0.0.0:5058 --timeout 60"],
      listens: ["tcp 127.0.0.1 5000", "tcp 0.0.0.0 5058"],
    },
    { argv: ["mlflow", "server"], env: { MLFLOW_GUNICORN_OPTS: "--timeout 60" }, listens: ["tcp 127.0.0.1 5000"] },
    { argv: ["mlflow", "gc"], listens: [] },
  ],
};
