import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { basename } from "./arguments";
import { unlessWith } from "./background";
import { fromFile, linesOf } from "./from-file";
import type { Bind } from "./served";

/** https://www.iana.org/assignments/service-names-port-numbers */
const PORTS: Readonly<Record<string, string>> = {
  ...{ echo: "7", discard: "9", daytime: "13", chargen: "19", ftp: "21", telnet: "23", smtp: "25", time: "37", tftp: "69", finger: "79" },
  ...{ http: "80", pop3: "110", ident: "113", auth: "113", nntp: "119", imap2: "143", exec: "512", login: "513", shell: "514" },
  ...{ rsync: "873", telnets: "992", imaps: "993", pop3s: "995", git: "9418" },
};

/**
 * `service stream tcp nowait user program`; before a colon stands the address, of a line that is nothing else for those that follow.
 * Measured with those of Debian.
 */
export const server: Server = {
  name: "inetd",
  programs: ["inetd", "inetutils-inetd"],
  manual: "https://man7.org/linux/man-pages/man8/inetd.8.html",
  background: unlessWith("-d -i"),
  listens: fromFile({
    name: "inetd",
    resolver: { ...LIBC, ipv6Any: ["none", "any"], brackets: true },
    file: [],
    usual: ["/etc/inetd.conf"],
    taking: "-q -R",
    flags: "dEil",
    binds: (text, { argv }) => {
      let usual = "*";
      return linesOf(text, /^#.*$/).flatMap(({ words: [name = "", type = "", protocol = "", ...rest] }): readonly Bind[] => {
        if (name.endsWith(":")) usual = name.slice(0, -1);
        if (!/^(stream|dgram)$/.test(type) || !/^(tcp|udp)/.test(protocol)) return [];
        const [, host = usual, service = ""] = /^(?:(.*):)?([^:]*)$/.exec(name) ?? [];
        const port = PORTS[service] ?? (/^\d+$/.test(service) ? service : null);
        const says = `${name} ${type} ${protocol}`;
        const process = rest.some((word) => /telnetd$/.test(word)) ? { process: "telnetd" } : {};
        // Debian has two of them: one takes no family for both, the other for IPv4.
        const isOther = basename(argv[0] ?? "").startsWith("inetutils");
        const [, family = isOther ? "4" : "?"] = /(46|4|6)$/.exec(protocol) ?? [];
        const hosts = host !== "*" ? [host] : family === "4" ? ["0.0.0.0"] : family === "6" ? ["::"] : ["0.0.0.0", "::"];
        return hosts.map((one) => ({
          host: one,
          port,
          protocol: protocol.startsWith("tcp") ? "tcp" : "udp",
          says,
          from: "file",
          certainty: family === "?" && one === "::" ? "possible" : "definite",
          ...process,
        }));
      });
    },
  }),
  packaged: [
    {
      family: "deb",
      packages: ["openbsd-inetd"],
      units: ["inetd", "openbsd-inetd"],
      service: ["ExecStart=/usr/sbin/inetd -i"],
      files: { "/etc/inetd.conf": "" },
    },
    {
      family: "deb",
      packages: ["telnetd", "inetutils-telnetd"],
      units: ["inetutils-inetd"],
      service: ["EnvironmentFile=-/etc/default/inetutils-inetd", "ExecStart=/usr/sbin/inetutils-inetd $INETD_OPTS"],
      files: {
        "/etc/default/inetutils-inetd": "INETD_OPTS=\n",
        "/etc/inetd.conf": "telnet stream tcp nowait root /usr/sbin/tcpd /usr/sbin/telnetd\n",
      },
    },
  ],
  examples: [
    {
      argv: ["inetd", "-d", "i.conf"],
      files: {
        "i.conf":
          "telnet stream tcp nowait root /usr/sbin/telnetd telnetd\n#ftp stream tcp nowait root x\n127.0.0.1:7777 dgram udp wait root x\n",
      },
      listens: ["tcp 0.0.0.0 23", "? tcp [::] 23", "udp 127.0.0.1 7777"],
    },
    { argv: ["inetutils-inetd", "i.conf"], files: { "i.conf": "7780 stream tcp nowait root x\n" }, listens: ["tcp 0.0.0.0 7780"] },
    {
      argv: ["inetd"],
      files: { "/etc/inetd.conf": "7778 stream tcp6 nowait root internal\n10.0.0.9:\n7779 stream tcp nowait root x\n" },
      listens: ["tcp [::] 7778", "tcp 10.0.0.9 7779"],
    },
  ],
};
