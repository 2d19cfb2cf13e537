import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { GO } from "./address";
import { addressOptions } from "./address-option";
import { argumentsOf, unreadOptions } from "./arguments";
import { onlyWith } from "./background";
import { parseCaddyfile, type Caddyfile, type Site } from "./caddyfile";
import { idle } from "./command";
import { split } from "./endpoint";
import { parseOptions } from "./options";
import { serve, unix, unknown, type Bind } from "./served";
import { readFile, variable } from "./setting";

const direct = addressOptions({
  name: "caddy",
  resolver: GO,
  style: "plain",
  taking: "--root -r --domain -d --header -H --status -s --body -b",
  addresses: [{ option: { names: ["--listen", "-l"] }, default: [":80"], spelling: { port: "80" } }],
});
const HARMLESS =
  "adapt, add-package, build-info, environ, fmt, hash-password, list-modules, manpage, reload, remove-package, stop, " +
  "storage, trust, untrust, upgrade, validate";
const PROXY = addressOptions({
  name: "caddy",
  resolver: GO,
  style: "plain",
  taking: "--to -t",
  addresses: [{ option: { names: ["--from", "-f"] }, default: [":443"], spelling: { port: "443", bare: "host" } }],
});

/** The host of a site is matched, not bound: `localhost:8080` listens on every address. Only `bind` binds. */
export const server: Server = {
  name: "caddy",
  programs: ["caddy"],
  manual: "https://caddyserver.com/docs/caddyfile/directives/bind",
  background: onlyWith("start"),
  listens: (invocation) => {
    const [command, ...args] = argumentsOf(invocation);
    if (command === "file-server" || command === "respond") return direct({ ...invocation, argv: ["caddy", ...args] });
    if (command === "reverse-proxy") {
      const { listeners, ...rest } = PROXY({ ...invocation, argv: ["caddy", ...args] });
      const open = listeners.map((listener) => ({ ...listener, address: "*", ipv4: "any" as const, ipv6: "any" as const }));
      // A site with a name has HTTPS, and the redirect to it on port 80.
      const named = listeners.filter(({ says }) => !/http:\/\/|[= ]:/.test(says) && says !== "default");
      return {
        ...rest,
        listeners: [
          ...open,
          ...named.map((listener) => ({
            ...listener,
            address: "*",
            ipv4: "any" as const,
            ipv6: "any" as const,
            ports: [[80, 80]] as const,
          })),
        ],
      };
    }
    const unread = unreadOptions(args, "caddy");
    if (command !== undefined && hasHole(command)) return unknown(unseen.argument("caddy"));
    if (command !== "run" && command !== "start") return idle("caddy", argumentsOf(invocation), HARMLESS);
    const { given } = parseOptions(args, {
      style: "plain",
      options: { config: { names: ["--config", "-c"] }, adapter: { names: ["--adapter", "-a"] } },
      taking: "--envfile --pidfile",
    });
    const name = given.config.at(-1)?.value ?? "Caddyfile";
    const file = readFile(invocation, name);
    if (file.text === null) return file.doubts.length > 0 ? unknown(...file.doubts) : serve("caddy", GO, adminOf(invocation), unread);
    if (/\.(json|ya?ml)$/.test(name) && given.adapter.at(-1)?.value !== "caddyfile") return unknown(unseen.fileFormat(file.path));
    return inFile(invocation, file.path, file.text, [...file.doubts, ...unread]);
  },
  packaged: [
    {
      packages: ["caddy"],
      units: ["caddy"],
      service: ["ExecStart=/usr/bin/caddy run --environ --config /etc/caddy/Caddyfile"],
      files: { "/etc/caddy/Caddyfile": ":80 {\n\troot * /usr/share/caddy\n\tfile_server\n}\n" },
    },
  ],
  examples: [
    {
      argv: ["caddy", "run"],
      files: { Caddyfile: ":8080 {\n\trespond ok\n}\nhttp://127.0.0.1:8081 {\n}\n" },
      listens: ["tcp * 8080", "tcp * 8081", "tcp 127.0.0.1 2019"],
    },
    {
      argv: ["caddy", "run", "-c", "C"],
      env: { PORT: "8082" },
      files: { C: "{\n\tadmin off\n}\n:{$PORT} {\n\tbind 127.0.0.1 ::1\n}\n" },
      listens: ["tcp 127.0.0.1 8082", "tcp [::1] 8082"],
    },
    {
      argv: ["caddy", "run"],
      files: { Caddyfile: "shop.example.com\nreverse_proxy app:80\n" },
      listens: ["tcp * 443", "udp * 443", "tcp * 80", "tcp 127.0.0.1 2019"],
    },
    { argv: ["caddy", "file-server", "--listen", "127.0.0.1:8083"], listens: ["tcp 127.0.0.1 8083"] },
    { argv: ["caddy", "reverse-proxy", "--from", "localhost:8084", "--to", ":9000"], listens: ["tcp * 8084", "tcp * 80"] },
    {
      argv: ["caddy", "run"],
      files: { Caddyfile: "{\n\tadmin off\n}\nhttp://:8085\nbind 127.0.0.1\nrespond ok\n" },
      listens: ["tcp 127.0.0.1 8085"],
    },
    { argv: ["caddy", "validate"], listens: [] },
  ],
};

/** Where the configuration does not say. CADDY_ADMIN is heard by later versions, not by Debian's 2.6. https://caddyserver.com/docs/api */
function adminOf({ environment }: Pick<Invocation, "environment">): readonly Bind[] {
  const usual: Bind = { host: "localhost", port: "2019", says: "", from: "default" };
  const [said] = variable({ ...environment, complete: true }, "CADDY_ADMIN").said;
  if (said === undefined) return [usual];
  const set = { ...split(said.value, { host: "localhost", port: "2019", bare: "host" }), says: said.says, from: said.from };
  return [usual, set].map((bind) => ({ ...bind, certainty: "possible" }));
}

function inFile(invocation: Invocation, path: string, text: string, unread: readonly LaunchUnknown[]): ReturnType<Server["listens"]> {
  const { values, complete } = invocation.environment;
  const file = parseCaddyfile(text, (name, fallback) => values.get(name) ?? (complete || fallback !== "" ? fallback : HOLE));
  const doubts: readonly LaunchUnknown[] = file.complete ? unread : [...unread, unseen.computed(path)];
  const admin =
    file.admin === "off"
      ? []
      : file.admin === null
        ? adminOf(invocation)
        : [{ ...split(file.admin, { host: "localhost", port: "2019", bare: "host" }), says: `admin ${file.admin}`, from: "file" as const }];
  const binds = file.sites.flatMap((site) => bindsOf(site, file));
  const unique = [...new Map(binds.map((bind) => [`${bind.protocol ?? "tcp"} ${bind.host} ${String(bind.port)}`, bind])).values()];
  return serve("caddy", GO, [...unique, ...admin], doubts);
}

/** With HTTPS there is HTTP/3 on the same port, and the redirect's port besides. */
function bindsOf({ address, bind }: Site, file: Caddyfile): readonly Bind[] {
  const [, scheme = "", rest = ""] = /^(?:(\w+):\/\/)?([^/]*)/.exec(address) ?? [];
  const { host, port: written } = split(rest, { host: "", port: null, bare: "host" });
  const secure = scheme === "https" || (scheme !== "http" && file.autoHttps && host !== "" && written !== file.httpPort);
  const port = written === null || written === "" ? (secure ? file.httpsPort : file.httpPort) : written;
  const hosts = bind.length > 0 ? bind : file.bind.length > 0 ? file.bind : [""];
  const said = { says: bind.length > 0 ? `${address} bind ${bind.join(" ")}` : address, from: "file" as const };
  return hosts.flatMap((one): readonly Bind[] => {
    if (one.startsWith("unix/")) return [unix(one.slice("unix/".length), said)];
    const own = { ...said, host: one };
    return [
      { ...own, port },
      ...(secure ? [{ ...own, port, protocol: "udp" as const }, ...(file.autoHttps ? [{ ...own, port: file.httpPort }] : [])] : []),
    ];
  });
}
