import type { Packaged, Server } from "../model/launch";
import { HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { JAVA } from "./address";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { unpackedIn } from "./home";
import { machineBinds, optionsIn } from "./jvm";
import { serve, unknown, type Bind } from "./served";
import { readFile } from "./setting";

/** The unit's script reads `/etc/default` and becomes `catalina.sh run`. https://packages.debian.org/bookworm/all/tomcat10/filelist */
const packaged = (name: string): Packaged => ({
  family: "deb",
  packages: [name],
  units: [name],
  service: [
    `Environment="CATALINA_HOME=/usr/share/${name}"`,
    `Environment="CATALINA_BASE=/var/lib/${name}"`,
    `EnvironmentFile=-/etc/default/${name}`,
    `ExecStart=/usr/share/${name}/bin/catalina.sh run`,
  ],
  files: {
    [`/etc/${name}/server.xml`]:
      '<Server port="-1" shutdown="SHUTDOWN">\n  <Service name="Catalina">\n    <Connector port="8080" protocol="HTTP/1.1"\n    />\n  </Service>\n</Server>\n',
    [`/etc/default/${name}`]: 'JAVA_OPTS="-Djava.awt.headless=true"\n',
  },
  links: { [`/var/lib/${name}/conf`]: `/etc/${name}` },
});

/** Connectors without an address are every address; the shutdown port is loopback. Properties (`${http.port}`) are unknown. */
export const server: Server = {
  name: "tomcat",
  programs: ["catalina.sh", "startup.sh"],
  manual: "https://tomcat.apache.org/tomcat-10.1-doc/config/http.html",
  background: (invocation) => !/^(run|jpda)$/.test(argumentsOf(invocation)[0] ?? "start"),
  listens: (invocation) => {
    const [command = "start"] = argumentsOf(invocation);
    if (!/^(run|start|jpda)$/.test(command)) return idle("tomcat", [command], "configtest, stop");
    const home = invocation.environment.values.get("CATALINA_BASE") ?? invocation.environment.values.get("CATALINA_HOME");
    const base = home ?? unpackedIn(invocation) ?? "/usr/local/tomcat";
    const file = readFile(invocation, `${base}/conf/server.xml`);
    if (file.text === null) return unknown(...(file.doubts.length > 0 ? file.doubts : [unseen.file(file.path)]));
    const elements = [...file.text.replace(/<!--[^]*?-->/g, "").matchAll(/<(Connector|Server)\b([^>]*)>/g)];
    const binds = elements.flatMap(([, element = "", text = ""]): readonly Bind[] => {
      const attribute = (name: string): string | undefined =>
        new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(text)?.[1]?.replace(/\$\{[^}]*\}/g, HOLE);
      const [port, address] = [attribute("port"), attribute("address")];
      if (port === undefined || port === "-1") return [];
      const host = address ?? (element === "Server" || /AJP/.test(attribute("protocol") ?? "") ? "localhost" : "0.0.0.0");
      return [{ host, port, says: [`port="${port}"`, address === undefined ? "" : `address="${address}"`].join(" ").trim(), from: "file" }];
    });
    const machine = machineBinds(optionsIn(invocation.environment, "JAVA_OPTS", "CATALINA_OPTS"));
    return serve("tomcat", JAVA, [...binds, ...machine], file.doubts);
  },
  packaged: ["tomcat9", "tomcat10", "tomcat11"].map(packaged),
  examples: [
    {
      argv: ["catalina.sh", "run"],
      files: {
        "/usr/local/tomcat/conf/server.xml":
          '<Server port="8005">\n<!-- <Connector port="1"/> -->\n<Connector port="8080" protocol="HTTP/1.1"/>\n<Connector port="8444" address="127.0.0.1"/>\n</Server>',
      },
      listens: ["tcp 127.0.0.1 8005", "tcp * 8080", "tcp 127.0.0.1 8444"],
    },
    {
      argv: ["/opt/tomcat/bin/startup.sh"],
      files: { "/opt/tomcat/conf/server.xml": '<Server port="-1"><Connector port="8081" address="0.0.0.0"/></Server>' },
      listens: ["tcp * 8081"],
    },
    {
      argv: ["/opt/tomcat/bin/catalina.sh", "run"],
      env: { CATALINA_OPTS: "-Xmx1g -agentlib:jdwp=transport=dt_socket,server=y,address=*:8009" },
      files: { "/opt/tomcat/conf/server.xml": '<Server port="-1"><Connector port="8082" address="127.0.0.1"/></Server>' },
      listens: ["tcp 127.0.0.1 8082", "tcp * 8009"],
    },
    { argv: ["catalina.sh", "version"], listens: [] },
  ],
};
