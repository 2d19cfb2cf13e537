import type { Server } from "../model/launch";
import { HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { JAVA } from "./address";
import { argumentsOf, basename } from "./arguments";
import { idle } from "./command";
import { unpackedIn } from "./home";
import { lastOf, parseIni, tokens } from "./ini";
import { serve, unknown, type Bind } from "./served";
import { readFile } from "./setting";

/** Releases since 3.5 have a console of administration on 8080, but Debian's. Members of an ensemble listen for each other besides. */
export const server: Server = {
  name: "zookeeper",
  programs: ["zkServer.sh", "zookeeper-server-start.sh", "zookeeper-server-start"],
  manual: "https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_minimumConfiguration",
  background: ({ argv }) => argv.includes("-daemon") || (basename(argv[0] ?? "") === "zkServer.sh" && !argv.includes("start-foreground")),
  listens: (invocation) => {
    const args = argumentsOf(invocation).filter((argument) => argument !== "-daemon");
    const path = invocation.argv[0] ?? "";
    const isScript = basename(path) === "zkServer.sh";
    const words = args[0] === "--config" ? args.slice(2) : args;
    const [command = "", given] = isScript ? words : ["start", words[0]];
    if (!/^(start|start-foreground|restart)$/.test(command)) return idle("zookeeper", words, "print-cmd, status, stop, version");
    const base = unpackedIn(invocation);
    const usual = invocation.environment.values.get("ZOOCFGDIR") ?? (base === undefined ? "/etc/zookeeper/conf" : `${base}/conf`);
    const folder = args[0] === "--config" ? (args[1] ?? "") : usual;
    const file = readFile(
      invocation,
      given === undefined ? `${folder}/zoo.cfg` : given.includes("/") || !isScript ? given : `${folder}/${given}`,
    );
    if (file.text === null) return unknown(...(file.doubts.length > 0 ? file.doubts : [unseen.file(file.path)]));
    const settings = parseIni(file.text);
    const socket = (port: string, address: string, usual: string | null): readonly Bind[] => {
      const [number, host] = [lastOf(settings, port), lastOf(settings, address)];
      if (number === undefined && usual === null) return [];
      const says = tokens(number, host);
      return [{ host: host?.value ?? "0.0.0.0", port: number?.value ?? usual, says, from: says === "" ? "default" : "file" }];
    };
    const off = /^false$/i.test(lastOf(settings, "admin.enableServer")?.value ?? "");
    const console = socket("admin.serverPort", "admin.serverAddress", "8080").map((bind): Bind =>
      settings.some(({ key }) => key.startsWith("admin.")) ? bind : { ...bind, certainty: "possible" },
    );
    // Which of the members it is stands in another file.
    const peers = settings
      .filter(({ key }) => /^server\.\d+$/.test(key))
      .flatMap(
        ({ value, key }) =>
          value
            .split(";")[0]
            ?.split(":")
            .slice(1, 3)
            .map((port): Bind => ({ host: HOLE, port, says: key, from: "file" })) ?? [],
      );
    return serve(
      "zookeeper",
      JAVA,
      [
        ...socket("clientPort", "clientPortAddress", null),
        ...socket("secureClientPort", "secureClientPortAddress", null),
        ...(off ? [] : console),
        ...peers,
      ],
      file.doubts,
    );
  },
  packaged: [
    {
      family: "deb",
      packages: ["zookeeperd"],
      units: ["zookeeper"],
      service: ["ExecStart=/usr/share/zookeeper/bin/zkServer.sh --config /etc/zookeeper/conf start-foreground"],
      files: { "/etc/zookeeper/conf/zoo.cfg": "tickTime=2000\ndataDir=/var/lib/zookeeper\nclientPort=2181\n" },
    },
  ],
  examples: [
    {
      argv: ["zkServer.sh", "start-foreground"],
      files: { "/etc/zookeeper/conf/zoo.cfg": "clientPort=2182\nadmin.serverPort=8081\nadmin.serverAddress=127.0.0.1\n" },
      listens: ["tcp * 2182", "tcp 127.0.0.1 8081"],
    },
    {
      argv: ["zkServer.sh", "--config", "/srv/zk", "start"],
      files: { "/srv/zk/zoo.cfg": "clientPort=2184\nserver.1=10.0.0.9:2888:3888\n" },
      listens: ["tcp * 2184", "? tcp * 8080", "? tcp ? 2888", "? tcp ? 3888"],
    },
    {
      argv: ["/opt/zk/bin/zkServer.sh", "start"],
      files: { "/opt/zk/conf/zoo.cfg": "clientPort=2183\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\n#clientPort=1\n" },
      listens: ["tcp 127.0.0.1 2183"],
    },
    { argv: ["zkServer.sh", "status"], listens: [] },
  ],
};
