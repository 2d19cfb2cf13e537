import type { Server } from "../model/launch";
import type { Listener } from "../model/listener";
import { HOLE, hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { onlyWith } from "./background";
import { linesOf, type Line } from "./from-file";
import { NOTHING, serve, unix, unknown, type Bind } from "./served";
import { readFile } from "./setting";

/** Lines of the file are options without their dashes; what both sides use alike it listens on, unless it says `nobind`. */
function linesIn(args: readonly string[]): readonly Line[] {
  const lines: string[][] = [];
  for (const argument of args) {
    if (argument.startsWith("--")) lines.push([argument.slice(2)]);
    else lines.at(-1)?.push(argument);
  }
  return lines.map((words) => ({ words, says: `--${words.join(" ")}` }));
}

/** `tcp-client` calls out. */
const protocolOf = (proto: string): Listener["protocol"] | null =>
  /^tcp.*client$/.test(proto) ? null : /^tcp/.test(proto) ? "tcp" : "udp";

export const server: Server = {
  name: "openvpn",
  programs: ["openvpn"],
  manual: "https://openvpn.net/community-docs/community-articles/openvpn-2-6-manual.html",
  background: onlyWith("--daemon"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    if (args.some((argument) => /^--(version|help|genkey|show-.*|mktun|rmtun)$/.test(argument))) return NOTHING;
    const [first = ""] = args;
    const given = linesIn(args.length > 0 && !first.startsWith("--") ? ["--config", ...args] : args);
    const named = given.filter(({ words }) => words[0] === "config").map(({ words }) => words[1] ?? "");
    // The unit `openvpn-server@` without a name for its file.
    if (named.includes(".conf")) return NOTHING;
    const files = named.map((name) => readFile(invocation, name));
    const written = files.flatMap(({ text }) => linesOf((text ?? "").replace(/<([\w-]+)>[^]*?<\/\1>/g, ""), /(^|\s)[#;].*$/));
    const doubts = [...files.flatMap((file) => file.doubts), ...unreadOptions(args, "openvpn")];
    if (files.length > 0 && written.length === 0 && doubts.length > 0) return unknown(...doubts);
    const lines = [...written, ...given];
    const last = (...keys: readonly string[]): Line | undefined => lines.findLast(({ words: [key = ""] }) => keys.includes(key));
    if (lines.length === 0) return NOTHING;
    const shown = (line: Line | undefined): string => (line === undefined ? "" : line.words.slice(0, 3).join(" "));
    const [port, proto, local] = [last("port", "lport"), last("proto"), last("local")];
    const name = proto?.words[1] ?? "udp";
    const protocol = hasHole(name) ? "udp" : protocolOf(name);
    const says = [port, proto, local]
      .map(shown)
      .filter((text) => text !== "")
      .join(", ");
    const own: Bind = {
      host: hasHole(name) ? HOLE : (local?.words[1] ?? (name.includes("6") ? "::" : "0.0.0.0")),
      port: local?.words[2] ?? port?.words[1] ?? "1194",
      says,
      from: says === "" ? "default" : written.length > 0 ? "file" : "command",
      ...(protocol === null ? {} : { protocol }),
    };
    const management = lines.flatMap((line): readonly Bind[] => {
      const [key, host = "", number = ""] = line.words;
      if (key !== "management" || lines.some(({ words }) => words[0] === "management-client")) return [];
      const said = { says: shown(line), from: own.from };
      return [number === "unix" ? unix(host, said) : { ...said, host: host === "tunnel" ? HOLE : host, port: number }];
    });
    const isSilent = protocol === null || last("nobind") !== undefined;
    const isClient = last("client", "tls-client") !== undefined && last("port", "lport", "local") === undefined;
    const socket: Bind = isClient ? { ...own, certainty: "possible" } : own;
    const odd = written.some(({ words: [key = ""] }) => key === "config") ? [unseen.computed(named.join(", "))] : [];
    const alone = lines.some(({ words }) => words[0] === "bind" && words[1] === "ipv6only");
    return serve(
      "openvpn",
      { ...LIBC, ipv6Any: alone ? ["none", "any"] : ["any", "any"] },
      [...(isSilent ? [] : [socket]), ...management],
      [...doubts, ...odd],
    );
  },
  packaged: [
    {
      packages: ["openvpn"],
      units: ["openvpn"],
      // `openvpn` alone starts one for each file.
      service: [
        `ExecStart=/bin/sh -c 'case "%i" in "") for file in /etc/openvpn/*.conf; do test ! -f "$file" || openvpn --daemon --config "$file"; done ;; *) exec openvpn --config "/etc/openvpn/%i.conf" ;; esac'`,
      ],
      files: { "/etc/openvpn/README": "" },
    },
    {
      packages: [],
      starts: false,
      units: ["openvpn-server"],
      service: ["WorkingDirectory=/etc/openvpn/server", "ExecStart=/usr/sbin/openvpn --suppress-timestamps --config %i.conf"],
      files: {},
    },
    {
      packages: [],
      units: ["openvpn-client"],
      service: ["WorkingDirectory=/etc/openvpn/client", "ExecStart=/usr/sbin/openvpn --suppress-timestamps --nobind --config %i.conf"],
      files: {},
    },
  ],
  examples: [
    { argv: ["openvpn", "--dev", "tun", "--server", "10.8.0.0", "255.255.255.0"], listens: ["udp 0.0.0.0 1194"] },
    { argv: ["openvpn", "--dev", "null", "--proto", "udp6", "--port", "1197"], listens: ["udp * 1197"] },
    {
      argv: ["openvpn", "--config", "s.conf"],
      files: { "s.conf": "port 1195\nproto tcp4-server\n;port 1\nmanagement 127.0.0.1 7505\n<ca>\nport 2\n</ca>\n" },
      listens: ["tcp 0.0.0.0 1195", "tcp 127.0.0.1 7505"],
    },
    { argv: ["openvpn", "s.conf"], files: { "s.conf": "local 10.0.0.9\nlport 1196\n" }, listens: ["udp 10.0.0.9 1196"] },
    { argv: ["openvpn", "c.conf"], files: { "c.conf": "client\nnobind\nremote vpn.example.com 1194\n" }, listens: [] },
  ],
};
