import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { includeFiles } from "./include";
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
  once: "-h --help --test-config",
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
    const linesOf = (text: string): readonly (readonly string[])[] => text.split("\n").map((line) => line.trim().split(/\s+/));
    const own = linesOf(file.text);
    // Whatever stands after an `include_dir`, its files come last.
    const included = own
      .filter(([key]) => key === "include_dir")
      .map(([, path = ""]) => includeFiles(invocation, invocation.cwd, `${path}/*.conf`));
    const lines = [...own, ...included.flatMap(({ files }) => files.flatMap(({ text }) => linesOf(text)))];
    const doubts = [...file.doubts, ...(hazy ? [unseen.argument("mosquitto")] : []), ...included.flatMap((one) => one.doubts)];
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
  packaged: [
    {
      family: "deb",
      packages: ["mosquitto"],
      units: ["mosquitto"],
      service: ["ExecStart=/usr/sbin/mosquitto -c /etc/mosquitto/mosquitto.conf"],
      files: {
        "/etc/mosquitto/mosquitto.conf": "persistence true\ninclude_dir /etc/mosquitto/conf.d\n",
        "/etc/mosquitto/conf.d/README": "",
      },
    },
    {
      family: "rpm",
      packages: ["mosquitto"],
      units: ["mosquitto"],
      service: ["ExecStart=/usr/sbin/mosquitto -c /etc/mosquitto/mosquitto.conf $OPTS"],
      files: { "/etc/mosquitto/mosquitto.conf": "#listener\n#include_dir\n" },
    },
  ],
  examples: [
    { argv: ["mosquitto"], listens: ["tcp localhost 1883"] },
    { argv: ["mosquitto", "-p", "1884"], listens: ["tcp localhost 1884"] },
    {
      argv: ["mosquitto", "-c", "m.conf"],
      files: { "m.conf": "listener 1885\nlistener 1886 127.0.0.1\nlistener 0 /run/m.sock\n# listener 1\n" },
      listens: ["tcp * 1885", "tcp 127.0.0.1 1886", "unix /run/m.sock"],
    },
    { argv: ["mosquitto", "-c", "m.conf"], files: { "m.conf": "port 1887\nbind_address 10.0.0.9\n" }, listens: ["tcp 10.0.0.9 1887"] },
    {
      argv: ["mosquitto", "-c", "m.conf"],
      files: { "m.conf": "include_dir /etc/m.d\n", "/etc/m.d/a.conf": "listener 1888 0.0.0.0\n", "/etc/m.d/a.txt": "listener 1889\n" },
      listens: ["tcp 0.0.0.0 1888"],
    },
    { argv: ["mosquitto", "-c", "m.conf"], files: { "m.conf": "allow_anonymous false\n" }, listens: ["tcp localhost 1883"] },
    { argv: ["mosquitto", "-h"], listens: [] },
    { argv: ["mosquitto", "-c", "m.conf", "--test-config"], listens: [] },
  ],
};
