import type { Server } from "../model/launch";
import { GO } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { asks, doubted, idle } from "./command";
import { expanded } from "./expand";
import { unpackedIn } from "./home";
import { parseIni } from "./ini";
import { parseOptions } from "./options";
import { pair, serve } from "./served";
import { decide, fallback, readFile, variable, type Layer } from "./setting";

/** Where packages and images have it, which name their file to it. Elsewhere it reads those beside itself. */
const PACKAGED = "/usr/share/grafana";

/** conf/sample.ini of its sources. */
const SHIPPED = "[server]\n;protocol = http\n;http_addr =\n;http_port = 3000\n";

export const server: Server = {
  name: "grafana",
  programs: ["grafana", "grafana-server"],
  manual: "https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#server",
  once: "-v -vv -h --help",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: { config: { names: ["--config", "-config"] }, home: { names: ["--homepath", "-homepath"] } },
      taking: "--pidfile --packaging",
    });
    const { given } = parsed;
    const asked = /grafana$/.test(invocation.argv[0] ?? "") ? asks(args, parsed, ["server"]) : "yes";
    if (asked === "no") return idle("grafana", parsed.operands, "cli");
    const base = given.home.at(-1)?.value ?? unpackedIn(invocation) ?? PACKAGED;
    const paths = base === PACKAGED ? ["/etc/grafana/grafana.ini"] : [`${base}/conf/custom.ini`, `${base}/conf/defaults.ini`];
    const files = [given.config.at(-1)?.value ?? paths[0] ?? "", ...paths.slice(1)].map((path) => readFile(invocation, path));
    const layer = (key: string, name: string, usual: string): Layer => {
      const override = invocation.argv
        .map((argument) => new RegExp(`^cfg:(?:default\\.)?server\\.${key}=([^]*)$`).exec(argument))
        .findLast((match) => match !== null);
      const written = files.map(({ text, doubts }): Layer => {
        // https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#variable-expansion
        const found = parseIni(text ?? "").findLast((one) => one.section === "server" && one.key === key && one.value !== "");
        const said = found === undefined ? [] : [{ value: found.value, says: found.says, from: "file" as const }];
        return expanded({ said, doubts }, invocation.environment);
      });
      return decide(
        { said: override === undefined ? [] : [{ value: override[1] ?? "", says: override[0], from: "command" }], doubts: [] },
        variable(invocation.environment, name),
        ...written,
        fallback(usual),
      );
    };
    const [host, port] = [layer("http_addr", "GF_SERVER_HTTP_ADDR", ""), layer("http_port", "GF_SERVER_HTTP_PORT", "3000")];
    return serve("grafana", GO, pair(host, port), [
      ...host.doubts,
      ...port.doubts,
      ...unreadOptions(args, "grafana"),
      ...doubted("grafana", parsed, asked),
    ]);
  },
  packaged: [
    {
      family: "deb",
      // "NOT starting on installation", says its postinst.
      starts: false,
      packages: ["grafana", "grafana-enterprise"],
      units: ["grafana-server"],
      service: ["EnvironmentFile=/etc/default/grafana-server", "ExecStart=/usr/share/grafana/bin/grafana server --config=${CONF_FILE}"],
      files: { "/etc/default/grafana-server": "CONF_FILE=/etc/grafana/grafana.ini\n", "/etc/grafana/grafana.ini": SHIPPED },
    },
    {
      family: "rpm",
      packages: ["grafana", "grafana-enterprise"],
      units: ["grafana-server"],
      service: ["EnvironmentFile=/etc/sysconfig/grafana-server", "ExecStart=/usr/share/grafana/bin/grafana server --config=${CONF_FILE}"],
      files: { "/etc/sysconfig/grafana-server": "CONF_FILE=/etc/grafana/grafana.ini\n", "/etc/grafana/grafana.ini": SHIPPED },
    },
  ],
  examples: [
    { argv: ["grafana-server"], listens: ["tcp * 3000"] },
    {
      argv: ["grafana", "server"],
      env: { GF_SERVER_HTTP_PORT: "3001", GF_SERVER_HTTP_ADDR: "127.0.0.1" },
      listens: ["tcp 127.0.0.1 3001"],
    },
    {
      argv: ["grafana", "server", "--config", "g.ini"],
      files: { "g.ini": "[server]\nhttp_addr = 10.0.0.9\n;http_port = 1\n" },
      listens: ["tcp 10.0.0.9 3000"],
    },
    {
      argv: ["/srv/g/bin/grafana-server", "web"],
      files: {
        "/srv/g/conf/defaults.ini": "[server]\nhttp_addr =\nhttp_port = 3000\n",
        "/srv/g/conf/custom.ini": "[server]\nhttp_port = 3003\n",
      },
      listens: ["tcp * 3003"],
    },
    {
      argv: ["grafana-server", "--config", "g.ini"],
      env: { ADDR: "127.0.0.1" },
      files: { "g.ini": "[server]\nhttp_addr = ${ADDR}\nhttp_port = 3004\n" },
      listens: ["tcp 127.0.0.1 3004"],
    },
    {
      argv: ["grafana-server", "--config", "g.ini"],
      files: { "g.ini": "[server]\nhttp_addr = $__env{HOSTNAME}\n" },
      listens: ["? tcp ? 3000"],
    },
    { argv: ["grafana", "cli", "plugins", "ls"], listens: [] },
    { argv: ["grafana-server", "-v"], listens: [] },
  ],
};
