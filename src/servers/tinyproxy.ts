import type { Server } from "../model/launch";
import { failure } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { unlessWith } from "./background";
import { parseOptions } from "./options";
import { fails, serve, unknown, type Bind } from "./served";
import { readFile } from "./setting";

export const server: Server = {
  name: "tinyproxy",
  programs: ["tinyproxy"],
  manual: "https://tinyproxy.github.io/",
  once: "-v -h",
  background: unlessWith("-d"),
  listens: (invocation) => {
    const { given } = parseOptions(argumentsOf(invocation), { style: "plain", options: { file: { names: ["-c"] } }, flags: "dhv" });
    const { path, text, doubts } = readFile(invocation, given.file.at(-1)?.value ?? "/etc/tinyproxy/tinyproxy.conf");
    if (text === null) return doubts.length > 0 ? unknown(...doubts) : fails(failure("no-configuration", path));
    const lines = text.split("\n").map((line) => line.trim().split(/\s+/));
    const all = (key: string): readonly string[] =>
      lines.filter(([one]) => one?.toLowerCase() === key).map(([, value = ""]) => value.replaceAll('"', ""));
    const port = all("port").at(-1);
    const hosts = all("listen");
    const binds = (hosts.length > 0 ? hosts : ["*"]).map((host): Bind => ({
      host,
      port: port ?? "8888",
      says: [hosts.length > 0 ? `Listen ${host}` : "", port === undefined ? "" : `Port ${port}`].join(" ").trim(),
      from: "file",
    }));
    return serve("tinyproxy", PASSIVE, binds, [...doubts, ...unreadOptions(argumentsOf(invocation), "tinyproxy")]);
  },
  packaged: [
    {
      packages: ["tinyproxy"],
      units: ["tinyproxy"],
      service: ["EnvironmentFile=-/etc/default/tinyproxy", "ExecStart=/usr/bin/tinyproxy -d $FLAGS"],
      files: {
        "/etc/default/tinyproxy": '#CONFIG="/etc/tinyproxy/tinyproxy.conf"\n#FLAGS="-c $CONFIG"\n',
        "/etc/tinyproxy/tinyproxy.conf": "Port 8888\n#Listen 192.168.0.1\n#Bind 192.168.0.1\nAllow 127.0.0.1\n",
      },
    },
  ],
  examples: [
    { argv: ["tinyproxy", "-d", "-c", "t.conf"], files: { "t.conf": "Port 8889\n#Listen 10.0.0.1\n" }, listens: ["tcp * 8889"] },
    { argv: ["tinyproxy", "-c", "t.conf"], files: { "t.conf": "Listen 127.0.0.1\n" }, listens: ["tcp 127.0.0.1 8888"] },
  ],
};
