import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { NODE, type Resolver } from "./address";
import { argumentsOf } from "./arguments";
import { unlisted } from "./command";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { NOTHING, serve, unix, unknown, type Bind } from "./served";
import { decide, fallback, last, option } from "./setting";

const ANY: Resolver = { ...NODE, star: NODE.empty, brackets: true };
const IPV4: Resolver = { ...ANY, empty: ["any", "none"], star: ["any", "none"] };
const IPV6: Resolver = { ...ANY, empty: ["none", "any"], star: ["none", "any"], ipv6Any: ["none", "any"] };

/** Without `-port` they ask, and do not answer. */
const RESPONDERS = ["ocsp", "cmp"];

/** `s_server` is on every address, and so are responders. Options begin with one dash or two, and the last of a kind wins. */
export const server: Server = {
  name: "openssl",
  programs: ["openssl"],
  manual: "https://docs.openssl.org/master/man1/openssl-s_server/",
  background: false,
  listens: (invocation) => {
    const [command = "", ...args] = argumentsOf(invocation);
    if (hasHole(command)) return unknown(unseen.argument("openssl"));
    if (command.startsWith("-")) return unlisted("openssl");
    const serving = command === "s_server";
    if (!serving && !RESPONDERS.includes(command)) return NOTHING;
    const parsed = parseOptions(args, {
      style: "plain",
      options: { at: { names: ["-port", "--port", ...(serving ? ["-accept", "--accept", "-unix", "--unix"] : [])] } },
    });
    const { said, doubts } = decide(last(option(parsed, "at")), fallback(...(serving ? ["4433"] : [])));
    const [family] = args.filter((arg) => serving && /^--?[46]$/.test(arg)).slice(-1);
    const protocol = serving && args.some((arg) => /^--?dtls/.test(arg)) ? "udp" : "tcp";
    const binds = said.map((one): Bind =>
      /^--?unix/.test(one.says) ? unix(one.value, one) : { ...endpoint(one, { host: "", port: null, bare: "port" }), protocol },
    );
    return serve("openssl", family === undefined ? ANY : family.endsWith("4") ? IPV4 : IPV6, binds, doubts);
  },
  examples: [
    { argv: ["openssl", "s_server", "-cert", "c.pem", "-www"], listens: ["tcp * 4433"] },
    { argv: ["openssl", "s_server", "-accept", "127.0.0.1:8443", "-key", "k.pem"], listens: ["tcp 127.0.0.1 8443"] },
    { argv: ["openssl", "s_server", "-port", "8445", "--accept", "*:8444"], listens: ["tcp * 8444"] },
    { argv: ["openssl", "s_server", "-dtls1_2", "-4", "-port", "8446"], listens: ["udp 0.0.0.0 8446"] },
    { argv: ["openssl", "s_server", "-6", "-accept", "8447"], listens: ["tcp [::] 8447"] },
    { argv: ["openssl", "s_server", "-accept", "8448", "-unix", "/run/s.sock"], listens: ["unix /run/s.sock"] },
    { argv: ["openssl", "cmp", "-srv_cert", "c.pem", "-port", "8449"], listens: ["tcp * 8449"] },
    { argv: ["openssl", "ocsp", "-index", "db", "-port", "8450"], listens: ["tcp * 8450"] },
    { argv: ["openssl", "ocsp", "-issuer", "ca.pem", "-url", "http://ocsp.example.com:8451"], listens: [] },
    { argv: ["openssl", "req", "-x509", "-newkey", "rsa:2048"], listens: [] },
    { argv: ["openssl", "s_client", "-connect", "db:5432"], listens: [] },
  ],
};
