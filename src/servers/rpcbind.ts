import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { unlessWith } from "./background";
import { parseOptions } from "./options";
import { serve, type Bind } from "./served";

/** `-h` names addresses for UDP alone, beside loopback; systemd, where it opens the sockets, opens all of them. */
export const server: Server = {
  name: "rpcbind",
  programs: ["rpcbind"],
  manual: "https://man7.org/linux/man-pages/man8/rpcbind.8.html",
  background: unlessWith("-d -f", "adfhilrsw"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const { given } = parseOptions(args, { style: "plain", options: { host: { names: ["-h"] } }, flags: "adfilrsw" });
    const socket = (protocol: "tcp" | "udp", host: string, says: string): Bind => ({
      protocol,
      host,
      port: 111,
      says,
      from: says === "" ? "default" : "command",
    });
    const named = given.host.flatMap(({ value, says }) => [socket("udp", value, says)]);
    const loopback = [socket("udp", "127.0.0.1", ""), socket("udp", "::1", "")];
    const both = (protocol: "tcp" | "udp"): readonly Bind[] => ["0.0.0.0", "::"].map((host) => socket(protocol, host, ""));
    const udp = named.length > 0 ? [...named, ...loopback] : both("udp");
    return serve("rpcbind", PASSIVE, [...both("tcp"), ...udp], unreadOptions(args, "rpcbind"));
  },
  packaged: [
    {
      family: "deb",
      packages: ["rpcbind", "nfs-common"],
      units: ["rpcbind"],
      service: ["ExecStart=/sbin/rpcbind -f -w"],
      files: {},
    },
    {
      family: "rpm",
      // `enable rpcbind.*` of its 90-default.preset.
      preset: true,
      packages: ["rpcbind", "nfs-utils"],
      units: ["rpcbind"],
      service: ["ExecStart=/usr/bin/rpcbind -w -f"],
      files: {},
    },
  ],
  examples: [
    { argv: ["rpcbind", "-w"], listens: ["tcp 0.0.0.0 111", "tcp [::] 111", "udp 0.0.0.0 111", "udp [::] 111"] },
    {
      argv: ["rpcbind", "-h", "10.0.0.9", "-f"],
      listens: ["tcp 0.0.0.0 111", "tcp [::] 111", "udp 10.0.0.9 111", "udp 127.0.0.1 111", "udp [::1] 111"],
    },
  ],
};
