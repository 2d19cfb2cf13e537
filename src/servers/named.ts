import type { Server } from "../model/launch";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { unlessWith } from "./background";
import { directives, parseBlocks, type Directive } from "./block";
import { includeFiles } from "./include";
import { parseOptions } from "./options";
import { NOTHING, serve, unknown, type Bind } from "./served";
import { firstFile } from "./setting";

/** Names for all addresses of the host, or of its networks: each gets a socket of its own, which together are as good as one on all. */
const ALL = /^(any|localhost|localnets)$/;

const PORTS: Readonly<Record<string, string>> = { tls: "853", http: "443" };

const parse = (text: string): readonly Directive[] | undefined =>
  parseBlocks(text.replace(/\/\*[^]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, ""));

/** The sockets of one `listen-on port 53 { any; };`. Of networks, lists of others and what is left out (`!`) nobody can tell. */
function bindsOf({ name, args, block }: Directive, usual: string): readonly Bind[] {
  const after = (word: string): string | undefined => (args.includes(word) ? args[args.indexOf(word) + 1] : undefined);
  const kind = ["http", "tls"].find((word) => args.includes(word));
  const elements = (block ?? []).map((one) => one.name);
  const known = elements.every((one) => ALL.test(one) || one === "none" || /^[\d.]+$|^[\da-f]*:[\da-f:.]*$/i.test(one));
  const hosts = known ? elements.filter((one) => one !== "none").map((one) => (ALL.test(one) ? all(name) : one)) : [HOLE];
  return hosts.flatMap((host): readonly Bind[] => {
    const port = after("port") ?? (kind === undefined ? usual : (PORTS[kind] ?? usual));
    const bind: Bind = { host, port, says: `${[name, ...args].join(" ")} { ${elements.join("; ")}; }`, from: "file" };
    return kind === undefined ? [bind, { ...bind, protocol: "udp" }] : [bind];
  });
}

/** `inet * port 8053 allow { any; };` of those who ask for statistics, or give orders. */
const channelsOf = (tree: readonly Directive[], name: string, usual: string): readonly Bind[] =>
  directives(tree, name)
    .flatMap(({ block }) => directives(block ?? [], "inet"))
    .map(({ args: [host = "", word, port] }) => ({
      host: host === "*" ? "0.0.0.0" : host,
      port: word === "port" && port !== "*" ? (port ?? usual) : usual,
      says: `${name} inet ${host}${word === "port" ? ` port ${port ?? ""}` : ""}`,
      from: "file",
    }));

const all = (name: string): string => (name === "listen-on" ? "0.0.0.0" : "::");

export const server: Server = {
  name: "named",
  programs: ["named"],
  manual: "https://bind9.readthedocs.io/en/v9.18.24/reference.html#interfaces",
  background: unlessWith("-f -g"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const { given } = parseOptions(args, {
      style: "plain",
      options: {
        file: { names: ["-c"] },
        port: { names: ["-p"] },
        four: { names: ["-4"], takes: "none" },
        six: { names: ["-6"], takes: "none" },
        once: { names: ["-v", "-V", "-C"], takes: "none" },
      },
      taking: "-A -d -D -E -L -M -m -n -S -t -T -u -U -x -X",
      flags: "fFgs",
    });
    if (given.once.length > 0) return NOTHING;
    const names = given.file.length > 0 ? given.file.slice(-1).map(({ value }) => value) : ["/etc/bind/named.conf", "/etc/named.conf"];
    const file = firstFile(invocation, names);
    if (file === undefined || file.text === null) return unknown(...(file?.doubts ?? [unseen.file(names.join(", "))]));
    const own = parse(file.text);
    const parts = directives(own ?? [], "include").map(({ args: [path = ""] }) => includeFiles(invocation, "/", path));
    const trees = [own, ...parts.flatMap(({ files }) => files.map(({ text }) => parse(text)))];
    const tree = trees.flatMap((one) => one ?? []);
    const usual =
      given.port.at(-1)?.value ?? directives(tree, "options").flatMap(({ block }) => directives(block ?? [], "port"))[0]?.args[0] ?? "53";
    const families = ["listen-on", "listen-on-v6"].filter((name) => (name === "listen-on" ? given.six : given.four).length === 0);
    const binds = families.flatMap((name) => {
      const written = directives(tree, name);
      const every: Directive = { name, args: [], block: [{ name: "any", args: [], block: null }] };
      return (written.length > 0 ? written : [every]).flatMap((one) =>
        bindsOf(one, usual).map((bind): Bind => (written.length > 0 ? bind : { ...bind, says: "", from: "default" })),
      );
    });
    const unread = trees.includes(undefined) || tree.some(({ name }) => hasHole(name));
    const channels = [...channelsOf(tree, "statistics-channels", "80"), ...channelsOf(tree, "controls", "953")];
    return serve(
      "named",
      PASSIVE,
      [...binds, ...channels],
      [
        ...file.doubts,
        ...parts.flatMap(({ doubts }) => doubts),
        ...(unread ? [unseen.computed(file.path)] : []),
        ...unreadOptions(args, "named"),
      ],
    );
  },
  packaged: [
    {
      family: "deb",
      packages: ["bind9"],
      units: ["named", "bind9"],
      service: ["EnvironmentFile=-/etc/default/named", "ExecStart=/usr/sbin/named -f $OPTIONS"],
      files: {
        "/etc/default/named": 'RESOLVCONF=no\nOPTIONS="-u bind"\n',
        "/etc/bind/named.conf":
          'include "/etc/bind/named.conf.options";\ninclude "/etc/bind/named.conf.local";\ninclude "/etc/bind/named.conf.default-zones";\n',
        "/etc/bind/named.conf.options": "options {\n\tdnssec-validation auto;\n\tlisten-on-v6 { any; };\n};\n",
        "/etc/bind/named.conf.local": "",
        "/etc/bind/named.conf.default-zones": "",
      },
    },
    {
      family: "rpm",
      packages: ["bind"],
      units: ["named"],
      service: [
        "Environment=NAMEDCONF=/etc/named.conf",
        "EnvironmentFile=-/etc/sysconfig/named",
        "ExecStart=/usr/sbin/named -u named -c ${NAMEDCONF} $OPTIONS",
      ],
      files: {
        "/etc/sysconfig/named": "",
        "/etc/named.conf":
          "options {\n\tlisten-on port 53 { 127.0.0.1; };\n\tlisten-on-v6 port 53 { ::1; };\n\tallow-query { localhost; };\n};\n",
      },
    },
  ],
  examples: [
    {
      argv: ["named", "-f", "-p", "5353"],
      files: { "/etc/bind/named.conf": "options { // all\n};\n" },
      listens: ["tcp 0.0.0.0 5353", "udp 0.0.0.0 5353", "tcp [::] 5353", "udp [::] 5353"],
    },
    {
      argv: ["named", "-g", "-c", "n.conf"],
      files: { "n.conf": 'include "/srv/o";\n', "/srv/o": "options { listen-on { 10.0.0.9; }; listen-on-v6 port 54 { ::1; }; };\n" },
      listens: ["tcp 10.0.0.9 53", "udp 10.0.0.9 53", "tcp [::1] 54", "udp [::1] 54"],
    },
    {
      argv: ["named", "-4", "-c", "n.conf"],
      files: {
        "n.conf":
          "options { listen-on { none; }; };\nstatistics-channels { inet * port 8054 allow { any; }; };\ncontrols { inet 127.0.0.1; };\n",
      },
      listens: ["tcp 0.0.0.0 8054", "tcp 127.0.0.1 953"],
    },
    {
      argv: ["named", "-4", "-c", "n.conf"],
      files: { "n.conf": "acl lan { 10.0.0.0/8; };\noptions { listen-on { lan; }; listen-on tls local { any; }; };\n" },
      listens: ["? tcp ? 53", "? udp ? 53", "tcp 0.0.0.0 853"],
    },
  ],
};
