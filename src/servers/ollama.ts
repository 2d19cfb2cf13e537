import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";

/** The address comes from OLLAMA_HOST alone. */
export const server: Server = {
  name: "ollama",
  programs: ["ollama"],
  manual: "https://docs.ollama.com/faq#how-can-i-expose-ollama-on-my-network",
  background: false,
  listens: addressOptions({
    name: "ollama",
    resolver: GO,
    style: "plain",
    commands: ["serve", "start"],
    harmless: "cp, create, list, ls, ps, pull, push, rm, run, show, signin, signout, stop",
    addresses: [{ option: { names: [] }, env: ["OLLAMA_HOST"], default: ["127.0.0.1:11434"], spelling: { port: "11434", bare: "host" } }],
  }),
  packaged: [{ packages: [], units: ["ollama"], service: ["ExecStart=/usr/local/bin/ollama serve"], files: {} }],
  examples: [
    { argv: ["ollama", "serve"], listens: ["tcp 127.0.0.1 11434"] },
    { argv: ["ollama", "serve"], env: { OLLAMA_HOST: "0.0.0.0" }, listens: ["tcp * 11434"] },
    { argv: ["ollama", "list"], listens: [] },
  ],
};
