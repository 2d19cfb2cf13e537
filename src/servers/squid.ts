import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { unlessWith } from "./background";
import { split } from "./endpoint";
import { fromFile, linesOf } from "./from-file";
import type { Bind } from "./served";

/** A port alone is an IPv6 socket that answers IPv4 too. Whom it serves (`http_access`) it decides once the connection is made. */
export const server: Server = {
  name: "squid",
  programs: ["squid", "squid3"],
  manual: "https://www.squid-cache.org/Doc/config/http_port/",
  background: unlessWith("-N --foreground", "CDFNRSsYz"),
  listens: fromFile({
    name: "squid",
    resolver: { ...LIBC, empty: ["any", "any"], brackets: true },
    file: ["-f"],
    usual: ["/etc/squid/squid.conf", "/etc/squid3/squid.conf"],
    once: "-k -z -v -h --kill --version --help",
    unread: "-a -u",
    taking: "-d -l -n -k --kill",
    flags: "CDFNRSsXY",
    includes: (text) => linesOf(text).flatMap(({ words: [key, ...patterns] }) => (key === "include" ? patterns : [])),
    binds: (text) => {
      const lines = linesOf(text);
      const incoming = (kind: "udp" | "snmp"): string | undefined =>
        lines.findLast(({ words: [key] }) => key === `${kind}_incoming_address`)?.words[1];
      return lines.flatMap(({ words: [key = "", value = ""] }): readonly Bind[] => {
        const said = { says: `${key} ${value}`, from: "file" } as const;
        // 0, the default, is none. https://www.squid-cache.org/Doc/config/icp_port/
        if (/^(icp|htcp|snmp)_port$/.test(key))
          return value === "0"
            ? []
            : [{ ...said, protocol: "udp", host: incoming(key === "snmp_port" ? "snmp" : "udp") ?? "", port: value }];
        return /^(http|https|ftp)_port$/.test(key) ? [{ ...said, ...split(value, { host: "", port: null, bare: "port" }) }] : [];
      });
    },
  }),
  packaged: [
    {
      family: "deb",
      packages: ["squid", "squid-openssl"],
      units: ["squid"],
      service: ["ExecStart=/usr/sbin/squid --foreground -sYC"],
      files: {
        "/etc/squid/squid.conf": "include /etc/squid/conf.d/*.conf\nhttp_access allow localhost\nhttp_access deny all\nhttp_port 3128\n",
        "/etc/squid/conf.d/debian.conf": "logfile_rotate 0\n",
      },
    },
    {
      family: "rpm",
      packages: ["squid"],
      units: ["squid"],
      service: ["EnvironmentFile=/etc/sysconfig/squid", "ExecStart=/usr/sbin/squid --foreground $SQUID_OPTS -f ${SQUID_CONF}"],
      files: {
        "/etc/sysconfig/squid": 'SQUID_OPTS=""\nSQUID_CONF="/etc/squid/squid.conf"\n',
        "/etc/squid/squid.conf": "http_access allow localnet\nhttp_access deny all\nhttp_port 3128\n",
      },
    },
  ],
  examples: [
    {
      argv: ["squid", "-N"],
      files: { "/etc/squid/squid.conf": "http_port 3129\n# http_port 1\nhttps_port 10.0.0.9:3130 cert=/c.pem\n" },
      listens: ["tcp * 3129", "tcp 10.0.0.9 3130"],
    },
    {
      argv: ["squid", "--foreground", "-f", "s.conf"],
      files: { "s.conf": "include d/*.conf\n", "d/a.conf": "http_port 127.0.0.1:3131\nhttp_port 0.0.0.0:3132\n" },
      listens: ["tcp 127.0.0.1 3131", "tcp 0.0.0.0 3132"],
    },
    {
      argv: ["squid", "-N", "-f", "s.conf"],
      files: { "s.conf": "http_port 127.0.0.1:3131\nicp_port 3133\nhtcp_port 0\n" },
      listens: ["tcp 127.0.0.1 3131", "udp * 3133"],
    },
    {
      argv: ["squid", "-N", "-f", "s.conf"],
      files: { "s.conf": "icp_port 3134\nhtcp_port 3135\nudp_incoming_address 127.0.0.1\nsnmp_port 3136\n" },
      listens: ["udp 127.0.0.1 3134", "udp 127.0.0.1 3135", "udp * 3136"],
    },
    { argv: ["squid", "-k", "reconfigure"], listens: [] },
  ],
};
