import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { unlessWith } from "./background";
import { dataOf, saidAt } from "./data-file";
import { inHome } from "./home";
import { parseOptions } from "./options";
import { NOTHING, pair, serve, type Bind } from "./served";
import { decide, fallback, last, option, readFile, type Layer } from "./setting";

const SETTINGS = "/var/lib/transmission-daemon/.config/transmission-daemon/settings.json";

/** The page and its RPC, whose whitelist decides once the connection is made, and the port for peers, on both families. */
export const server: Server = {
  name: "transmission",
  programs: ["transmission-daemon"],
  manual: "https://github.com/transmission/transmission/blob/main/docs/Editing-Configuration-Files.md",
  background: unlessWith("-f --foreground"),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {
        folder: { names: ["-g", "--config-dir"] },
        page: { names: ["-p", "--port"] },
        pageHost: { names: ["-r", "--rpc-bind-address"] },
        peer: { names: ["-P", "--peerport"] },
        ipv4: { names: ["-i", "--bind-address-ipv4"] },
        ipv6: { names: ["-I", "--bind-address-ipv6"] },
        once: { names: ["-h", "-V", "-d", "--dump-settings"], takes: "none" },
      },
      taking:
        "-a --allowed -c --watch-dir --incomplete-dir -e --logfile -u --username -v --password -w --download-dir -L --peerlimit-global " +
        "-l --peerlimit-torrent -gsr --global-seedratio -x --pid-file",
    });
    if (parsed.tells || parsed.given.once.length > 0) return NOTHING;
    const { values } = invocation.environment;
    const folder =
      parsed.given.folder.at(-1)?.value ?? values.get("TRANSMISSION_HOME") ?? inHome(invocation, ".config/transmission-daemon");
    const settings = dataOf(readFile(invocation, `${folder}/settings.json`));
    const isSet = (key: string, value: "true" | "false"): boolean => saidAt(settings, key).said[0]?.value === value;
    const setting = (name: "page" | "pageHost" | "peer" | "ipv4" | "ipv6", key: string, usual: string): Layer =>
      decide(last(option(parsed, name)), saidAt(settings, key), fallback(usual));
    const page = [setting("pageHost", "rpc-bind-address", "0.0.0.0"), setting("page", "rpc-port", "9091")] as const;
    const [ipv4, ipv6] = [setting("ipv4", "bind-address-ipv4", "0.0.0.0"), setting("ipv6", "bind-address-ipv6", "::")];
    const peer = setting("peer", "peer-port", "51413");
    const isRandom = isSet("peer-port-random-on-start", "true");
    const peers = [...pair(ipv4, peer), ...pair(ipv6, peer), ...pair(ipv4, peer).map((bind): Bind => ({ ...bind, protocol: "udp" }))];
    return serve(
      "transmission",
      { ...LIBC, ipv6Any: ["none", "any"] },
      [...(isSet("rpc-enabled", "false") ? [] : pair(...page)), ...peers.map((bind) => (isRandom ? { ...bind, port: null } : bind))],
      [...page, ipv4, ipv6, peer].flatMap((layer) => layer.doubts),
    );
  },
  packaged: [
    {
      packages: ["transmission-daemon"],
      units: ["transmission-daemon"],
      service: [
        "User=debian-transmission",
        "Environment=HOME=/var/lib/transmission-daemon",
        "ExecStart=/usr/bin/transmission-daemon -f --log-error",
      ],
      files: {
        "/etc/transmission-daemon/settings.json":
          '{\n    "bind-address-ipv4": "0.0.0.0",\n    "bind-address-ipv6": "::",\n    "peer-port": 51413,\n    "rpc-bind-address": "0.0.0.0",\n    "rpc-enabled": true,\n    "rpc-port": 9091,\n    "rpc-whitelist": "127.0.0.1"\n}\n',
      },
      links: { [SETTINGS]: "/etc/transmission-daemon/settings.json" },
    },
  ],
  examples: [
    {
      argv: ["transmission-daemon", "-f", "-g", "/t"],
      listens: ["tcp 0.0.0.0 9091", "tcp 0.0.0.0 51413", "tcp [::] 51413", "udp 0.0.0.0 51413"],
    },
    {
      argv: ["transmission-daemon", "-f", "-g", "/t", "-p", "9191", "-r", "127.0.0.1", "--peerport", "51500"],
      listens: ["tcp 127.0.0.1 9191", "tcp 0.0.0.0 51500", "tcp [::] 51500", "udp 0.0.0.0 51500"],
    },
    {
      argv: ["transmission-daemon", "-g", "/t", "-i", "127.0.0.1"],
      files: {
        "/t/settings.json": '{ "rpc-port": 9092, "rpc-bind-address": "127.0.0.1", "bind-address-ipv6": "::1", "peer-port": 51501 }',
      },
      listens: ["tcp 127.0.0.1 9092", "tcp 127.0.0.1 51501", "tcp [::1] 51501", "udp 127.0.0.1 51501"],
    },
    { argv: ["transmission-daemon", "--dump-settings"], listens: [] },
  ],
};
