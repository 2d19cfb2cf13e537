import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { GO } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { split } from "./endpoint";
import { parseOptions } from "./options";
import { NOTHING, serve, type Bind } from "./served";

/** Ways to listen that are UDP, and those that open nothing here. https://gost.run/en/reference/listeners/tcp/ */
const UDP = /(^|\+)(udp|kcp|quic|http3|h3|dtls|redu|icmp|tun|tap)$/;
const ELSEWHERE = /(^|\+)(rtcp|rudp|tun|tap|icmp|unix|serial|stdio)$/;

/** Of `scheme://user:password@host:port/target` nothing but host and port is said. */
export const server: Server = {
  name: "gost",
  programs: ["gost"],
  manual: "https://gost.run/en/reference/configuration/cmd/",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const { given } = parseOptions(args, {
      style: "go",
      options: {
        local: { names: ["-L"] },
        api: { names: ["-api"] },
        metrics: { names: ["-metrics"] },
        file: { names: ["-C"] },
        once: { names: ["-V"], takes: "none" },
      },
      taking: "-F -O -I -M -P -R",
      bare: "-D -DD",
    });
    if (given.once.length > 0) return NOTHING;
    const binds = [...given.local, ...given.api, ...given.metrics].flatMap(({ value, says }): readonly Bind[] => {
      const [, scheme = "", authority = ""] = /^(?:([\w+-]*):\/\/)?(?:[^/?#]*@)?([^/?#]*)/.exec(value) ?? [];
      if (ELSEWHERE.test(scheme)) return [];
      const { host, port } = split(authority, { host: "", port: null, bare: "host" });
      const option = /^--?\w+/.exec(says)?.[0] ?? "";
      return [{ host, port, protocol: UDP.test(scheme) ? "udp" : "tcp", says: `${option} ${authority}`, from: "command" }];
    });
    const doubts = [
      ...(given.file.length > 0 || given.local.length === 0 ? [unseen.file(given.file.at(-1)?.value ?? "gost.yml")] : []),
      ...unreadOptions(args, "gost"),
      ...(given.local.some(({ value }) => hasHole(value.split("://")[0] ?? "")) ? [unseen.argument("gost")] : []),
    ];
    return serve("gost", GO, binds, doubts);
  },
  examples: [
    { argv: ["gost", "-L=:8081", "-L", "socks5://me:secret@127.0.0.1:1081"], listens: ["tcp * 8081", "tcp 127.0.0.1 1081"] },
    { argv: ["gost", "-L", "udp://:5354/10.0.0.9:53", "-F", "http://10.0.0.9:1"], listens: ["udp * 5354"] },
    { argv: ["gost", "-L", "rtcp://:2222/:22", "-L", "http+tls://10.0.0.9:8443"], listens: ["tcp 10.0.0.9 8443"] },
    { argv: ["gost", "-V"], listens: [] },
  ],
};
