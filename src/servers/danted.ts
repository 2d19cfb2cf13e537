import type { Server } from "../model/launch";
import { HOLE } from "../model/text";
import { PASSIVE } from "./address";
import { onlyWith } from "./background";
import { fromFile, linesOf } from "./from-file";

/** `internal` names an address or a device, whose addresses nobody knows. */
export const server: Server = {
  name: "dante",
  programs: ["danted", "sockd"],
  manual: "https://www.inet.no/dante/doc/1.4.x/config/server.html",
  background: onlyWith("-D", "nLvV"),
  listens: fromFile({
    name: "dante",
    resolver: PASSIVE,
    file: ["-f"],
    usual: ["/etc/danted.conf", "/etc/sockd.conf"],
    once: "-v -V -h",
    taking: "-d -N -p",
    flags: "DLn",
    binds: (text) =>
      linesOf(text).flatMap(({ says }) => {
        const [, host = "", port = "1080"] = /^internal\s*:\s*(\S+)(?:\s+port\s*=\s*(\S+))?/.exec(says) ?? [];
        return host === "" ? [] : [{ host: /^[\d.]+$|:/.test(host) ? host : HOLE, port, says, from: "file" as const }];
      }),
  }),
  packaged: [
    {
      packages: ["dante-server"],
      units: ["danted"],
      service: ["ExecStart=/usr/sbin/danted"],
      files: { "/etc/danted.conf": "# the server will listen on port 1080.\n#internal: eth0 port = 1080\n" },
    },
  ],
  examples: [
    {
      argv: ["danted", "-f", "d.conf"],
      files: { "d.conf": "internal: 0.0.0.0 port = 1081\n#internal: ::1 port = 1\ninternal: 10.0.0.9\nexternal: eth0\n" },
      listens: ["tcp 0.0.0.0 1081", "tcp 10.0.0.9 1080"],
    },
    { argv: ["sockd", "-D"], files: { "/etc/sockd.conf": "internal: eth0 port = 1082\n" }, listens: ["? tcp ? 1082"] },
    { argv: ["danted", "-v"], listens: [] },
  ],
};
