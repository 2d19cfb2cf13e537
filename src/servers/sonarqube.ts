import type { Server } from "../model/launch";
import { JAVA } from "./address";
import { argumentsOf, basename } from "./arguments";
import { idle } from "./command";
import { unpackedIn } from "./home";
import { lastOf, parseIni } from "./ini";
import { pair, serve } from "./served";
import { decide, fallback, readFile, variable, type Layer } from "./setting";

/** The console; its own Elasticsearch is loopback. */
export const server: Server = {
  name: "sonarqube",
  programs: ["sonar.sh", "sonarqube.sh"],
  manual: "https://docs.sonarsource.com/sonarqube-server/latest/server-installation/network-security/network-rules/",
  background: ({ argv }) => !argv.includes("console"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    if (!/^(console|start|restart|force-stop)$/.test(args[0] ?? ""))
      return idle(basename(invocation.argv[0] ?? ""), args, "dump, status, stop");
    const base = unpackedIn(invocation) ?? "/opt/sonarqube";
    const file = readFile(invocation, `${base}/conf/sonar.properties`);
    const layer = (key: string, usual: string): Layer => {
      const found = lastOf(parseIni(file.text ?? ""), key);
      return decide(
        variable(invocation.environment, key.toUpperCase().replaceAll(".", "_")),
        {
          said: found === undefined || found.value === "" ? [] : [{ value: found.value, says: found.says, from: "file" }],
          doubts: file.doubts,
        },
        fallback(usual),
      );
    };
    const [host, port] = [layer("sonar.web.host", "0.0.0.0"), layer("sonar.web.port", "9000")];
    return serve("sonarqube", JAVA, pair(host, port), [...host.doubts, ...port.doubts]);
  },
  examples: [
    { argv: ["/opt/sonarqube/bin/linux-x86-64/sonar.sh", "console"], listens: ["tcp * 9000"] },
    { argv: ["sonar.sh", "start"], env: { SONAR_WEB_PORT: "9001" }, listens: ["tcp * 9001"] },
    {
      argv: ["/srv/sq/bin/linux-x86-64/sonar.sh", "start"],
      files: { "/srv/sq/conf/sonar.properties": "#sonar.web.host=0.0.0.0\nsonar.web.host=127.0.0.1\nsonar.web.port=9002\n" },
      listens: ["tcp 127.0.0.1 9002"],
    },
    { argv: ["sonar.sh", "status"], listens: [] },
  ],
};
