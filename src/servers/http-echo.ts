import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";

export const server: Server = {
  name: "http-echo",
  programs: ["http-echo"],
  manual: "https://github.com/hashicorp/http-echo",
  once: "-version",
  background: false,
  listens: addressOptions({
    name: "http-echo",
    resolver: GO,
    style: "go",
    bare: "-version",
    addresses: [{ option: { names: ["-listen"] }, default: [":5678"] }],
  }),
  examples: [
    { argv: ["/http-echo", "-text", "hi", "-listen", ":5677"], listens: ["tcp * 5677"] },
    { argv: ["/http-echo", "-listen=127.0.0.1:5679"], listens: ["tcp 127.0.0.1 5679"] },
  ],
};
