import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { parseOptions } from "./options";
import { serve, unix, unknown, type Bind } from "./served";
import { readFile } from "./setting";

/** From 2.0 on: loopback without a listener in a file, every address with one. `-p` alone stays loopback. */
export const server: Server = {
  name: "mosquitto",
  programs: ["mosquitto"],
  manual: "https://mosquitto.org/man/mosquitto-conf-5.html",
  background: onlyWith("-d --daemon", "v"),
  listens: (invocation) => {
    const { given, hazy } = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: { config: { names: ["-c", "--config-file"] }, port: { names: ["-p", "--port"] } },
      flags: "dv",
    });
    const name = given.config.at(-1)?.value;
    const file = name === undefined ? { text: "", doubts: [], path: "" } : readFile(invocation, name);
    if (file.text === null) return unknown(...file.doubts);
    const lines = file.text.split("\n").map((line) => line.trim().split(/\s+/));
    const doubts = [
      ...file.doubts,
      ...(hazy ? [unseen.argument("mosquitto")] : []),
      ...(lines.some(([key]) => key === "include_dir") ? [unseen.directory("include_dir")] : []),
    ];
    const value = (key: string): string | undefined => lines.findLast(([one]) => one === key)?.[1];
    const binds = lines.flatMap(([key, port = "", host], index): readonly Bind[] => {
      const said = { says: (lines[index] ?? []).join(" "), from: "file" as const };
      if (key === "listener")
        return host?.startsWith("/") === true && port === "0" ? [unix(host, said)] : [{ ...said, host: host ?? "*", port }];
      return key === "port" && port !== "0" ? [{ ...said, host: value("bind_address") ?? "*", port }] : [];
    });
    const port = given.port.at(-1);
    const usual: Bind = {
      host: "localhost",
      port: port?.value ?? "1883",
      says: port?.says ?? "",
      from: port === undefined ? "default" : "command",
    };
    return serve("mosquitto", PASSIVE, binds.length === 0 ? [usual] : binds, doubts);
  },
  packaged: {
    packages: ["mosquitto"],
    units: ["mosquitto"],
    argv: ["mosquitto", "-c", "/etc/mosquitto/mosquitto.conf"],
    files: { "/etc/mosquitto/mosquitto.conf": "persistence true\n" },
  },
  examples: [
    { argv: ["mosquitto"], listens: ["tcp localhost 1883"] },
    { argv: ["mosquitto", "-p", "1884"], listens: ["tcp localhost 1884"] },
    {
      argv: ["mosquitto", "-c", "m.conf"],
      files: { "m.conf": "listener 1885\nlistener 1886 127.0.0.1\nlistener 0 /run/m.sock\n# listener 1\n" },
      listens: ["tcp * 1885", "tcp 127.0.0.1 1886", "unix /run/m.sock"],
    },
    { argv: ["mosquitto", "-c", "m.conf"], files: { "m.conf": "port 1887\nbind_address 10.0.0.9\n" }, listens: ["tcp 10.0.0.9 1887"] },
    { argv: ["mosquitto", "-c", "m.conf"], files: { "m.conf": "allow_anonymous false\n" }, listens: ["tcp localhost 1883"] },
  ],
};
