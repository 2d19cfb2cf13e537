import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "mlflow",
  programs: ["mlflow"],
  modules: ["mlflow"],
  manual: "https://mlflow.org/docs/latest/api_reference/cli.html#mlflow-server",
  background: false,
  listens: hostPort({
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
  }),
  examples: [
    { argv: ["mlflow", "server"], listens: ["tcp 127.0.0.1 5000"] },
    {
      argv: ["mlflow", "server", "--backend-store-uri", "sqlite:///m.db", "--host", "0.0.0.0", "-p", "5055"],
      listens: ["tcp 0.0.0.0 5055"],
    },
    { argv: ["mlflow", "ui"], env: { MLFLOW_HOST: "0.0.0.0", MLFLOW_PORT: "5056" }, listens: ["tcp 0.0.0.0 5056"] },
    { argv: ["mlflow", "models", "serve", "-m", "models:/churn/3", "-h", "0.0.0.0", "-p", "5057"], listens: ["tcp 0.0.0.0 5057"] },
    { argv: ["mlflow", "gc"], listens: [] },
  ],
};
