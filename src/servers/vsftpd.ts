import type { Server } from "../model/launch";
import { HOLE, hasHole } from "../model/text";
import { LIBC } from "./address";
import { fromFile } from "./from-file";
import { lastOf, parseIni, tokens } from "./ini";
import type { Bind } from "./served";

/** `listen` is IPv4, `listen_ipv6` both families; with neither it serves a superserver. The ports of passive mode are opened by transfers. */
export const server: Server = {
  name: "vsftpd",
  programs: ["vsftpd"],
  manual: "https://security.appspot.com/vsftpd/vsftpd_conf.html",
  listens: fromFile({
    name: "vsftpd",
    resolver: LIBC,
    file: [],
    usual: ["/etc/vsftpd.conf", "/etc/vsftpd/vsftpd.conf"],
    once: "-v",
    unread: "-o",
    optional: true,
    binds: (text) => {
      const settings = parseIni(text);
      const port = lastOf(settings, "listen_port");
      const socket = (key: string, usual: string, address: string, all: string): readonly Bind[] => {
        const on = lastOf(settings, key)?.value ?? usual;
        const host = lastOf(settings, address);
        const says = tokens(lastOf(settings, key), host, port);
        const bind: Bind = { host: host?.value ?? all, port: port?.value ?? "21", says, from: says === "" ? "default" : "file" };
        if (hasHole(on)) return [{ ...bind, host: HOLE }];
        return /^(yes|true|1)$/i.test(on) ? [bind] : [];
      };
      const both = socket("listen_ipv6", "NO", "listen_address6", "::");
      return both.length > 0 ? both : socket("listen", "NO", "listen_address", "0.0.0.0");
    },
  }),
  packaged: [
    {
      family: "deb",
      packages: ["vsftpd"],
      units: ["vsftpd"],
      service: ["ExecStart=/usr/sbin/vsftpd /etc/vsftpd.conf"],
      files: { "/etc/vsftpd.conf": "listen=NO\nlisten_ipv6=YES\nanonymous_enable=NO\nlocal_enable=YES\n" },
    },
    {
      family: "rpm",
      packages: ["vsftpd"],
      units: ["vsftpd"],
      service: ["ExecStart=/usr/sbin/vsftpd /etc/vsftpd/vsftpd.conf"],
      files: { "/etc/vsftpd/vsftpd.conf": "anonymous_enable=NO\nlocal_enable=YES\nlisten=NO\nlisten_ipv6=YES\n" },
    },
  ],
  examples: [
    { argv: ["vsftpd", "v.conf"], files: { "v.conf": "listen=NO\nlisten_ipv6=YES\nlisten_port=2121\n" }, listens: ["tcp * 2121"] },
    {
      argv: ["vsftpd", "v.conf"],
      files: { "v.conf": "listen=YES\nlisten_address=127.0.0.1\n#listen_ipv6=YES\n" },
      listens: ["tcp 127.0.0.1 21"],
    },
    { argv: ["vsftpd", "v.conf"], files: { "v.conf": "listen=NO\n" }, listens: [] },
  ],
};
