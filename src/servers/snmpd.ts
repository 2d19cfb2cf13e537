import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { separate } from "./address-option";
import { argumentsOf } from "./arguments";
import { unlessWith } from "./background";
import { split } from "./endpoint";
import { linesOf } from "./from-file";
import { includeFiles } from "./include";
import { parseOptions } from "./options";
import { NOTHING, serve, unix, type Bind } from "./served";
import { fallback, gather, readFile, type Said } from "./setting";

/** `[transport:]address`, of which UDP over IPv4 is the usual. https://manpages.debian.org/bookworm/snmp/snmpcmd.1.en.html#AGENT_SPECIFICATION */
function socket(said: Said): Bind {
  const [, scheme = "udp", rest = ""] =
    /^(?:(udp6|udpv6|udpipv6|udp|tcp6|tcpv6|tcpipv6|tcp|unix|dtlsudp|tlstcp):)?(.*)$/i.exec(said.value) ?? [];
  if (scheme.toLowerCase() === "unix" || rest.startsWith("/")) return unix(rest, said);
  const six = /6$/.test(scheme);
  return {
    ...split(rest, { host: six ? "::" : "0.0.0.0", port: "161", bare: "number-is-port" }),
    protocol: /^(tcp|tls)/i.test(scheme) ? "tcp" : "udp",
    says: said.says,
    from: said.from,
  };
}

/** What the command names and what the file names are open together. */
export const server: Server = {
  name: "snmpd",
  programs: ["snmpd"],
  manual: "https://manpages.debian.org/bookworm/snmpd/snmpd.conf.5.en.html#AGENT_BEHAVIOUR",
  background: unlessWith("-f"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: {
        file: { names: ["-c"] },
        alone: { names: ["-C"], takes: "none" },
        modules: { names: ["-I"] },
        once: { names: ["-h", "-H", "-v", "--help", "--version"], takes: "none" },
      },
      taking: "-D -g -L -m -M -n -p -P -s -u -x -X",
      flags: "aAdfqrVl",
    });
    if (parsed.given.once.length > 0) return NOTHING;
    const usual = parsed.given.alone.length > 0 ? [] : ["/etc/snmp/snmpd.conf", "/etc/snmp/snmpd.local.conf"];
    const files = [...usual, ...parsed.given.file.map(({ value }) => value)].map((name) => readFile(invocation, name));
    const own = files.flatMap(({ text }) => linesOf(text ?? ""));
    const included = own
      .filter(({ words: [key = ""] }) => /^include(dir|file)$/i.test(key))
      .map(({ words: [key = "", path = ""] }) => includeFiles(invocation, "/etc/snmp", /dir$/i.test(key) ? `${path}/*.conf` : path));
    const lines = [...own, ...included.flatMap((one) => one.files.flatMap(({ text }) => linesOf(text)))];
    const written = lines
      .filter(({ words: [key = ""] }) => key.toLowerCase() === "agentaddress")
      .map(({ words: [, ...rest] }): Said => ({ value: rest.join(","), says: `agentaddress ${rest.join(" ")}`, from: "file" }));
    const given = parsed.operands.map((value): Said => ({ value, says: value, from: "command" }));
    // The port of SMUX, which some builds have.
    const muxed = lines.findLast(({ words: [key = ""] }) => key.toLowerCase() === "smuxsocket")?.words[1];
    const isMuxed = !parsed.given.modules.some(({ value }) => /^-(.*,)?smux\b/.test(value));
    const smux: readonly Bind[] = isMuxed
      ? [{ ...split(muxed ?? "", { host: "0.0.0.0", port: "199", bare: "host" }), says: "", from: "default", certainty: "possible" }]
      : [];
    const all = gather(separate({ said: given, doubts: [] }, /[\s,]+/), separate({ said: written, doubts: [] }, /[\s,]+/));
    const agents = (all.said.length > 0 ? all : fallback("udp:161")).said.map(socket);
    return serve(
      "snmpd",
      { ...LIBC, ipv6Any: ["none", "any"] },
      [...agents, ...smux],
      [
        ...files.flatMap(({ doubts }) => doubts),
        ...included.flatMap(({ doubts }) => doubts),
        ...(parsed.hazy || parsed.strays > 0 ? [unseen.argument("snmpd")] : []),
      ],
    );
  },
  packaged: [
    {
      family: "deb",
      packages: ["snmpd"],
      units: ["snmpd"],
      service: ["ExecStart=/usr/sbin/snmpd -LOw -u Debian-snmp -g Debian-snmp -I -smux,mteTrigger,mteTriggerConf -f"],
      files: {
        "/etc/snmp/snmpd.conf": "agentaddress  127.0.0.1,[::1]\nincludeDir /etc/snmp/snmpd.conf.d\n",
        "/etc/snmp/snmpd.local.conf": null,
        "/etc/snmp/snmpd.conf.d/README": "",
      },
    },
    {
      family: "rpm",
      packages: ["net-snmp"],
      units: ["snmpd"],
      service: ['Environment=OPTIONS="-LS0-6d"', "EnvironmentFile=-/etc/sysconfig/snmpd", "ExecStart=/usr/sbin/snmpd $OPTIONS -f"],
      files: {
        "/etc/sysconfig/snmpd": '# OPTIONS="-LS0-6d"\n',
        "/etc/snmp/snmpd.conf": "com2sec notConfigUser  default       public\n",
        "/etc/snmp/snmpd.local.conf": null,
      },
    },
  ],
  examples: [
    { argv: ["snmpd", "-f", "-LOw"], listens: ["udp 0.0.0.0 161", "? tcp 0.0.0.0 199"] },
    { argv: ["snmpd", "-I", "-smux", "-f", "1165"], listens: ["udp 0.0.0.0 1165"] },
    {
      argv: ["snmpd", "-f", "-I", "-smux"],
      files: { "/etc/snmp/snmpd.conf": "agentAddress 127.0.0.1:1161,udp6:[::1]:1162\nrocommunity public\n" },
      listens: ["udp 127.0.0.1 1161", "udp [::1] 1162"],
    },
    {
      argv: ["snmpd", "-f", "-I", "-smux", "-C", "-c", "s.conf", "tcp:0.0.0.0:1163"],
      files: { "s.conf": "agentaddress udp6:1164\n" },
      listens: ["tcp 0.0.0.0 1163", "udp [::] 1164"],
    },
  ],
};
