import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { failure, unseen } from "../words/servers";
import { LIBC, type Resolver } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { unlessWith } from "./background";
import { split } from "./endpoint";
import { parseOptions } from "./options";
import { fails, NOTHING, serve, unix, unknown, type Bind } from "./served";
import { readFile } from "./setting";

const RESOLVER: Resolver = { ...LIBC, ipv6Any: ["none", "any"], brackets: true };

export const server: Server = {
  name: "lighttpd",
  programs: ["lighttpd"],
  manual: "https://redmine.lighttpd.net/projects/lighttpd/wiki/Server_bindDetails",
  background: unlessWith("-D", "t"),
  listens: (invocation) => {
    const { given } = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: { file: { names: ["-f"] }, once: { names: ["-t", "-tt", "-v", "-V", "-p"], takes: "none" } },
      taking: "-m -i",
      flags: "D1",
    });
    if (given.once.length > 0) return NOTHING;
    const { path, text, doubts } = readFile(invocation, given.file.at(-1)?.value ?? "/etc/lighttpd/lighttpd.conf");
    if (text === null) return doubts.length > 0 ? unknown(...doubts) : fails(failure("no-configuration", path));
    const lines = text.split("\n").map((line) => line.replace(/^\s*#.*$/, "").trim());
    const value = (key: string): string | undefined =>
      lines
        .map((line) => new RegExp(`^${key.replace(".", "\\.")}\\s*:?=\\s*"?([^"]*?)"?$`).exec(line)?.[1])
        .findLast((one) => one !== undefined);
    const [bind, port] = [value("server.bind"), value("server.port")];
    const says = [bind === undefined ? "" : `server.bind = "${bind}"`, port === undefined ? "" : `server.port = ${port}`]
      .filter((one) => one !== "")
      .join(" ");
    const main: Bind =
      bind?.startsWith("/") === true
        ? unix(bind, { says, from: "file" })
        : { host: bind ?? "0.0.0.0", port: port ?? "80", says, from: says === "" ? "default" : "file" };
    const more = [...text.matchAll(/^\s*\$SERVER\["socket"\]\s*==\s*"([^"]*)"/gm)].map(([whole, token = ""]): Bind => ({
      ...split(token, { host: "0.0.0.0", port: port ?? "80", bare: "host" }),
      says: whole.trim(),
      from: "file",
    }));
    const included = lines.some((line) => /^include(_shell)?\b/.test(line) || hasHole(line)) ? [unseen.computed(path)] : [];
    return serve("lighttpd", RESOLVER, [main, ...more], [...doubts, ...included, ...unreadOptions(argumentsOf(invocation), "lighttpd")]);
  },
  packaged: {
    packages: ["lighttpd"],
    units: ["lighttpd"],
    argv: ["lighttpd", "-D"],
    files: { "/etc/lighttpd/lighttpd.conf": "server.port = 80\n" },
  },
  examples: [
    {
      argv: ["lighttpd", "-D", "-f", "l.conf"],
      files: { "l.conf": 'server.port = 8080\nserver.bind = "127.0.0.1"\n' },
      listens: ["tcp 127.0.0.1 8080"],
    },
    {
      argv: ["lighttpd", "-D", "-f", "l.conf"],
      files: { "l.conf": 'server.port=8081\n$SERVER["socket"] == "[::]:8081" { }\n' },
      listens: ["tcp 0.0.0.0 8081", "tcp [::] 8081"],
    },
    { argv: ["lighttpd", "-t", "-f", "l.conf"], listens: [] },
  ],
};
