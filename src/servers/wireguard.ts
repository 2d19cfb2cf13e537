import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { parseIni } from "./ini";
import { NOTHING, serve, unknown, type Bind } from "./served";
import { readFile } from "./setting";

/** The kernel has a socket for each family; a port that nobody sets it chooses itself. `drivers/net/wireguard/socket.c` of Linux */
const sockets = (port: string | null, says: string, from: Bind["from"]): readonly Bind[] =>
  ["0.0.0.0", "::"].map((host) => ({ protocol: "udp", host, port, says, from }));

/** Hooks that only let packets through. https://man7.org/linux/man-pages/man8/wg-quick.8.html */
const HARMLESS = /^(ip6?tables|ip|sysctl|ufw|resolvectl|resolvconf|iptables-restore|echo|sleep|true|wg)\s/;
const isHarmless = (hook: string): boolean =>
  hook.split(/;|&&/).every((one) => one.trim() === "" || (HARMLESS.test(one.trim()) && !/PREROUTING|DNAT|REDIRECT/.test(one)));

function fromFile(invocation: Invocation, name: string): ReturnType<Server["listens"]> {
  const file = readFile(invocation, name);
  if (file.text === null) return file.doubts.length > 0 ? unknown(...file.doubts) : NOTHING;
  const settings = parseIni(file.text).filter(({ section }) => section.toLowerCase() === "interface");
  const port = settings.findLast(({ key }) => key.toLowerCase() === "listenport");
  const served = serve(
    "wireguard",
    PASSIVE,
    port === undefined || port.value === "0" ? sockets(null, "", "default") : sockets(port.value, port.says, "file"),
    file.doubts,
  );
  const hooks = settings.filter(({ key, value }) => /^(pre|post)up$/i.test(key) && (hasHole(value) || !isHarmless(value)));
  const more: readonly LaunchUnknown[] = hooks.length > 0 ? [unseen.computed(file.path)] : [];
  return { ...served, unknowns: [...served.unknowns, ...more], complete: served.complete && more.length === 0 };
}

export const server: Server = {
  name: "wireguard",
  programs: ["wg-quick", "wg"],
  manual: "https://man7.org/linux/man-pages/man8/wg-quick.8.html",
  background: () => true,
  listens: (invocation) => {
    const [verb = "", name = "", ...rest] = argumentsOf(invocation);
    if (/wg-quick$/.test(invocation.argv[0] ?? "")) {
      if (/^(down|save|strip|-h|--help|help)$/.test(verb)) return NOTHING;
      // The unit `wg-quick@` without a name for its file.
      if (verb === "up" && name === "") return NOTHING;
      if (verb !== "up") return verb === "" ? NOTHING : unknown(unseen.argument("wg-quick"));
      return fromFile(invocation, name.includes("/") ? name : `/etc/wireguard/${name}.conf`);
    }
    if (/^(|show|showconf|genkey|genpsk|pubkey|help|--help|-h|--version)$/.test(verb)) return NOTHING;
    if (/^(setconf|addconf|syncconf)$/.test(verb)) return fromFile(invocation, rest[0] ?? "");
    const at = rest.indexOf("listen-port");
    const port = rest[at + 1];
    if (verb !== "set" || [verb, name, ...rest].some(hasHole)) return unknown(unseen.argument("wg"));
    return at < 0 || port === undefined ? NOTHING : serve("wireguard", PASSIVE, sockets(port, `listen-port ${port}`, "command"));
  },
  packaged: [
    {
      packages: ["wireguard", "wireguard-tools"],
      starts: false,
      units: ["wg-quick"],
      service: ["Type=oneshot", "RemainAfterExit=yes", "ExecStart=/usr/bin/wg-quick up %i"],
      files: {},
    },
  ],
  examples: [
    {
      argv: ["wg-quick", "up", "wg7"],
      files: { "/etc/wireguard/wg7.conf": "[Interface]\nAddress = 10.7.0.1/24\nListenPort = 51827\n[Peer]\nAllowedIPs = 10.7.0.2/32\n" },
      listens: ["udp 0.0.0.0 51827", "udp [::] 51827"],
    },
    {
      argv: ["wg-quick", "up", "/srv/c.conf"],
      files: { "/srv/c.conf": "[Interface]\nAddress = 10.7.0.2/32\n" },
      listens: ["udp 0.0.0.0 ?", "udp [::] ?"],
    },
    { argv: ["wg", "set", "wg0", "listen-port", "51828", "private-key", "/k"], listens: ["udp 0.0.0.0 51828", "udp [::] 51828"] },
    { argv: ["wg", "genkey"], listens: [] },
  ],
};
