import type { Server } from "../model/launch";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf, unreadOptions, valuesOf } from "./arguments";
import { configured, unlessWith } from "./background";
import { includeFiles } from "./include";
import { parseOptions } from "./options";
import { serve, unix, type Bind } from "./served";
import { readFile } from "./setting";

/** Without an `interface` it is loopback; an interface may be a device, whose addresses nobody knows. */
export const server: Server = {
  name: "unbound",
  programs: ["unbound"],
  manual: "https://unbound.docs.nlnetlabs.nl/en/latest/manpages/unbound.conf.html",
  once: "-V -h",
  background: unlessWith("-d", "pv", configured(valuesOf("-c"), "/etc/unbound/unbound.conf", /^\s*do-daemonize:\s*"?no\b/m)),
  listens: (invocation) => {
    const { given } = parseOptions(argumentsOf(invocation), { style: "plain", options: { file: { names: ["-c"] } }, flags: "dpv" });
    const { path, text, doubts } = readFile(invocation, given.file.at(-1)?.value ?? "/etc/unbound/unbound.conf");
    const own = settingsIn(text ?? "");
    const included = own
      .filter(([, key = ""]) => /^include(-toplevel)?$/.test(key))
      .map(([, , , pattern = ""]) => includeFiles(invocation, path.slice(0, path.lastIndexOf("/")), pattern));
    const settings = [...own, ...included.flatMap(({ files }) => files.flatMap((file) => settingsIn(file.text)))];
    const all = (...keys: readonly string[]): readonly string[] =>
      settings.filter(([, key = ""]) => keys.includes(key)).map(([, , , value = ""]) => value);
    const port = all("port").at(-1) ?? "53";
    const hosts = all("interface", "ip-address");
    const more = [text ?? "", ...included.flatMap(({ files }) => files.map((file) => file.text))].some(hasHole)
      ? [unseen.computed(path)]
      : [];
    const binds = (hosts.length > 0 ? hosts : ["localhost"]).flatMap((token): readonly Bind[] => {
      const [host = "", own] = token.split("@");
      const bind: Bind = {
        host: /^[\d.]+$|:|localhost/.test(host) ? host : HOLE,
        port: own ?? port,
        says: hosts.length > 0 ? `interface: ${token}` : "",
        from: hosts.length > 0 ? "file" : "default",
      };
      return [bind, { ...bind, protocol: "udp" }];
    });
    const control = all("control-enable").at(-1) === "yes" ? orElse(all("control-interface"), ["127.0.0.1", "::1"]) : [];
    const controls = control.map((token): Bind => {
      const [host = "", own] = token.split("@");
      const says = `control-interface: ${token}`;
      return token.startsWith("/")
        ? unix(token, { says, from: "file" })
        : { host, port: own ?? all("control-port").at(-1) ?? "8953", says, from: "file" };
    });
    return serve(
      "unbound",
      PASSIVE,
      [...binds, ...controls],
      [...doubts, ...included.flatMap((one) => one.doubts), ...more, ...unreadOptions(argumentsOf(invocation), "unbound")],
    );
  },
  packaged: [
    {
      packages: ["unbound"],
      units: ["unbound"],
      service: ["EnvironmentFile=-/etc/default/unbound", "ExecStart=/usr/sbin/unbound -d -p $DAEMON_OPTS"],
      files: {
        "/etc/default/unbound": null,
        "/etc/unbound/unbound.conf": 'include-toplevel: "/etc/unbound/unbound.conf.d/*.conf"\n',
        "/etc/unbound/unbound.conf.d/remote-control.conf":
          "remote-control:\n  control-enable: yes\n  control-interface: /run/unbound.ctl\n",
      },
    },
  ],
  examples: [
    { argv: ["unbound", "-d"], listens: ["tcp localhost 53", "udp localhost 53"] },
    {
      argv: ["unbound", "-c", "u.conf"],
      files: { "u.conf": "server:\n  interface: 0.0.0.0\n  interface: ::1@5353\n  # interface: 10.0.0.1\n" },
      listens: ["tcp 0.0.0.0 53", "udp 0.0.0.0 53", "tcp [::1] 5353", "udp [::1] 5353"],
    },
    {
      argv: ["unbound", "-c", "u.conf"],
      files: { "u.conf": "remote-control:\n  control-enable: yes\n  control-interface: 0.0.0.0\n  control-port: 8954\n" },
      listens: ["tcp localhost 53", "udp localhost 53", "tcp 0.0.0.0 8954"],
    },
    {
      argv: ["unbound", "-d"],
      files: {
        "/etc/unbound/unbound.conf": 'include-toplevel: "/etc/unbound/unbound.conf.d/*.conf"\n',
        "/etc/unbound/unbound.conf.d/a.conf": "server:\n  interface: 0.0.0.0\n",
      },
      listens: ["tcp 0.0.0.0 53", "udp 0.0.0.0 53"],
    },
  ],
};

const orElse = (given: readonly string[], usual: readonly string[]): readonly string[] => (given.length > 0 ? given : usual);

const settingsIn = (text: string): readonly RegExpExecArray[] => [
  ...text.replace(/#.*$/gm, "").matchAll(/([\w-]+):[ \t]+("?)([^\s"]+)\2/g),
];
