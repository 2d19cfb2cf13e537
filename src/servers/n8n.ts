import type { Server } from "../model/launch";
import { NODE } from "./address";
import { hostPort } from "./host-port";

/** `n8n` alone is `n8n start`. */
export const server: Server = {
  name: "n8n",
  programs: ["n8n"],
  manual: "https://docs.n8n.io/hosting/configuration/environment-variables/deployment/",
  once: "-v -h",
  background: false,
  listens: hostPort({
    name: "n8n",
    resolver: NODE,
    style: "plain",
    except: [
      "audit",
      "community-node",
      "db:revert",
      "execute",
      "export:credentials",
      "export:workflow",
      "import:credentials",
      "import:workflow",
    ],
    host: { option: { names: [] }, env: ["N8N_LISTEN_ADDRESS"], default: "::" },
    port: { option: { names: [] }, env: ["N8N_PORT"], default: "5678" },
  }),
  examples: [
    { argv: ["n8n"], env: { N8N_PORT: "5679" }, listens: ["tcp * 5679"] },
    { argv: ["n8n", "start"], env: { N8N_LISTEN_ADDRESS: "127.0.0.1" }, listens: ["tcp 127.0.0.1 5678"] },
    { argv: ["n8n", "export:workflow", "--all"], listens: [] },
  ],
};
