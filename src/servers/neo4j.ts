import type { Server } from "../model/launch";
import { JAVA } from "./address";
import { argumentsOf } from "./arguments";
import { asks, doubted, idle } from "./command";
import { split } from "./endpoint";
import { lastOf, parseIni, tokens } from "./ini";
import { parseOptions } from "./options";
import { serve, type Bind } from "./served";
import { firstFile } from "./setting";
import { unseen } from "../words/servers";

/** Whether it is on by default, and its port. */
const CONNECTORS = [
  ["bolt", true, "7687"],
  ["http", true, "7474"],
  ["https", false, "7473"],
] as const;

/** Names of settings as of version 5, then as of 4. */
export const server: Server = {
  name: "neo4j",
  programs: ["neo4j"],
  manual: "https://neo4j.com/docs/operations-manual/current/configuration/connectors/",
  once: "-h --help",
  background: ({ argv }) => !argv.includes("console"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, { style: "plain", options: {}, bare: "--verbose --expand-commands" });
    const asked = asks(args, parsed, ["console", "start", "restart"]);
    if (asked === "no") return idle("neo4j", parsed.operands, "status, stop, windows-service");
    const folders = [invocation.environment.values.get("NEO4J_CONF"), "/var/lib/neo4j/conf", "/etc/neo4j"];
    const names = folders.flatMap((folder) => (folder === undefined ? [] : [`${folder}/neo4j.conf`]));
    const file = firstFile(invocation, names);
    const settings = parseIni(file?.text ?? "");
    const usual = lastOf(
      settings,
      "server.default_listen_address",
      "dbms.default_listen_address",
      "dbms.connectors.default_listen_address",
    );
    const binds = CONNECTORS.flatMap(([name, on, port]): readonly Bind[] => {
      const enabled = lastOf(settings, `server.${name}.enabled`, `dbms.connector.${name}.enabled`);
      if (!/^true$/i.test(enabled?.value ?? String(on))) return [];
      const own = lastOf(settings, `server.${name}.listen_address`, `dbms.connector.${name}.listen_address`);
      const where = split(own?.value ?? "", { host: "", port, bare: "number-is-port" });
      const says = tokens(where.host === "" ? usual : undefined, own);
      const host = where.host === "" ? (usual?.value ?? "localhost") : where.host;
      return [{ host, port: where.port, says, from: says === "" ? "default" : "file" }];
    });
    const odd = args.some((argument) => argument.startsWith("--") && !/^--(verbose|expand-commands)$/.test(argument));
    return serve("neo4j", JAVA, binds, [
      ...(file?.doubts ?? []),
      ...(odd ? [unseen.option("neo4j")] : []),
      ...doubted("neo4j", parsed, asked),
    ]);
  },
  packaged: [
    {
      packages: ["neo4j", "neo4j-enterprise"],
      units: ["neo4j"],
      starts: false,
      service: ["ExecStart=/usr/bin/neo4j console"],
      files: {
        "/var/lib/neo4j/conf/neo4j.conf": null,
        "/etc/neo4j/neo4j.conf":
          "#server.default_listen_address=0.0.0.0\nserver.bolt.enabled=true\n#server.bolt.listen_address=:7687\nserver.http.enabled=true\n#server.http.listen_address=:7474\nserver.https.enabled=false\n",
      },
    },
  ],
  examples: [
    { argv: ["neo4j", "console"], listens: ["tcp 127.0.0.1 7687", "tcp 127.0.0.1 7474"] },
    {
      argv: ["neo4j", "start"],
      files: {
        "/etc/neo4j/neo4j.conf":
          "server.default_listen_address=0.0.0.0\nserver.bolt.listen_address=127.0.0.1:7688\nserver.http.listen_address=:7475\n",
      },
      listens: ["tcp 127.0.0.1 7688", "tcp * 7475"],
    },
    {
      argv: ["neo4j", "console"],
      files: { "/etc/neo4j/neo4j.conf": "dbms.connector.http.enabled=false\ndbms.connector.bolt.listen_address=0.0.0.0:7689\n" },
      listens: ["tcp * 7689"],
    },
    { argv: ["neo4j", "status"], listens: [] },
  ],
};
