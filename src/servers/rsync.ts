import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { unlessWith } from "./background";
import { parseIni } from "./ini";
import { parseOptions } from "./options";
import { NOTHING, pair, serve } from "./served";
import { decide, fallback, last, option, readFile, type Layer } from "./setting";

/** It listens as a daemon alone. */
export const server: Server = {
  name: "rsync",
  programs: ["rsync"],
  manual: "https://download.samba.org/pub/rsync/rsyncd.conf.5",
  background: unlessWith("--no-detach"),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        daemon: { names: ["--daemon"], takes: "none" },
        host: { names: ["--address"] },
        port: { names: ["--port"] },
        config: { names: ["--config"] },
      },
    });
    if (parsed.given.daemon.length === 0) return NOTHING;
    const file = readFile(invocation, parsed.given.config.at(-1)?.value ?? "/etc/rsyncd.conf");
    const layer = (key: string): Layer => {
      const found = parseIni(file.text ?? "").find((setting) => setting.section === "" && setting.key === key);
      return { said: found === undefined ? [] : [{ value: found.value, says: found.says, from: "file" }], doubts: file.doubts };
    };
    const host = decide(last(option(parsed, "host")), layer("address"), fallback("*"));
    const port = decide(last(option(parsed, "port")), layer("port"), fallback("873"));
    return serve("rsync", PASSIVE, pair(host, port), [...host.doubts, ...port.doubts]);
  },
  packaged: [
    {
      family: "deb",
      packages: ["rsync"],
      units: ["rsync"],
      // Its unit asks for the file, which no package brings.
      starts: false,
      service: ["ExecStart=/usr/bin/rsync --daemon --no-detach"],
      files: { "/etc/rsyncd.conf": null },
    },
    {
      family: "rpm",
      packages: ["rsync-daemon"],
      units: ["rsyncd"],
      service: ["EnvironmentFile=/etc/sysconfig/rsyncd", 'ExecStart=/usr/bin/rsync --daemon --no-detach "$OPTIONS"'],
      files: { "/etc/sysconfig/rsyncd": 'OPTIONS=""\n', "/etc/rsyncd.conf": "# uid = nobody\n# [ftp]\n" },
    },
  ],
  examples: [
    { argv: ["rsync", "--daemon", "--no-detach"], listens: ["tcp * 873"] },
    {
      argv: ["rsync", "--daemon", "--config=r.conf", "--port=874"],
      files: { "r.conf": "address = 127.0.0.1\n[data]\npath = /srv\n" },
      listens: ["tcp 127.0.0.1 874"],
    },
    { argv: ["rsync", "-a", "/x", "host:/y"], listens: [] },
  ],
};
