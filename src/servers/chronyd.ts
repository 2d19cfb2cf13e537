import type { Packaged, Server } from "../model/launch";
import { PASSIVE } from "./address";
import { unlessWith } from "./background";
import { fromFile, linesOf, type Line } from "./from-file";
import type { Bind } from "./served";

const WORLD = /^(all|0\/0|0\.0\.0\.0\/0|::\/0)$/;

/**
 * What takes the commands of chronyc: on loopback unless an address of that family is named; whom it answers `cmdallow` says.
 * https://chrony-project.org/doc/4.5/chrony.conf.html#bindcmdaddress
 */
function commands(lines: readonly Line[]): readonly Bind[] {
  const values = (name: string): readonly (readonly string[])[] =>
    lines.flatMap(({ words: [key, ...rest] }) => (key === name ? [rest] : []));
  const port = values("cmdport").at(-1)?.[0] ?? "323";
  const hosts = values("bindcmdaddress").flatMap(([host = ""]) => (host.startsWith("/") ? [] : [host]));
  if (port === "0") return [];
  return [":", "."].flatMap((mark): readonly Bind[] => {
    const host = hosts.findLast((one) => one.includes(":") === (mark === ":"));
    if (host === undefined) return [];
    const isAnswered = values("cmdallow").some((networks) => {
      const network = networks.findLast((word) => word !== "all");
      return network === undefined || (WORLD.test(network) && network.includes(":") === (mark === ":"));
    });
    return [
      { protocol: "udp", host, port, says: `bindcmdaddress ${host}`, from: "file", ...(isAnswered ? {} : { certainty: "possible" }) },
    ];
  });
}

/** A family has the server's socket once some of its clients are allowed; of the others it answers none. */
function binds(text: string): readonly Bind[] {
  const lines = linesOf(text, /^[!;#%].*$/).map(({ words: [key = "", ...rest], says }) => ({ words: [key.toLowerCase(), ...rest], says }));
  const last = (name: string, usual: string): string => lines.findLast(({ words }) => words[0] === name)?.words[1] ?? usual;
  const port = last("port", "123");
  const hosts = lines.filter(({ words }) => words[0] === "bindaddress").map(({ words }) => words[1] ?? "");
  const allowed = lines.filter(({ words }) => words[0] === "allow");
  if (port === "0") return commands(lines);
  const served = [...new Map(allowed.map((line) => [line.says, line])).values()].flatMap(({ words: [, ...networks], says }) => {
    const network = networks.findLast((word) => word !== "all");
    const all = network === undefined || WORLD.test(network);
    const families = network === undefined ? ["0.0.0.0", "::"] : network.includes(":") ? ["::"] : ["0.0.0.0"];
    return families
      .map((family) => hosts.find((host) => host.includes(":") === family.includes(":")) ?? family)
      .map((host): Bind => ({ protocol: "udp", host, port, says, from: "file", ...(all ? {} : { certainty: "possible" }) }));
  });
  return [...served, ...commands(lines)];
}

const packaged = (family: NonNullable<Packaged["family"]>, file: string, units: readonly string[], includes: string): Packaged => ({
  family,
  packages: ["chrony"],
  units,
  stock: true,
  service: [`ExecStart=/usr/sbin/chronyd -F 1 -f ${file}`],
  files: { [file]: `#allow 192.168.0.0/16\n${includes}` },
});

/** Without `allow` it asks for the time and tells nobody. */
export const server: Server = {
  name: "chronyd",
  programs: ["chronyd"],
  manual: "https://chrony-project.org/doc/4.5/chrony.conf.html#allow",
  background: unlessWith("-n -d"),
  listens: fromFile({
    name: "chronyd",
    resolver: PASSIVE,
    file: ["-f"],
    usual: ["/etc/chrony/chrony.conf", "/etc/chrony.conf"],
    optional: true,
    once: "-q -Q -v -h -p",
    taking: "-F -l -L -P -t -u",
    flags: "46dmnrRsUx",
    includes: (text) =>
      linesOf(text).flatMap(({ words: [key = "", path = ""] }) =>
        key === "include" ? [path] : key === "confdir" ? [`${path}/*.conf`] : [],
      ),
    binds,
  }),
  packaged: [
    packaged("deb", "/etc/chrony/chrony.conf", ["chrony", "chronyd"], "confdir /etc/chrony/conf.d\n"),
    packaged("rpm", "/etc/chrony.conf", ["chronyd", "chrony"], ""),
  ],
  examples: [
    { argv: ["chronyd", "-n"], listens: [] },
    { argv: ["chronyd", "-n"], files: { "/etc/chrony.conf": "pool p iburst\n# allow\nallow 0.0.0.0/0\n" }, listens: ["udp 0.0.0.0 123"] },
    {
      argv: ["chronyd", "-f", "/c.conf"],
      files: { "/c.conf": "Allow\nPort 1123\nBindAddress 127.0.0.1\n" },
      listens: ["udp 127.0.0.1 1123", "udp [::] 1123"],
    },
    { argv: ["chronyd", "-f", "/c.conf"], files: { "/c.conf": "allow 10.0.0.0/8\n" }, listens: ["? udp 0.0.0.0 123"] },
    { argv: ["chronyd", "-f", "/c.conf"], files: { "/c.conf": "allow\nport 0\n" }, listens: [] },
    {
      argv: ["chronyd", "-f", "/c.conf"],
      files: { "/c.conf": "bindcmdaddress 127.0.0.1\nbindcmdaddress 0.0.0.0\nbindcmdaddress /run/c.sock\ncmdallow all\ncmdport 1323\n" },
      listens: ["udp 0.0.0.0 1323"],
    },
    { argv: ["chronyd", "-f", "/c.conf"], files: { "/c.conf": "bindcmdaddress ::\ncmdallow 10.0.0.0/8\n" }, listens: ["? udp [::] 323"] },
    { argv: ["chronyd", "-f", "/c.conf"], files: { "/c.conf": "bindcmdaddress 0.0.0.0\ncmdport 0\n" }, listens: [] },
  ],
};
