import type { Server } from "../model/launch";
import { JAVA } from "./address";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { unpackedIn } from "./home";
import { lastOf, parseIni, tokens } from "./ini";
import { serve } from "./served";
import { readFile } from "./setting";

/** The file among the data goes over the one that comes with it. */
export const server: Server = {
  name: "nexus",
  programs: ["nexus"],
  manual: "https://help.sonatype.com/en/configuring-the-runtime-environment.html",
  background: ({ argv }) => !argv.includes("run"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    if (!/^(run|run-redirect|start|restart|force-reload)$/.test(args[0] ?? "")) return idle("nexus", args, "status, stop");
    const base = unpackedIn(invocation) ?? "/opt/sonatype/nexus";
    const data = invocation.environment.values.get("NEXUS_DATA") ?? `${base}/../sonatype-work/nexus3`;
    const files = [`${base}/etc/nexus-default.properties`, `${data}/etc/nexus.properties`].map((name) => readFile(invocation, name));
    const settings = files.flatMap(({ text }) => parseIni(text ?? ""));
    const [host, port] = [lastOf(settings, "application-host"), lastOf(settings, "application-port")];
    const says = tokens(host, port);
    return serve(
      "nexus",
      JAVA,
      [{ host: host?.value ?? "0.0.0.0", port: port?.value ?? "8081", says, from: says === "" ? "default" : "file" }],
      files.flatMap(({ doubts }) => doubts),
    );
  },
  examples: [
    { argv: ["/opt/sonatype/nexus/bin/nexus", "run"], listens: ["tcp * 8081"] },
    {
      argv: ["/srv/nexus/bin/nexus", "start"],
      env: { NEXUS_DATA: "/data" },
      files: {
        "/srv/nexus/etc/nexus-default.properties": "application-port=8081\napplication-host=0.0.0.0\n",
        "/data/etc/nexus.properties": "application-port=8082\n# application-host=::\napplication-host=127.0.0.1\n",
      },
      listens: ["tcp 127.0.0.1 8082"],
    },
    { argv: ["nexus", "status"], listens: [] },
  ],
};
