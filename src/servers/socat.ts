import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { LIBC, type Resolver } from "./address";
import { argumentsOf } from "./arguments";
import { serve, unix, type Bind } from "./served";
import { split } from "./endpoint";

const LISTEN = /^(TCP|TCP4|TCP6|UDP|UDP4|UDP6|OPENSSL|SSL|UNIX|SCTP)[-_]?(L|LISTEN|RECV|RECVFROM)$/i;

/** Keywords are told apart without regard to case; options follow the port after commas. */
export const server: Server = {
  name: "socat",
  programs: ["socat"],
  manual: "https://manpages.debian.org/bookworm/socat/socat.1.en.html",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    // Of what decides the socket, host and port alone may be unknown.
    const decisive = (text: string, index: number): string => (index === 0 ? (text.split(":")[0] ?? "") : text.replace(/^bind=.*/, ""));
    const unread = args.some((argument) => argument.split(",").some((text, index) => hasHole(decisive(text, index))));
    const binds = args.flatMap((argument) => bindsOf(argument, args.includes("-6")));
    return serve("socat", LIBC, binds, unread ? [unseen.argument("socat")] : []);
  },
  examples: [
    { argv: ["socat", "TCP-LISTEN:8080,fork,reuseaddr", "TCP:127.0.0.1:80"], listens: ["tcp 0.0.0.0 8080"] },
    { argv: ["socat", "-d", "tcp4-listen:8081,bind=127.0.0.1,fork", "EXEC:cat"], listens: ["tcp 127.0.0.1 8081"] },
    { argv: ["socat", "TCP6-LISTEN:8082,fork", "STDIO"], listens: ["tcp * 8082"] },
    { argv: ["socat", "TCP6-L:8083,ipv6only=1", "STDIO"], listens: ["tcp [::] 8083"] },
    { argv: ["socat", "UDP-LISTEN:53,bind=10.0.0.9", "UNIX-LISTEN:/run/s.sock,fork"], listens: ["udp 10.0.0.9 53", "unix /run/s.sock"] },
    { argv: ["socat", "TCP-LISTEN:8084,so-bindtodevice=lo", "STDIO"], listens: ["tcp 127.0.0.1 8084"] },
  ],
};

function bindsOf(argument: string, preferSix: boolean): readonly Bind[] {
  const [head = "", ...options] = argument.split(",");
  const [keyword = "", ...rest] = head.split(":");
  const [, kind = ""] = LISTEN.exec(keyword) ?? [];
  if (kind === "") return [];
  const option = (...names: readonly string[]): string | undefined =>
    options.map((text) => /^([^=]*)(?:=(.*))?$/.exec(text)).findLast((match) => names.includes((match?.[1] ?? "").toLowerCase()))?.[2];
  const said = {
    says: [head, ...options.filter((text) => /^(bind|ipv6only|ipv6-v6only|so-bindtodevice|interface|pf)=/i.test(text))].join(","),
    from: "command" as const,
  };
  if (/^unix$/i.test(kind)) return [unix(rest.join(":"), said)];
  const six = kind.endsWith("6") || (preferSix && !kind.endsWith("4")) || /^(ip6|6)$/i.test(option("pf") ?? "");
  const bind = option("bind");
  const host = bind === undefined ? (six ? "::" : "0.0.0.0") : split(bind, { host: "", port: null, bare: "host" }).host;
  const alone = /^1|true$/.test(option("ipv6only", "ipv6-v6only") ?? "");
  const device = option("so-bindtodevice", "interface");
  const reach = device === "lo" ? ("loopback" as const) : ("any" as const);
  const resolver: Resolver = { ...LIBC, ipv4Any: [reach, "none"], ipv6Any: [alone ? "none" : reach, reach] };
  return [{ ...said, host, port: rest.join(":"), protocol: /^udp/i.test(kind) ? "udp" : "tcp", resolver }];
}
