import type { Server } from "../model/launch";
import { NODE } from "./address";
import { addressOptions } from "./address-option";
import { argumentsOf } from "./arguments";
import { unlisted } from "./command";

const serving = addressOptions({
  name: "openssl",
  resolver: { ...NODE, star: NODE.empty, brackets: true },
  style: "plain",
  commands: ["s_server"],
  harmless: "*",
  taking: "-cert -key -CAfile -CApath -dcert -dkey -cipher -ciphersuites -context -verify -Verify -servername -alpn",
  addresses: [
    { option: { names: ["-accept", "-port"] }, default: [":4433"], spelling: { port: "4433", bare: "port", unix: [], schemes: [] } },
  ],
});

/** `s_server` is on every address; a responder (`ocsp -port`) too, in a way of its own. */
export const server: Server = {
  name: "openssl",
  programs: ["openssl"],
  manual: "https://docs.openssl.org/master/man1/openssl-s_server/",
  background: false,
  listens: (invocation) => {
    const [command, ...args] = argumentsOf(invocation);
    if ((command === "ocsp" && args.includes("-port")) || (command === "s_server" && args.includes("-unix"))) return unlisted("openssl");
    return serving(invocation);
  },
  examples: [
    { argv: ["openssl", "s_server", "-cert", "c.pem", "-www"], listens: ["tcp * 4433"] },
    { argv: ["openssl", "s_server", "-accept", "127.0.0.1:8443", "-key", "k.pem"], listens: ["tcp 127.0.0.1 8443"] },
    { argv: ["openssl", "s_server", "-accept", "*:8444"], listens: ["tcp * 8444"] },
    { argv: ["openssl", "req", "-x509", "-newkey", "rsa:2048"], listens: [] },
    { argv: ["openssl", "s_client", "-connect", "db:5432"], listens: [] },
  ],
};
