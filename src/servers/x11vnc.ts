import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { onlyWith } from "./background";
import { inHome } from "./home";
import { parseOptions } from "./options";
import { serve, type Bind } from "./served";
import { readFile } from "./setting";

/**
 * `-listen` is IPv4 alone, `-listen6` IPv6, and whatever they say, `-no6` too, its library has a socket on `[::]:5900` besides; with
 * `-localhost` alone it has none. Measured with 0.9.16.
 */
export const server: Server = {
  name: "x11vnc",
  programs: ["x11vnc"],
  manual: "https://github.com/LibVNC/x11vnc/blob/master/doc/OPTIONS.md",
  once: "-version -V -h -help -opts -license -storepasswd -showrfbauth -R -remote -Q -query",
  background: onlyWith("-bg"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const { given } = parseOptions(args, {
      style: "go",
      options: {
        port: { names: ["-rfbport"] },
        auto: { names: ["-autoport"] },
        host: { names: ["-listen"] },
        six: { names: ["-listen6"] },
        local: { names: ["-localhost"], takes: "none" },
        without: { names: ["-no6", "-noipv6"], takes: "none" },
        file: { names: ["-rc"] },
        none: { names: ["-norc"], takes: "none" },
      },
      bare: "-bg -forever -loop -shared -nopw -noxdamage -repeat -viewonly -once -ncache_cr -create -quiet -q -ssl -noxrecord -noxfixes -nossl -xkb -many",
    });
    const port = given.port.at(-1) ?? given.auto.at(-1);
    const from = port === undefined ? "default" : "command";
    const socket = (host: string, says: string): Bind => ({
      host,
      port: port?.value ?? "5900",
      says: [says, port?.says ?? ""].filter((text) => text !== "").join(" "),
      from: says === "" ? from : "command",
    });
    const local = given.local.at(-1)?.says;
    const [four, six] = [given.host.at(-1), given.six.at(-1)];
    const own =
      local === undefined
        ? [
            socket(four?.value ?? "0.0.0.0", four?.says ?? ""),
            ...(given.without.length > 0 ? [] : [socket(six?.value ?? "::", six?.says ?? "")]),
            { ...socket("::", ""), port: "5900" },
          ]
        : [socket("127.0.0.1", local), socket("::1", local)];
    const file = given.file.length > 0 || given.none.length > 0 ? { doubts: [] } : readFile(invocation, inHome(invocation, ".x11vncrc"));
    return serve("x11vnc", { ...LIBC, ipv6Any: ["none", "any"] }, own, [...file.doubts, ...unreadOptions(args, "x11vnc")]);
  },
  examples: [
    { argv: ["x11vnc", "-display", ":0", "-forever"], listens: ["tcp 0.0.0.0 5900", "tcp [::] 5900"] },
    { argv: ["x11vnc", "-localhost", "-rfbport", "5907"], listens: ["tcp 127.0.0.1 5907", "tcp [::1] 5907"] },
    {
      argv: ["x11vnc", "-listen", "10.0.0.9", "-noipv6", "-rfbport", "5908"],
      listens: ["tcp 10.0.0.9 5908", "tcp [::] 5900"],
    },
    { argv: ["x11vnc", "-storepasswd", "x", "/etc/x11vnc.pass"], listens: [] },
  ],
};
