import type { Server } from "../model/launch";
import { failure } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { configured, operand, unlessWith } from "./background";
import { endpoint } from "./endpoint";
import { parseIni } from "./ini";
import { fails, serve, unknown } from "./served";
import { readFile } from "./setting";

export const server: Server = {
  name: "stunnel",
  programs: ["stunnel", "stunnel4"],
  manual: "https://www.stunnel.org/static/stunnel.html",
  background: unlessWith("-fd", "", configured(operand, "/etc/stunnel/stunnel.conf", /^\s*foreground\s*=\s*(yes|quiet)\b/im)),
  listens: (invocation) => {
    const name = argumentsOf(invocation).find((argument) => !argument.startsWith("-")) ?? "/etc/stunnel/stunnel.conf";
    const { path, text, doubts } = readFile(invocation, name);
    if (text === null) return doubts.length > 0 ? unknown(...doubts) : fails(failure("no-configuration", path));
    const accepts = parseIni(text).filter(({ section, key }) => section !== "" && key === "accept");
    return serve(
      "stunnel",
      LIBC,
      accepts.map(({ value, says }) => endpoint({ value, says, from: "file" }, { host: "0.0.0.0", port: null, bare: "port" })),
      doubts,
    );
  },
  examples: [
    {
      argv: ["stunnel", "/etc/s.conf"],
      files: { "/etc/s.conf": "accept = 1\n[web]\naccept = 8443\nconnect = 80\n[db]\naccept = 127.0.0.1:5433\nconnect = 5432\n" },
      listens: ["tcp 0.0.0.0 8443", "tcp 127.0.0.1 5433"],
    },
    { argv: ["stunnel4", "s.conf"], files: { "s.conf": "[a]\naccept = :::8444\n" }, listens: ["tcp * 8444"] },
  ],
};
