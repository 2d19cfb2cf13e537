import type { Server } from "../model/launch";
import { LITERAL } from "./address";
import { fromFile } from "./from-file";
import { parseIni } from "./ini";
import { split } from "./endpoint";
import type { Bind } from "./served";

/** Beside loopback (127.0.0.53) it answers where it is told to; an address without brackets and with several colons is one of IPv6. */
export const server: Server = {
  name: "systemd-resolved",
  programs: ["systemd-resolved"],
  manual: "https://www.freedesktop.org/software/systemd/man/latest/resolved.conf.html#DNSStubListenerExtra=",
  background: false,
  listens: fromFile({
    name: "systemd-resolved",
    resolver: { ...LITERAL, brackets: true },
    file: [],
    usual: ["/etc/systemd/resolved.conf"],
    optional: true,
    includes: () => ["resolved.conf.d/*.conf"],
    binds: (text) =>
      parseIni(text)
        .filter(({ key, value }) => key === "DNSStubListenerExtra" && value !== "")
        .flatMap(({ value, says }): readonly Bind[] => {
          const [, kind, address = ""] = /^(?:(tcp|udp):)?([^]*)$/.exec(value) ?? [];
          const bare = /^[\da-f]*:[\da-f]*:[\da-f:.]*$/i.test(address) ? `[${address}]` : address;
          const bind = { ...split(bare, { host: "", port: "53", bare: "host" }), says, from: "file" } as const;
          return (["tcp", "udp"] as const).filter((one) => kind === undefined || kind === one).map((protocol) => ({ ...bind, protocol }));
        }),
  }),
  packaged: [
    {
      packages: ["systemd-resolved"],
      units: ["systemd-resolved"],
      stock: true,
      service: ["ExecStart=/usr/lib/systemd/systemd-resolved"],
      files: { "/etc/systemd/resolved.conf": "[Resolve]\n#DNSStubListener=yes\n#DNSStubListenerExtra=\n" },
    },
  ],
  examples: [
    { argv: ["systemd-resolved"], listens: [] },
    {
      argv: ["systemd-resolved"],
      files: {
        "/etc/systemd/resolved.conf": "[Resolve]\n#DNSStubListenerExtra=10.0.0.1\nDNSStubListenerExtra=udp:10.0.0.9:5353\n",
        "/etc/systemd/resolved.conf.d/a.conf": "[Resolve]\nDNSStubListenerExtra=::1\n",
      },
      listens: ["udp 10.0.0.9 5353", "tcp [::1] 53", "udp [::1] 53"],
    },
  ],
};
