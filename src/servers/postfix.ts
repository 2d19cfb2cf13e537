import type { Server } from "../model/launch";
import { HOLE, hasHole } from "../model/text";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { asks, doubted, idle } from "./command";
import { linesOf } from "./from-file";
import { parseOptions } from "./options";
import { serve, unknown, type Bind } from "./served";
import { readFile } from "./setting";

/** Names of ports that master.cf has. https://www.postfix.org/master.5.html */
const PORTS: Readonly<Record<string, string>> = { smtp: "25", smtps: "465", submissions: "465", submission: "587", qmqp: "628" };

/** Where `inet_interfaces` has names, `$myhostname` among them, nobody knows the addresses. */
const hostsOf = (interfaces: string): readonly string[] =>
  interfaces
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .flatMap((word) => {
      if (word === "all") return ["*"];
      if (/^(loopback-only|localhost|\$?localhost.*)$/.test(word)) return ["localhost"];
      return [/^\[?[\da-f.:]+\]?$/i.test(word) ? word.replace(/^\[(.*)\]$/, "$1") : HOLE];
    });

/** A line that begins with a space goes on with the one before, past comments. https://www.postfix.org/postconf.5.html */
const folded = (text: string): string => text.replace(/^\s*#.*\n?/gm, "").replace(/\n[ \t]+(?=\S)/g, " ");

/** By the kind of mail server that its installation is told of; without a configuration it does not start, others answer all. */
const INTERFACES: ReadonlyMap<string, string> = new Map([
  ["Local only", "loopback-only"],
  ["Satellite system", "loopback-only"],
  ["No configuration", HOLE],
]);

/** `inet_interfaces` says where the services of type `inet` listen that name no host themselves. */
export const server: Server = {
  name: "postfix",
  programs: ["postfix"],
  manual: "https://www.postfix.org/postconf.5.html#inet_interfaces",
  background: (invocation) => !argumentsOf(invocation).includes("start-fg"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: { folder: { names: ["-c"] } },
      taking: "-D",
      flags: "v",
    });
    const asked = asks(args, parsed, ["start", "start-fg"]);
    if (asked === "no")
      return idle(
        "postfix",
        parsed.operands,
        "abort, check, flush, logrotate, reload, set-permissions, status, stop, upgrade-configuration",
      );
    const folder = parsed.given.folder.at(-1)?.value ?? "/etc/postfix";
    const [main, master] = [readFile(invocation, `${folder}/main.cf`), readFile(invocation, `${folder}/master.cf`)];
    if (master.text === null) return unknown(...main.doubts, ...master.doubts);
    const lines = linesOf(folded(main.text ?? ""), /^#.*$/);
    const setting = (key: string): string | undefined =>
      lines.map(({ says }) => new RegExp(`^${key}\\s*=\\s*(.*)$`).exec(says)?.[1]).findLast((one) => one !== undefined);
    const protocols = setting("inet_protocols") ?? "all";
    const interfaces = hasHole(protocols) ? HOLE : setting("inet_interfaces");
    const [four, six] = [/all|ipv4/.test(protocols), /all|ipv6/.test(protocols)];
    const star = [four ? "any" : "none", six ? "any" : "none"] as const;
    const localhost = [four ? "loopback" : "none", six ? "loopback" : "none"] as const;
    const binds = linesOf(master.text.replace(/^\s+.*$/gm, ""), /^#.*$/).flatMap(({ words: [name = "", type = ""] }): readonly Bind[] => {
      if (type !== "inet") return [];
      const [, host, service = ""] = /^(?:(.*):)?([^:]*)$/.exec(name) ?? [];
      const port = PORTS[service] ?? (/^\d+$/.test(service) || hasHole(service) ? service : null);
      const says = [host === undefined && interfaces !== undefined ? `inet_interfaces = ${interfaces}` : "", `${name} inet`]
        .join(" ")
        .trim();
      const hosts = host === undefined ? hostsOf(interfaces ?? "all") : [host.replace(/^\[(.*)\]$/, "$1")];
      return hosts.map((one) => ({ host: one, port, says, from: "file" }));
    });
    return serve("postfix", { ...PASSIVE, star, localhost }, binds, [
      ...main.doubts,
      ...master.doubts,
      ...doubted("postfix", parsed, asked),
    ]);
  },
  packaged: [
    {
      family: "deb",
      packages: ["postfix"],
      units: ["postfix"],
      service: ["ExecStart=/usr/sbin/postfix start-fg"],
      files: {
        "/etc/postfix/main.cf": "inet_interfaces = all\ninet_protocols = all\n",
        "/etc/postfix/master.cf":
          "smtp      inet  n       -       y       -       -       smtpd\n#submission inet n       -       y       -       -       smtpd\n",
      },
      // Of the scripts of postfix 3.7.
      answers: [
        {
          question: "postfix/main_mailer_type",
          file: "/etc/postfix/main.cf",
          line: (answer) => `inet_interfaces = ${INTERFACES.get(answer) ?? (hasHole(answer) ? HOLE : "all")}`,
        },
        { question: "postfix/protocols", file: "/etc/postfix/main.cf", line: (answer) => `inet_protocols = ${answer}` },
      ],
    },
    {
      family: "rpm",
      packages: ["postfix"],
      units: ["postfix"],
      service: ["ExecStart=/usr/sbin/postfix start"],
      files: {
        "/etc/postfix/main.cf": "inet_interfaces = localhost\ninet_protocols = all\n",
        "/etc/postfix/master.cf": "smtp      inet  n       -       n       -       -       smtpd\n",
      },
    },
  ],
  examples: [
    {
      argv: ["postfix", "start-fg"],
      files: {
        "/etc/postfix/main.cf": "# inet_interfaces = all\ninet_interfaces = 10.0.0.9,\n# and\n  localhost\n",
        "/etc/postfix/master.cf": "smtp inet n - y - - smtpd\n  -o x=y\n#smtps inet n - y - - smtpd\n",
      },
      listens: ["tcp 10.0.0.9 25", "tcp localhost 25"],
    },
    {
      argv: ["postfix", "-c", "/srv/p", "start"],
      files: {
        "/srv/p/main.cf": "inet_protocols = ipv4\n",
        "/srv/p/master.cf": "submission inet n - y - - smtpd\n127.0.0.1:10025 inet n - y - - smtpd\nqmgr unix n - n 300 1 qmgr\n",
      },
      listens: ["tcp 0.0.0.0 587", "tcp 127.0.0.1 10025"],
    },
    { argv: ["postfix", "reload"], listens: [] },
  ],
};
