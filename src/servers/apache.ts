import type { Server } from "../model/launch";
import { failure } from "../words/servers";
import { NODE } from "./address";
import { noLines, readLines } from "./apache-config";
import { argumentsOf, unreadOptions } from "./arguments";
import { unlessWith } from "./background";
import { asksNot, doubted, listed } from "./command";
import { endpoint } from "./endpoint";
import { parseOptions } from "./options";
import { fails, NOTHING, serve, unknown, type Bind } from "./served";
import { readFile } from "./setting";

/** Builds by where they keep their configuration: Debian, Fedora and Amazon Linux, the official image. */
const ROOTS = ["/etc/apache2/apache2.conf", "/etc/httpd/conf/httpd.conf", "/usr/local/apache2/conf/httpd.conf"];

/** What `apachectl` ends after. https://httpd.apache.org/docs/2.4/programs/apachectl.html */
const STEPS = listed("stop, graceful-stop, configtest, status, fullstatus");

/** Only `Listen` binds; a VirtualHost's address selects. A port alone, and `*`, is a socket for both families. */
export const server: Server = {
  name: "apache",
  programs: ["apache2", "httpd", "apachectl", "apache2ctl", "apache2-foreground", "httpd-foreground"],
  manual: "https://httpd.apache.org/docs/2.4/bind.html",
  background: (invocation) =>
    !/-foreground$/.test(invocation.argv[0] ?? "") && unlessWith("-DFOREGROUND FOREGROUND -X -DNO_DETACH NO_DETACH")(invocation),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: {
        file: { names: ["-f"] },
        root: { names: ["-d"] },
        directive: { names: ["-c", "-C"] },
        signal: { names: ["-k"] },
        once: { names: ["-h", "-t", "-v", "-V", "-l", "-L", "-S", "-M"], takes: "none" },
      },
      taking: "-D -e -E",
    });
    const { given } = parsed;
    const asked = asksNot(args, parsed, STEPS);
    if (given.once.length > 0 || given.signal.some(({ value }) => /stop/.test(value)) || asked === "no") return NOTHING;
    const named = given.file.at(-1)?.value;
    const candidates =
      named === undefined ? ROOTS : [named.startsWith("/") ? named : `${given.root.at(-1)?.value ?? "/etc/apache2"}/${named}`];
    const files = candidates.map((name) => readFile(invocation, name));
    const file = files.find(({ text }) => text !== null);
    const lines = noLines([...unreadOptions(args, "apache"), ...doubted("apache", parsed, asked)]);
    for (const { value, says } of given.directive) readLines(invocation, "/", value, { says, from: "command" }, lines, 0);
    if (file === undefined) {
      const doubts = files.flatMap((one) => one.doubts).slice(0, 1);
      return doubts.length > 0 ? unknown(...doubts) : fails(failure("no-configuration", candidates[0] ?? ""));
    }
    const base = given.root.at(-1)?.value ?? file.path.replace(/(\/conf)?\/[^/]*$/, "");
    lines.doubts.push(...file.doubts);
    readLines(invocation, base, file.text ?? "", null, lines, 0);
    if (lines.listens.length === 0 && lines.doubts.length === 0) return fails(failure("no-address", file.path));
    const binds = lines.listens.map((said): Bind => ({
      ...endpoint(said, { host: "", port: "80", bare: "number-is-port" }),
      certainty: lines.possible.has(said) ? "possible" : "definite",
    }));
    return serve("apache", { ...NODE, star: ["any", "any"] }, binds, lines.doubts);
  },
  packaged: [
    {
      family: "deb",
      packages: ["apache2"],
      units: ["apache2"],
      service: ["ExecStart=/usr/sbin/apachectl start"],
      files: {
        "/etc/apache2/apache2.conf":
          "IncludeOptional mods-enabled/*.load\nIncludeOptional mods-enabled/*.conf\nInclude ports.conf\n" +
          "IncludeOptional conf-enabled/*.conf\nIncludeOptional sites-enabled/*.conf\n",
        "/etc/apache2/ports.conf":
          "Listen 80\n\n<IfModule ssl_module>\n\tListen 443\n</IfModule>\n\n<IfModule mod_gnutls.c>\n\tListen 443\n</IfModule>\n",
        "/etc/apache2/mods-available/ssl.load": "LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so\n",
        "/etc/apache2/sites-available/000-default.conf": "<VirtualHost *:80>\n</VirtualHost>\n",
      },
      links: { "/etc/apache2/sites-enabled/000-default.conf": "/etc/apache2/sites-available/000-default.conf" },
    },
    { family: "deb", packages: ["libapache2-mod-php"], brings: ["apache2"], units: [], service: [], files: {} },
    {
      family: "rpm",
      packages: ["httpd"],
      units: ["httpd"],
      service: ["EnvironmentFile=-/etc/sysconfig/httpd", "ExecStart=/usr/sbin/httpd $OPTIONS -DFOREGROUND"],
      files: {
        "/etc/httpd/conf/httpd.conf":
          'ServerRoot "/etc/httpd"\n#Listen 12.34.56.78:80\nListen 80\nInclude conf.modules.d/*.conf\nIncludeOptional conf.d/*.conf\n',
        "/etc/httpd/conf.d/welcome.conf": "",
        "/etc/httpd/conf.modules.d/00-base.conf": "",
        "/etc/sysconfig/httpd": null,
      },
    },
    {
      family: "rpm",
      packages: ["mod_ssl"],
      brings: ["httpd"],
      units: [],
      service: [],
      files: {
        "/etc/httpd/conf.modules.d/00-ssl.conf": "LoadModule ssl_module modules/mod_ssl.so\n",
        "/etc/httpd/conf.d/ssl.conf": "Listen 443 https\n<VirtualHost _default_:443>\n</VirtualHost>\n",
      },
    },
  ],
  examples: [
    {
      argv: ["apache2ctl", "-D", "FOREGROUND"],
      files: {
        "/etc/apache2/apache2.conf": "Include ports.conf\n",
        "/etc/apache2/ports.conf": "# Listen 1\nListen 80\nListen 0.0.0.0:8080\n",
      },
      listens: ["tcp * 80", "tcp 0.0.0.0 8080"],
    },
    {
      argv: ["httpd-foreground"],
      files: { "/usr/local/apache2/conf/httpd.conf": "Listen 127.0.0.1:8081\n<VirtualHost *:8082>\n</VirtualHost>\n" },
      listens: ["tcp 127.0.0.1 8081"],
    },
    {
      argv: ["httpd", "-c", "Listen 8083", "-f", "/srv/h.conf"],
      files: { "/srv/h.conf": "<IfModule ssl_module>\nListen [::]:8443 https\n</IfModule>\n" },
      listens: ["tcp * 8083", "? tcp * 8443"],
    },
    { argv: ["httpd", "-f", "/srv/h.conf"], files: { "/srv/h.conf": "ServerName x\n" }, listens: ["fails no-address"] },
    {
      argv: ["apachectl", "start"],
      files: {
        "/etc/apache2/apache2.conf": "IncludeOptional mods-enabled/*.load\nInclude ports.conf\n",
        "/etc/apache2/mods-enabled/ssl.load": "LoadModule ssl_module x.so\n",
        "/etc/apache2/ports.conf":
          "Listen 8085\n<IfModule mod_ssl.c>\nListen 8444\n</IfModule>\n<IfModule gnutls_module>\nListen 8445\n</IfModule>\n",
      },
      listens: ["tcp * 8085", "tcp * 8444"],
    },
    { argv: ["apachectl", "configtest"], listens: [] },
  ],
};
