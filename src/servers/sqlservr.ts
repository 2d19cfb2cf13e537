import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { lastOf, parseIni } from "./ini";
import { NOTHING, pair, serve } from "./served";
import { decide, fallback, readFile, variable, type Layer } from "./setting";

/** The administrator's own connection is loopback. Variables go over the file. */
export const server: Server = {
  name: "sqlserver",
  programs: ["sqlservr"],
  manual: "https://learn.microsoft.com/en-us/sql/linux/sql-server-linux-configure-environment-variables",
  background: false,
  listens: (invocation) => {
    if (argumentsOf(invocation).some((argument) => /^--(setup|reset-sa-password|help|version)$/.test(argument))) return NOTHING;
    const file = readFile(invocation, "/var/opt/mssql/mssql.conf");
    const settings = parseIni(file.text ?? "").filter(({ section }) => section === "network");
    const layer = (name: string, key: string, usual: string): Layer => {
      const found = lastOf(settings, key);
      return decide(
        variable(invocation.environment, name),
        { said: found === undefined ? [] : [{ value: found.value, says: found.says, from: "file" }], doubts: file.doubts },
        fallback(usual),
      );
    };
    const [host, port] = [layer("MSSQL_IP_ADDRESS", "ipaddress", "*"), layer("MSSQL_TCP_PORT", "tcpport", "1433")];
    return serve("sqlserver", PASSIVE, pair(host, port), [...host.doubts, ...port.doubts]);
  },
  packaged: [
    {
      packages: ["mssql-server"],
      units: ["mssql-server"],
      // Its setup starts it.
      starts: false,
      service: ["ExecStart=/opt/mssql/bin/sqlservr"],
      files: { "/var/opt/mssql/mssql.conf": "" },
    },
  ],
  examples: [
    { argv: ["/opt/mssql/bin/sqlservr"], env: { MSSQL_TCP_PORT: "1435" }, listens: ["tcp * 1435"] },
    {
      argv: ["sqlservr"],
      files: { "/var/opt/mssql/mssql.conf": "[network]\nipaddress = 127.0.0.1\ntcpport = 1436\n" },
      listens: ["tcp 127.0.0.1 1436"],
    },
  ],
};
