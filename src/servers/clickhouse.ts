import type { Server } from "../model/launch";
import type { Listener } from "../model/listener";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf, basename, unreadOptions } from "./arguments";
import { onlyWith } from "./background";
import { idle } from "./command";
import { includeFiles, type Included } from "./include";
import { NOTHING, serve, unknown, type Bind } from "./served";
import { readFile } from "./setting";

const PORT =
  /^(?:(?:http|https|tcp|mysql|postgresql|grpc|prometheus|interserver_http|interserver_https)_port|tcp_port_secure|tcp_with_proxy_port)$/;

interface Setting {
  readonly key: string;
  readonly value: string;
  readonly from: Listener["from"];
}

/**
 * Elements without others in them, comments left out; one with `remove` takes away what an earlier file has.
 * https://clickhouse.com/docs/operations/configuration-files
 */
const elements = (text: string): readonly Setting[] =>
  [
    ...text
      .replace(/<!--[^]*?-->/g, "")
      .replace(/(<prometheus\b[^>]*>(?:(?!<\/prometheus>)[^])*?<)port>([^<>]*)<\/port>/, "$1prometheus_port>$2</prometheus_port>")
      .matchAll(/<(\w+)((?:\s[^<>]*)?)(?:\/>|>([^<>]*)<\/\1>)/g),
  ].map(([, key = "", attributes = "", value = ""]) => ({
    key,
    value: /\sremove\s*=\s*["'](1|remove)/.test(attributes) ? REMOVED : value.trim(),
    from: "file",
  }));

const REMOVED = "";

/** One socket for each port and each `listen_host`; what a later file says takes the place of an earlier one's. */
export const server: Server = {
  name: "clickhouse",
  programs: ["clickhouse-server", "clickhouse"],
  manual: "https://clickhouse.com/docs/operations/server-configuration-parameters/settings#listen_host",
  background: onlyWith("--daemon start restart"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const isServer = basename(invocation.argv[0] ?? "") === "clickhouse-server";
    if (!isServer && !/^(server|start|restart)$/.test(args[0] ?? ""))
      return idle("clickhouse", args, "benchmark, client, compressor, format, install, keeper-client, local, obfuscator, stop");
    if (args.some((argument) => /^(-h|-V|--help|--version)$/.test(argument))) return NOTHING;
    const value = (argument: string, index: number): string => /^[^=]*=([^]*)$/.exec(argument)?.[1] ?? args[index + 1] ?? "";
    const at = args.findIndex((argument) => /^(-C|--config-file|--config)(=|$)/.test(argument));
    const name = at < 0 ? "/etc/clickhouse-server/config.xml" : value(args[at] ?? "", at);
    const file = readFile(invocation, name);
    if (file.text === null) return unknown(...(file.doubts.length > 0 ? file.doubts : [unseen.file(file.path)]));
    const folder = file.path.slice(0, file.path.lastIndexOf("/"));
    const folders = [`${basename(file.path).replace(/\.\w+$/, "")}.d`, "conf.d"];
    const brought = (ending: string): readonly Included[] => folders.map((name) => includeFiles(invocation, folder, `${name}/*.${ending}`));
    const [xml, others] = [brought("xml"), [...brought("yaml"), ...brought("yml")]];
    const yaml = others.some(({ files }) => files.length > 0) || /\.ya?ml$/.test(file.path);
    const given = args.flatMap((argument, index): readonly Setting[] => {
      const key = /^--(\w+)(=|$)/.exec(argument)?.[1];
      return key === undefined ? [] : [{ key, value: value(argument, index), from: "command" }];
    });
    const layers = [elements(file.text), ...xml.flatMap(({ files }) => files.map(({ text }) => elements(text))), given];
    const all = layers.flat();
    const isHost = ({ key }: Setting): boolean => key === "listen_host";
    const hosts = layers.findLast((layer) => layer.some(isHost))?.filter((one) => isHost(one) && one.value !== REMOVED) ?? [];
    const key = all.some(isHost) ? "listen_host" : "";
    const loopback: readonly Setting[] = ["::1", "127.0.0.1"].map((host) => ({ key, value: host, from: "default" }));
    const ports = [...new Map(all.filter(({ key }) => PORT.test(key)).map((one) => [one.key, one] as const)).values()].filter(
      ({ value }) => value !== REMOVED,
    );
    const binds = ports.flatMap((port) =>
      (hosts.length > 0 ? hosts : loopback).map((host): Bind => ({
        host: host.value,
        port: port.value,
        says: [host.key === "" ? "" : `${host.key} ${host.value}`, `${port.key} ${port.value}`].filter((text) => text !== "").join(", "),
        from: host.from === "default" ? port.from : host.from,
      })),
    );
    return serve("clickhouse", LIBC, binds, [
      ...file.doubts,
      ...xml.flatMap(({ doubts }) => doubts).slice(0, 1),
      ...(yaml ? [unseen.fileFormat(`${folder}/config.d`)] : []),
      ...unreadOptions(args, "clickhouse"),
    ]);
  },
  packaged: [
    {
      packages: ["clickhouse-server"],
      units: ["clickhouse-server"],
      starts: false,
      service: ["ExecStart=/usr/bin/clickhouse-server --config=/etc/clickhouse-server/config.xml"],
      files: {
        "/etc/clickhouse-server/conf.d/README": "",
        "/etc/clickhouse-server/config.xml":
          "<clickhouse>\n    <http_port>8123</http_port>\n    <tcp_port>9000</tcp_port>\n    <mysql_port>9004</mysql_port>\n" +
          "    <postgresql_port>9005</postgresql_port>\n    <interserver_http_port>9009</interserver_http_port>\n" +
          "    <!-- <listen_host>::</listen_host> -->\n    <!-- <listen_host>0.0.0.0</listen_host> -->\n</clickhouse>\n",
        "/etc/clickhouse-server/config.d/README": "",
      },
    },
  ],
  examples: [
    {
      argv: ["clickhouse-server", "-C", "c.xml"],
      files: { "c.xml": "<clickhouse>\n<!-- <listen_host>::</listen_host> -->\n<http_port>8124</http_port>\n</clickhouse>\n" },
      listens: ["tcp [::1] 8124", "tcp 127.0.0.1 8124"],
    },
    {
      argv: ["clickhouse", "server", "--config-file=/srv/config.xml"],
      files: {
        "/srv/config.xml": "<yandex><listen_host>::1</listen_host><tcp_port>9001</tcp_port><mysql_port>9004</mysql_port></yandex>",
        "/srv/config.d/a.xml": "<clickhouse><listen_host>0.0.0.0</listen_host><mysql_port>9014</mysql_port></clickhouse>",
      },
      listens: ["tcp 0.0.0.0 9001", "tcp 0.0.0.0 9014"],
    },
    {
      argv: ["clickhouse-server", "-C", "/srv/config.xml"],
      files: {
        "/srv/config.xml":
          "<clickhouse><listen_host>0.0.0.0</listen_host><mysql_port>9004</mysql_port><tcp_port>9001</tcp_port></clickhouse>",
        "/srv/config.d/a.xml":
          '<clickhouse><mysql_port remove="1"/><prometheus><endpoint>/metrics</endpoint><port>9364</port></prometheus></clickhouse>',
      },
      listens: ["tcp 0.0.0.0 9001", "tcp 0.0.0.0 9364"],
    },
    {
      argv: ["clickhouse-server", "-C", "/srv/config.xml"],
      files: {
        "/srv/config.xml": "<clickhouse><listen_host>0.0.0.0</listen_host><http_port>8125</http_port></clickhouse>",
        "/srv/config.d/a.xml": '<clickhouse><listen_host remove="1"/></clickhouse>',
      },
      listens: ["tcp [::1] 8125", "tcp 127.0.0.1 8125"],
    },
    { argv: ["clickhouse", "client", "-h", "10.0.0.9"], listens: [] },
  ],
};
