import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { unlessWith } from "./background";
import { split } from "./endpoint";
import { fromFile } from "./from-file";
import { parseIni } from "./ini";
import { unix, type Bind } from "./served";

/** Each of the words in `port` is a socket; a number alone is both families, and a dot is loopback. */
export const server: Server = {
  name: "xrdp",
  programs: ["xrdp"],
  manual: "https://manpages.debian.org/bookworm/xrdp/xrdp.ini.5.en.html",
  background: unlessWith("-n --nodaemon"),
  listens: fromFile({
    name: "xrdp",
    resolver: { ...LIBC, empty: ["any", "any"] },
    file: ["-c", "--config"],
    usual: ["/etc/xrdp/xrdp.ini"],
    once: "-k --kill -v --version -h --help",
    unread: "-p --port",
    binds: (text) => {
      const settings = parseIni(text).filter(({ section }) => section === "Globals");
      const port = settings.findLast(({ key }) => key === "port");
      const words = (port?.value ?? "3389").split(/[\s,]+/).filter((word) => word !== "" && !word.startsWith("vsock:"));
      return words.map((word): Bind => {
        const said = {
          says: port === undefined ? "" : `port=${word}`,
          from: port === undefined ? ("default" as const) : ("file" as const),
        };
        const [, scheme = "", rest = ""] = /^(?:(tcp[46]?|unix):\/\/)?(.*)$/.exec(word) ?? [];
        if (scheme === "unix") return unix(rest.replace(/^\.?/, ""), said);
        const six = scheme === "tcp6";
        const { host, port: number } = split(rest, { host: "", port: "3389", bare: "port" });
        const all = scheme === "" || six ? "" : "0.0.0.0";
        return {
          ...said,
          host: host === "" ? all : host === "." ? (six ? "::1" : "127.0.0.1") : host.replace(/^\{(.*)\}$/, "$1"),
          port: number,
        };
      });
    },
  }),
  packaged: [
    {
      packages: ["xrdp"],
      units: ["xrdp"],
      service: ["EnvironmentFile=-/etc/sysconfig/xrdp", "EnvironmentFile=-/etc/default/xrdp", "ExecStart=/usr/sbin/xrdp $XRDP_OPTIONS"],
      files: {
        "/etc/sysconfig/xrdp": null,
        "/etc/default/xrdp": null,
        "/etc/xrdp/xrdp.ini": "[Globals]\nini_version=1\nport=3389\n;   port=tcp://.:3389\n",
      },
    },
  ],
  examples: [
    { argv: ["xrdp", "-n"], files: { "/etc/xrdp/xrdp.ini": "[Globals]\nport=3390\n[Xorg]\nport=-1\n" }, listens: ["tcp * 3390"] },
    {
      argv: ["xrdp", "-c", "x.ini"],
      files: { "x.ini": "[Globals]\nport=tcp://.:3391 tcp6://{fd00::9}:3392 tcp://:3393\n" },
      listens: ["tcp 127.0.0.1 3391", "tcp [fd00::9] 3392", "tcp 0.0.0.0 3393"],
    },
    { argv: ["xrdp", "--kill"], listens: [] },
  ],
};
