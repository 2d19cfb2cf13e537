import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { unlessWith } from "./background";
import { hostPort } from "./host-port";
import { lastOf, parseIni } from "./ini";
import { readFile, type Layer } from "./setting";

/** Lines of its file are options without their dashes. */
export const server: Server = {
  name: "rstudio",
  programs: ["rserver"],
  manual: "https://docs.posit.co/ide/server-pro/access_and_security/network_port_and_address.html",
  background: unlessWith("--server-daemonize=0 --server-daemonize"),
  listens: hostPort({
    name: "rstudio",
    resolver: LIBC,
    style: "plain",
    host: { option: { names: ["--www-address"] }, default: "0.0.0.0" },
    port: { option: { names: ["--www-port"] }, default: "8787" },
    configured: (invocation) => {
      const file = readFile(invocation, "/etc/rstudio/rserver.conf");
      const layer = (key: string): Layer => {
        const found = lastOf(parseIni(file.text ?? ""), key);
        return { said: found === undefined ? [] : [{ value: found.value, says: found.says, from: "file" }], doubts: file.doubts };
      };
      return { host: layer("www-address"), port: layer("www-port") };
    },
  }),
  packaged: [
    {
      packages: ["rstudio-server"],
      units: ["rstudio-server"],
      service: ["ExecStart=/usr/lib/rstudio-server/bin/rserver"],
      files: { "/etc/rstudio/rserver.conf": "# Server Configuration File\n" },
    },
  ],
  examples: [
    { argv: ["rserver", "--server-daemonize=0"], listens: ["tcp 0.0.0.0 8787"] },
    {
      argv: ["rserver", "--www-port=8788"],
      files: { "/etc/rstudio/rserver.conf": "www-port=8789\nwww-address=127.0.0.1\n" },
      listens: ["tcp 127.0.0.1 8788"],
    },
  ],
};
