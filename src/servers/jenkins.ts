import type { Server } from "../model/launch";
import { JAVA } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { machineBinds, optionsIn } from "./jvm";
import { parseOptions } from "./options";
import { pair, serve, type Bind } from "./served";
import { decide, fallback, last, option, variable } from "./setting";
import { splitWords } from "./words";

/** The console and, in the image, the port of inbound agents. */
export const server: Server = {
  name: "jenkins",
  programs: ["jenkins", "jenkins.sh"],
  manual: "https://www.jenkins.io/doc/book/installing/initial-settings/",
  background: onlyWith("--daemon"),
  listens: (invocation) => {
    const { environment } = invocation;
    const more = variable(environment, "JENKINS_OPTS");
    const parsed = parseOptions([...splitWords(more.said[0]?.value ?? ""), ...argumentsOf(invocation)], {
      style: "plain",
      options: { host: { names: ["--httpListenAddress"] }, port: { names: ["--httpPort"] }, https: { names: ["--httpsPort"] } },
    });
    const host = decide(last(option(parsed, "host")), variable(environment, "JENKINS_LISTEN_ADDRESS"), fallback("0.0.0.0"));
    const port = decide(last(option(parsed, "port")), variable(environment, "JENKINS_PORT"), fallback("8080"));
    const open = { ...port, said: port.said.filter(({ value }) => value !== "-1") };
    const agents = variable(environment, "JENKINS_SLAVE_AGENT_PORT");
    const image = /\.sh$/.test(invocation.argv[0] ?? "");
    const agent: readonly Bind[] = image
      ? [
          {
            host: "0.0.0.0",
            port: agents.said[0]?.value ?? "50000",
            says: agents.said[0]?.says ?? "",
            from: agents.said[0]?.from ?? "default",
          },
        ]
      : [];
    return serve(
      "jenkins",
      JAVA,
      [
        ...pair(host, open),
        ...pair(host, last(option(parsed, "https"))),
        ...agent,
        ...machineBinds(optionsIn(environment, "JAVA_OPTS", "JENKINS_JAVA_OPTS")),
      ],
      [...more.doubts, ...host.doubts, ...port.doubts],
    );
  },
  packaged: [
    {
      packages: ["jenkins"],
      units: ["jenkins"],
      service: ["ExecStart=/usr/bin/jenkins", '#Environment="JENKINS_LISTEN_ADDRESS="', 'Environment="JENKINS_PORT=8080"'],
      files: {},
      // Before systemd its init script read them. https://www.jenkins.io/doc/upgrade-guide/2.332/
      reads: ["/etc/default/jenkins", "/etc/sysconfig/jenkins"],
    },
  ],
  examples: [
    { argv: ["jenkins"], listens: ["tcp * 8080"] },
    { argv: ["/usr/local/bin/jenkins.sh", "--httpPort=8081"], listens: ["tcp * 8081", "tcp * 50000"] },
    {
      argv: ["jenkins"],
      env: { JAVA_OPTS: "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=0.0.0.0:5007", JENKINS_PORT: "8089" },
      listens: ["tcp * 8089", "tcp * 5007"],
    },
    { argv: ["jenkins", "--httpListenAddress=127.0.0.1"], env: { JENKINS_PORT: "8082" }, listens: ["tcp 127.0.0.1 8082"] },
  ],
};
