import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { PASSIVE } from "./address";
import { unlessWith } from "./background";
import { fromFile, linesOf } from "./from-file";
import { lastOf, parseIni, type Setting } from "./ini";
import type { Bind } from "./served";

/** The listeners of a protocol by name, the second over TLS. https://doc.dovecot.org/2.3/configuration_manual/service_configuration/ */
const LISTENERS: Readonly<Record<string, readonly (readonly [name: string, port: string])[]>> = {
  imap: [
    ["imap", "143"],
    ["imaps", "993"],
  ],
  pop3: [
    ["pop3", "110"],
    ["pop3s", "995"],
  ],
  submission: [["submission", "587"]],
  sieve: [["sieve", "4190"]],
};

/** What stands in `inet_listener NAME { … }`, with braces and settings on lines of their own. */
const blockOf = (text: string, name: string): readonly Setting[] =>
  parseIni(new RegExp(`inet_listener\\s+${name}\\s*\\{([^{}]*)\\}`).exec(text)?.[1] ?? "");

/** Packages for a protocol add it to `protocols`; without any it is up to the build. Port 0 turns a listener off, and so does `ssl = no` for those over TLS. */
function binds(text: string): readonly Bind[] {
  const plain = linesOf(text)
    .map(({ says }) => says)
    .join("\n");
  const settings = parseIni(plain);
  const protocols = settings
    .filter(({ key }) => key === "protocols")
    .reduce((all, { value }) => value.replace("$protocols", () => all), "");
  const listen = lastOf(settings, "listen");
  const hosts = (listen?.value ?? "*, ::").split(/[\s,]+/).filter((host) => host !== "");
  const isPlain = lastOf(settings, "ssl")?.value === "no";
  return (protocols === "" ? "imap pop3" : protocols).split(/\s+/).flatMap((protocol) =>
    (LISTENERS[protocol] ?? []).flatMap(([name, usual]): readonly Bind[] => {
      const block = blockOf(plain, name);
      const port = lastOf(block, "port");
      const own = lastOf(block, "address");
      if (port?.value === "0" || (isPlain && name.endsWith("s") && name !== protocol)) return [];
      const says = [own?.says ?? listen?.says, port === undefined ? `protocols = ${protocol}` : `${name} ${port.says}`];
      const where = own === undefined ? hosts : own.value.split(/[\s,]+/);
      return where.map((host) => ({
        host: hasHole(host) ? host : host.replace(/^\[(.*)\]$/, "$1"),
        port: port?.value ?? usual,
        says: says.filter((one) => one !== undefined).join(", "),
        from: "file",
        certainty: protocols === "" ? "possible" : "definite",
      }));
    }),
  );
}

export const server: Server = {
  name: "dovecot",
  programs: ["dovecot"],
  manual: "https://doc.dovecot.org/2.3/configuration_manual/service_configuration/#inet-listeners",
  background: unlessWith("-F"),
  listens: fromFile({
    name: "dovecot",
    resolver: { ...PASSIVE, star: ["any", "none"] },
    file: ["-c"],
    usual: ["/etc/dovecot/dovecot.conf"],
    once: "-a -n -h --help --version --build-options --hostdomain reload stop",
    flags: "Fp",
    includes: (text) => linesOf(text).flatMap(({ words: [key = "", ...patterns] }) => (/^!include(_try)?$/.test(key) ? patterns : [])),
    binds,
  }),
  packaged: [
    {
      family: "deb",
      packages: ["dovecot-core"],
      units: ["dovecot"],
      service: ["ExecStart=/usr/sbin/dovecot -F"],
      files: {
        "/etc/dovecot/dovecot.conf":
          "!include_try /usr/share/dovecot/protocols.d/*.protocol\n#listen = *, ::\n!include conf.d/*.conf\n!include_try local.conf\n",
        "/etc/dovecot/conf.d/10-master.conf":
          "service imap-login {\n  inet_listener imap {\n    #port = 143\n  }\n  inet_listener imaps {\n    #port = 993\n    #ssl = yes\n  }\n}\nservice pop3-login {\n  inet_listener pop3 {\n    #port = 110\n  }\n  inet_listener pop3s {\n    #port = 995\n    #ssl = yes\n  }\n}\n",
        "/etc/dovecot/conf.d/10-ssl.conf": "ssl = yes\n",
        "/etc/dovecot/local.conf": null,
        "/usr/share/dovecot/protocols.d/README": "",
      },
    },
    ...["imapd", "pop3d"].map((name) => ({
      family: "deb" as const,
      packages: [`dovecot-${name}`],
      brings: ["dovecot-core"],
      units: [],
      service: [],
      files: { [`/usr/share/dovecot/protocols.d/${name}.protocol`]: `protocols = $protocols ${name.slice(0, -1)}\n` },
    })),
  ],
  examples: [
    {
      argv: ["dovecot", "-F", "-c", "d.conf"],
      files: { "d.conf": "protocols = imap\nlisten = 127.0.0.1\n" },
      listens: ["tcp 127.0.0.1 143", "tcp 127.0.0.1 993"],
    },
    {
      argv: ["dovecot", "-F"],
      files: {
        "/etc/dovecot/dovecot.conf":
          "!include_try /usr/share/dovecot/protocols.d/*.protocol\n!include conf.d/*.conf\n#listen = *\nssl = no\n",
        "/usr/share/dovecot/protocols.d/imapd.protocol": "protocols = $protocols imap\n",
        "/usr/share/dovecot/protocols.d/pop3d.protocol": "protocols = $protocols pop3\n",
        "/etc/dovecot/conf.d/10-master.conf":
          "service imap-login {\n  inet_listener imap {\n    #port = 143\n    port = 1143\n    address = 10.0.0.9\n  }\n}\nservice pop3-login {\n  inet_listener pop3 {\n    port = 0\n  }\n}\n",
      },
      listens: ["tcp 10.0.0.9 1143"],
    },
    { argv: ["dovecot", "-n"], listens: [] },
  ],
};
