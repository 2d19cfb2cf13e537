import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { unlessWith } from "./background";
import { fromFile } from "./from-file";
import { lastOf, parseIni } from "./ini";

/** It hears other machines where it is given a port, on every address. */
export const server: Server = {
  name: "auditd",
  programs: ["auditd"],
  manual: "https://man7.org/linux/man-pages/man5/auditd.conf.5.html",
  background: unlessWith("-n -f"),
  listens: fromFile({
    name: "auditd",
    resolver: PASSIVE,
    file: [],
    usual: ["/etc/audit/auditd.conf"],
    optional: true,
    taking: "-s -c",
    flags: "fln",
    binds: (text) => {
      const port = lastOf(parseIni(text), "tcp_listen_port");
      return port === undefined || port.value === "" ? [] : [{ host: "*", port: port.value, says: port.says, from: "file" }];
    },
  }),
  packaged: [
    {
      packages: ["auditd", "audit"],
      units: ["auditd"],
      stock: true,
      service: ["ExecStart=/sbin/auditd"],
      files: { "/etc/audit/auditd.conf": "##tcp_listen_port = 60\ntcp_listen_queue = 5\n" },
    },
  ],
  examples: [
    { argv: ["auditd"], listens: [] },
    { argv: ["auditd"], files: { "/etc/audit/auditd.conf": "##tcp_listen_port = 60\ntcp_listen_port = 61\n" }, listens: ["tcp * 61"] },
  ],
};
