import type { Packaged, Server } from "../model/launch";
import { PASSIVE } from "./address";
import { unlessWith } from "./background";
import { fromFile, linesOf } from "./from-file";
import type { Bind } from "./served";

const WORLD = /^(all|0\/0|0\.0\.0\.0\/0|::\/0)$/;

/** A family has the server's socket once some of its clients are allowed; of the others it answers none. */
function binds(text: string): readonly Bind[] {
  const lines = linesOf(text, /^[!;#%].*$/);
  const last = (name: string, usual: string): string => lines.findLast(({ words }) => words[0] === name)?.words[1] ?? usual;
  const port = last("port", "123");
  const hosts = lines.filter(({ words }) => words[0] === "bindaddress").map(({ words }) => words[1] ?? "");
  const allowed = lines.filter(({ words }) => words[0] === "allow");
  if (port === "0") return [];
  return [...new Map(allowed.map((line) => [line.says, line])).values()].flatMap(({ words: [, ...networks], says }) => {
    const network = networks.findLast((word) => word !== "all");
    const all = network === undefined || WORLD.test(network);
    const families = network === undefined ? ["0.0.0.0", "::"] : network.includes(":") ? ["::"] : ["0.0.0.0"];
    return families
      .map((family) => hosts.find((host) => host.includes(":") === family.includes(":")) ?? family)
      .map((host): Bind => ({ protocol: "udp", host, port, says, from: "file", ...(all ? {} : { certainty: "possible" }) }));
  });
}

const packaged = (family: NonNullable<Packaged["family"]>, file: string, units: readonly string[], includes: string): Packaged => ({
  family,
  packages: ["chrony"],
  units,
  stock: true,
  service: [`ExecStart=/usr/sbin/chronyd -F 1 -f ${file}`],
  files: { [file]: `#allow 192.168.0.0/16\n${includes}` },
});

/** Without `allow` it asks for the time and tells nobody. Its commands are loopback's unless `bindcmdaddress` says otherwise. */
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
      files: { "/c.conf": "allow\nport 1123\nbindaddress 127.0.0.1\n" },
      listens: ["udp 127.0.0.1 1123", "udp [::] 1123"],
    },
    { argv: ["chronyd", "-f", "/c.conf"], files: { "/c.conf": "allow 10.0.0.0/8\n" }, listens: ["? udp 0.0.0.0 123"] },
    { argv: ["chronyd", "-f", "/c.conf"], files: { "/c.conf": "allow\nport 0\n" }, listens: [] },
  ],
};
