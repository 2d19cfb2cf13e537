import type { Server } from "../model/launch";
import { NODE } from "./address";
import { argumentsOf, valuesOf } from "./arguments";
import { firstOf, saidAt } from "./data-file";
import { expanded } from "./expand";
import { hostPort } from "./host-port";
import type { Layer } from "./setting";

/** The image takes the names of settings as variables. https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-kibana-with-docker */
export const server: Server = {
  name: "kibana",
  programs: ["kibana", "kibana-docker", "opensearch-dashboards"],
  manual: "https://www.elastic.co/docs/reference/kibana/configuration-reference/general-settings",
  once: "-V -h",
  background: false,
  listens: hostPort({
    name: "kibana",
    resolver: NODE,
    style: "plain",
    taking: "-c --config -e --elasticsearch --plugins -l --log-file",
    host: { option: { names: ["-H", "--host", "--server.host"] }, env: ["SERVER_HOST"], default: "localhost" },
    port: { option: { names: ["-p", "--port", "--server.port"] }, env: ["SERVER_PORT"], default: "5601" },
    configured: (invocation) => {
      const names = ["/usr/share/kibana/config/kibana.yml", "/etc/kibana/kibana.yml"];
      const other = "/usr/share/opensearch-dashboards/config/opensearch_dashboards.yml";
      const isOther = /dashboards$/.test(invocation.argv[0] ?? "");
      const given = valuesOf("-c", "--config")(argumentsOf(invocation)).slice(-1);
      const file = firstOf(invocation, given.length > 0 ? given : isOther ? [other] : names);
      const layer = (key: "host" | "port"): Layer => {
        const flat = saidAt(file, `server.${key}`);
        return expanded(flat.said.length > 0 ? flat : saidAt(file, "server", key), invocation.environment);
      };
      return { host: layer("host"), port: layer("port") };
    },
  }),
  packaged: [
    {
      packages: ["kibana"],
      units: ["kibana"],
      starts: false,
      service: ["ExecStart=/usr/share/kibana/bin/kibana"],
      files: {
        "/usr/share/kibana/config/kibana.yml": null,
        "/etc/kibana/kibana.yml": '#server.port: 5601\n#server.host: "localhost"\n',
      },
    },
  ],
  examples: [
    { argv: ["kibana", "-c", "/k.yml"], files: { "/k.yml": "server.host: 0.0.0.0\n" }, listens: ["tcp 0.0.0.0 5601"] },
    {
      argv: ["kibana", "-c", "/k.yml"],
      env: { KIBANA_HOST: "0.0.0.0" },
      files: { "/k.yml": "server.host: ${KIBANA_HOST}\nserver.port: 5604\n" },
      listens: ["tcp 0.0.0.0 5604"],
    },
    { argv: ["kibana", "-c", "/k.yml"], files: { "/k.yml": 'server.host: "${KIBANA_HOST}"\n' }, listens: ["? tcp ? 5601"] },
    { argv: ["kibana"], listens: ["tcp localhost 5601"] },
    { argv: ["kibana", "--server.host=0.0.0.0", "-p", "5602"], listens: ["tcp 0.0.0.0 5602"] },
    {
      argv: ["/usr/share/kibana/bin/kibana"],
      files: { "/etc/kibana/kibana.yml": 'server.host: "10.0.0.9"\nserver:\n  port: 5603\n' },
      listens: ["tcp 10.0.0.9 5603"],
    },
  ],
};
