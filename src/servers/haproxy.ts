import type { Server } from "../model/launch";
import type { Reach } from "../model/listener";
import { hasHole } from "../model/text";
import { failure, unseen } from "../words/servers";
import { LIBC, type Resolver } from "./address";
import { argumentsOf, unreadOptions, valuesOf } from "./arguments";
import { configured, onlyWith } from "./background";
import { split } from "./endpoint";
import { parseOptions } from "./options";
import { fails, NOTHING, serve, unix, unknown, type Bind } from "./served";
import { readFile } from "./setting";

const RESOLVER: Resolver = { ...LIBC, star: ["any", "none"], brackets: true };

/** `bind` takes several addresses, port ranges, and `"${NAME}"` of the environment. */
export const server: Server = {
  name: "haproxy",
  programs: ["haproxy"],
  manual: "https://docs.haproxy.org/3.0/configuration.html#4.2-bind",
  background: (invocation) =>
    !invocation.argv.includes("-db") &&
    onlyWith("-D", "", configured(valuesOf("-f"), "/etc/haproxy/haproxy.cfg", /^\s*daemon\b/m))(invocation),
  listens: (invocation) => {
    const { given } = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: { file: { names: ["-f"] }, once: { names: ["-c", "-v", "-vv"], takes: "none" } },
      taking: "-C -L -m -M -n -N -p -S -sf -st -x",
    });
    if (given.once.length > 0) return NOTHING;
    const named = given.file.map(({ value }) => value);
    const files = (named.length > 0 ? named : ["/etc/haproxy/haproxy.cfg"]).map((name) => readFile(invocation, name));
    const doubts = [...files.flatMap((file) => file.doubts), ...unreadOptions(argumentsOf(invocation), "haproxy")];
    if (files.some(({ text }) => text === null) && doubts.length === 0)
      return fails(failure("no-configuration", files.find(({ text }) => text === null)?.path ?? ""));
    const text = files.map((file) => file.text ?? "").join("\n");
    if (text.trim() === "") return unknown(...doubts);
    const lines = text.split("\n").map((line) => line.trim());
    if (lines.some((line) => hasHole(line.split(/\s/)[0] ?? ""))) doubts.push(unseen.computed("haproxy.cfg"));
    if (lines.some((line) => ON_SECTION.test(line))) doubts.push(unseen.program("haproxy", OLD));
    const binds = lines
      .map(bindOf)
      .filter((line) => BIND.test(line))
      .flatMap((line) => bindsOf(line, invocation.environment.values));
    return serve("haproxy", RESOLVER, binds, doubts);
  },
  packaged: [
    {
      family: "deb",
      packages: ["haproxy"],
      units: ["haproxy"],
      service: [
        "EnvironmentFile=-/etc/default/haproxy",
        'Environment="CONFIG=/etc/haproxy/haproxy.cfg" "PIDFILE=/run/haproxy.pid" "EXTRAOPTS=-S /run/haproxy-master.sock"',
        "ExecStart=/usr/sbin/haproxy -Ws -f $CONFIG -p $PIDFILE $EXTRAOPTS",
      ],
      files: {
        "/etc/haproxy/haproxy.cfg": "global\n\tdaemon\n\ndefaults\n\tmode\thttp\n",
        "/etc/default/haproxy": '#CONFIG="/etc/haproxy/haproxy.cfg"\n\n#EXTRAOPTS="-de -m 16"\n',
      },
    },
    {
      family: "rpm",
      packages: ["haproxy"],
      units: ["haproxy"],
      service: [
        'Environment="CONFIG=/etc/haproxy/haproxy.cfg" "PIDFILE=/run/haproxy.pid"',
        "EnvironmentFile=-/etc/sysconfig/haproxy",
        "ExecStart=/usr/sbin/haproxy -Ws -f $CONFIG -p $PIDFILE $OPTIONS",
      ],
      files: {
        "/etc/haproxy/haproxy.cfg": "global\n    daemon\n\ndefaults\n    mode                    http\n\nfrontend main\n    bind *:5000\n",
        "/etc/sysconfig/haproxy": 'OPTIONS=""\n',
      },
      // Its unit names the folder too.
      reads: ["/etc/haproxy/conf.d"],
    },
  ],
  examples: [
    {
      argv: ["haproxy", "-f", "/etc/haproxy/haproxy.cfg"],
      files: {
        "/etc/haproxy/haproxy.cfg":
          "frontend a\n  bind :8080,127.0.0.1:8081 ssl crt x\n  bind [::]:8082 v6only\n  bind :::8083\nlisten b\n  bind *:9000-9002\n  # bind :1\n",
      },
      listens: ["tcp 0.0.0.0 8080", "tcp 127.0.0.1 8081", "tcp [::] 8082", "tcp * 8083", "tcp 0.0.0.0 9000-9002"],
    },
    {
      argv: ["haproxy", "-db", "-f", "h.cfg"],
      env: { BIND_PORT: "8084" },
      files: {
        "h.cfg": 'frontend a\n  bind "0.0.0.0:${BIND_PORT}"\n  bind unix@/run/h.sock\n  bind ipv6@:8085 v4v6\n  bind *:8086 interface lo\n',
      },
      listens: ["tcp 0.0.0.0 8084", "unix /run/h.sock", "tcp * 8085", "tcp 127.0.0.1 8086"],
    },
    {
      argv: ["haproxy", "-f", "h.cfg"],
      files: {
        "h.cfg": "frontend a *:8087\n  default_backend b\nlisten c 127.0.0.1:8088,:8089\nlisten d # on :1\n  bind :8090\nfrontend e\n",
      },
      listens: ["? tcp 0.0.0.0 8087", "? tcp 127.0.0.1 8088", "? tcp 0.0.0.0 8089", "? tcp 0.0.0.0 8090"],
    },
    {
      argv: ["haproxy", "-f", "h.cfg"],
      files: { "h.cfg": "frontend a from b\n  bind :8091\nlisten d # on :1\n  bind :8092\nbackend e\n" },
      listens: ["tcp 0.0.0.0 8091", "tcp 0.0.0.0 8092"],
    },
    {
      argv: ["haproxy", "-f", "h.cfg"],
      files: { "h.cfg": "global\n  stats socket ipv4@0.0.0.0:9990 level admin\n  stats socket /run/h.sock mode 660\n" },
      listens: ["tcp 0.0.0.0 9990", "unix /run/h.sock"],
    },
    { argv: ["haproxy", "-c", "-f", "h.cfg"], listens: [] },
  ],
};

/**
 * A section's own line names addresses as `bind` does: `listen web *:80`. Old versions, as the 1.5 of Amazon Linux 2, take it; later ones
 * refuse the file. https://superuser.com/a/1092793
 */
const ON_SECTION = /^(?:frontend|listen)\s+\S+\s+(?=[^#\s])(\S*:\S+|\/\S+)/;
const bindOf = (line: string): string => line.replace(ON_SECTION, "bind $1");

/** `stats socket` names an address of its own, from which all of the process is ruled. */
const BIND = /^(stats\s+socket|(?:stats\s+)?bind)\s+(\S+)\s*(.*)$/;

const OLD = "an address stands on a section's own line, which new versions refuse, and which version runs is not known";

function bindsOf(line: string, environment: ReadonlyMap<string, string>): readonly Bind[] {
  // Variables are expanded between double quotes alone.
  const expanded = line.replace(/"([^"]*)"/g, (_, inner: string) =>
    inner.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => environment.get(name) ?? whole),
  );
  const [, keyword = "", addresses = "", parameters = ""] = BIND.exec(expanded) ?? [];
  const said = { says: `${keyword} ${addresses}`, from: "file" as const };
  const word = (name: string): boolean => parameters.split(/\s+/).includes(name);
  const device = /\binterface\s+(\S+)/.exec(parameters)?.[1];
  return addresses.split(",").flatMap((token): readonly Bind[] => {
    const [, family = "", address = ""] = /^(?:(\w+)@)?(.*)$/.exec(token) ?? [];
    if (family === "unix" || address.startsWith("/")) return [unix(address, said)];
    if (/^(fd|abns|sockpair|rev)/.test(family)) return [];
    const { host, port } = split(address, { host: "", port: null, bare: "host" });
    const protocol = /^(quic|udp)/.test(family) ? ("udp" as const) : ("tcp" as const);
    const six = /6$/.test(family) && /^\*?$/.test(host) ? "::" : host;
    return [{ ...said, protocol, host: six, port, resolver: resolverOf(word("v6only"), device) }];
  });
}

/** A socket on the loopback device answers nobody else. */
function resolverOf(v6only: boolean, device: string | undefined): Resolver {
  const reach: Reach = device === "lo" ? "loopback" : "any";
  const ipv4 = [reach, "none"] as const;
  return { ...RESOLVER, empty: ipv4, star: ipv4, ipv4Any: ipv4, ipv6Any: v6only ? ["none", reach] : [reach, reach] };
}
