import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { failure, unseen } from "../words/servers";
import { LIBC, type Resolver } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { unlessWith } from "./background";
import { split } from "./endpoint";
import { includeFiles } from "./include";
import { parseOptions } from "./options";
import { fails, NOTHING, serve, unix, unknown, type Bind } from "./served";
import { readFile } from "./setting";

const RESOLVER: Resolver = { ...LIBC, ipv6Any: ["none", "any"], brackets: true };

/** Debian's helpers: a second socket for IPv6, and the types of files. https://sources.debian.org/src/lighttpd/ */
const BOTH_FAMILIES = /^include_shell\s+".*\/use-ipv6\.pl\b/;
const MIME_TYPES = /^include_shell\s+".*\/create-mime(\.conf|\.assign)?\.pl"/;

export const server: Server = {
  name: "lighttpd",
  programs: ["lighttpd"],
  manual: "https://redmine.lighttpd.net/projects/lighttpd/wiki/Server_bindDetails",
  background: unlessWith("-D", "t"),
  listens: (invocation) => {
    const { given } = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: { file: { names: ["-f"] }, once: { names: ["-t", "-tt", "-v", "-V", "-p", "-h", "-1"], takes: "none" } },
      taking: "-m -i",
      flags: "D1",
    });
    if (given.once.length > 0) return NOTHING;
    const { path, text: own, doubts } = readFile(invocation, given.file.at(-1)?.value ?? "/etc/lighttpd/lighttpd.conf");
    if (own === null) return doubts.length > 0 ? unknown(...doubts) : fails(failure("no-configuration", path));
    const parts = [...own.matchAll(/^\s*include\s+"([^"]*)"/gm)].map(([, pattern = ""]) =>
      includeFiles(invocation, path.slice(0, path.lastIndexOf("/")), pattern),
    );
    const text = [own, ...parts.flatMap(({ files }) => files.map((file) => file.text))].join("\n");
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
    const both = lines.some((line) => BOTH_FAMILIES.test(line));
    const six: readonly Bind[] = both ? [{ ...main, host: "[::]" }] : [];
    const unread = lines.some(
      (line) => (/^include(_shell\b(?!.*\/use-ipv6\.pl)|\s+[^\s"])/.test(line) && !MIME_TYPES.test(line)) || hasHole(line),
    );
    const included = [...parts.flatMap((one) => one.doubts), ...(unread ? [unseen.computed(path)] : [])];
    return serve(
      "lighttpd",
      RESOLVER,
      [main, ...six, ...more],
      [...doubts, ...included, ...unreadOptions(argumentsOf(invocation), "lighttpd")],
    );
  },
  packaged: [
    {
      packages: ["lighttpd"],
      units: ["lighttpd"],
      service: ["ExecStart=/usr/sbin/lighttpd -D -f /etc/lighttpd/lighttpd.conf"],
      files: {
        "/etc/lighttpd/lighttpd.conf":
          'server.port                 = 80\ninclude_shell "/usr/share/lighttpd/use-ipv6.pl " + server.port\n' +
          'include "/etc/lighttpd/conf-enabled/*.conf"\n',
        "/etc/lighttpd/conf-enabled/99-unconfigured.conf": "",
      },
    },
  ],
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
    {
      argv: ["lighttpd", "-D", "-f", "/etc/l/l.conf"],
      files: {
        "/etc/l/l.conf": 'server.port = 8083\ninclude_shell "/usr/share/lighttpd/use-ipv6.pl " + server.port\ninclude "on/*.conf"\n',
        "/etc/l/on/a.conf": '$SERVER["socket"] == ":8084" { }\n',
      },
      listens: ["tcp 0.0.0.0 8083", "tcp [::] 8083", "tcp 0.0.0.0 8084"],
    },
    { argv: ["lighttpd", "-t", "-f", "l.conf"], listens: [] },
    { argv: ["lighttpd", "-h"], listens: [] },
  ],
};
