import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf, valuesOf } from "./arguments";
import { configured, unlessWith } from "./background";
import { includeFiles, type Included } from "./include";
import { parseOptions, type Given } from "./options";
import { serve, type Bind } from "./served";
import { readFile } from "./setting";

/** Without `--bind-interfaces` the sockets are on every address, whatever `--listen-address` says: it filters packets. */
export const server: Server = {
  name: "dnsmasq",
  programs: ["dnsmasq"],
  manual: "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html",
  once: "--test -v --version -w --help",
  background: unlessWith(
    "-k -d --keep-in-foreground --no-daemon",
    "bDEfhqnNoRyZ",
    configured(valuesOf("-C", "--conf-file"), "/etc/dnsmasq.conf", /^\s*keep-in-foreground\b/m),
  ),
  listens: (invocation) => {
    const grammar = {
      options: {
        address: { names: ["-a", "--listen-address"] },
        interface: { names: ["-i", "--interface"] },
        bound: { names: ["-z", "--bind-interfaces", "--bind-dynamic"], takes: "none" as const },
        port: { names: ["-p", "--port"] },
        file: { names: ["-C", "--conf-file"] },
        folder: { names: ["-7", "--conf-dir"] },
      },
      taking: "-A --address -S --server -r --resolv-file -u --user -g --group -x --pid-file -c --cache-size -F --dhcp-range -l -8",
      flags: "dkqhbfnoRK",
    };
    const command = parseOptions(argumentsOf(invocation), grammar);
    const file = readFile(invocation, command.given.file.at(-1)?.value ?? "/etc/dnsmasq.conf");
    const inFile = (text: string): readonly string[] =>
      text
        .split("\n")
        .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
        .filter((line) => line !== "")
        .map((line) => `--${line}`);
    const main = parseOptions(inFile(file.text ?? ""), grammar);
    const included = [
      ...[...main.given.folder, ...command.given.folder].map(({ value }) => folder(invocation, value)),
      ...main.given.file.map(({ value }) => includeFiles(invocation, "/", value)),
    ];
    const written = parseOptions(
      [...inFile(file.text ?? ""), ...included.flatMap(({ files }) => files.flatMap(({ text }) => inFile(text)))],
      grammar,
    );
    const all = (name: "address" | "interface" | "bound" | "port"): readonly Given[] => [...written.given[name], ...command.given[name]];
    const port = all("port").at(-1);
    const doubts: LaunchUnknown[] = [
      ...file.doubts,
      ...included.flatMap((one) => one.doubts),
      ...(command.hazy ? [unseen.argument("dnsmasq")] : []),
    ];
    if (port?.value === "0") return serve("dnsmasq", PASSIVE, [], doubts);
    const addresses =
      all("bound").length === 0 ? [] : all("address").flatMap(({ value, says }) => value.split(",").map((host) => ({ host, says })));
    const interfaces = all("bound").length === 0 ? [] : all("interface");
    const [inward] = interfaces.every(({ value }) => value === "lo") ? interfaces : [];
    const usual = inward === undefined ? [{ host: "*", says: "" }] : [{ host: "localhost", says: inward.says }];
    const hosts = addresses.length > 0 ? addresses : usual;
    const isSaid = addresses.length > 0 || inward !== undefined;
    const isTyped = command.given.address.length > 0 || (addresses.length === 0 && command.given.interface.length > 0);
    const from = !isSaid ? ("default" as const) : isTyped ? ("command" as const) : ("file" as const);
    const binds = hosts.flatMap(({ host, says }): readonly Bind[] => {
      const one: Bind = { host, port: port?.value ?? "53", says: [says, port?.says ?? ""].filter((text) => text !== "").join(" "), from };
      return [one, { ...one, protocol: "udp" }];
    });
    return serve("dnsmasq", PASSIVE, binds, doubts);
  },
  packaged: [
    {
      packages: ["dnsmasq"],
      units: ["dnsmasq"],
      service: ["EnvironmentFile=-/etc/default/dnsmasq", "ExecStart=/usr/sbin/dnsmasq -7 ${CONFIG_DIR} $DNSMASQ_OPTS"],
      files: {
        "/etc/default/dnsmasq": "#DNSMASQ_OPTS=\nCONFIG_DIR=/etc/dnsmasq.d,.dpkg-dist,.dpkg-old,.dpkg-new\n",
        "/etc/dnsmasq.conf": "#port=5353\n#interface=\n#listen-address=\n#bind-interfaces\n",
        "/etc/dnsmasq.d/README": "",
      },
    },
  ],
  examples: [
    { argv: ["dnsmasq", "-k"], listens: ["tcp * 53", "udp * 53"] },
    { argv: ["dnsmasq", "--listen-address=127.0.0.1", "-p", "5353"], listens: ["tcp * 5353", "udp * 5353"] },
    {
      argv: ["dnsmasq", "-z", "-a", "127.0.0.1,10.0.0.9"],
      listens: ["tcp 127.0.0.1 53", "udp 127.0.0.1 53", "tcp 10.0.0.9 53", "udp 10.0.0.9 53"],
    },
    {
      argv: ["dnsmasq"],
      files: { "/etc/dnsmasq.conf": "bind-interfaces\nlisten-address=::1 # only\n" },
      listens: ["tcp [::1] 53", "udp [::1] 53"],
    },
    {
      argv: ["dnsmasq", "-7", "/etc/dnsmasq.d,.dpkg-old"],
      files: {
        "/etc/dnsmasq.conf": "port=5355\n",
        "/etc/dnsmasq.d/a": "bind-interfaces\nlisten-address=127.0.0.1\n",
        "/etc/dnsmasq.d/a.dpkg-old": "listen-address=10.0.0.9\n",
      },
      listens: ["tcp 127.0.0.1 5355", "udp 127.0.0.1 5355"],
    },
    {
      argv: ["dnsmasq"],
      files: { "/etc/dnsmasq.conf": "bind-interfaces\ninterface=lo\nport=5356\n" },
      listens: ["tcp localhost 5356", "udp localhost 5356"],
    },
    { argv: ["dnsmasq", "-i", "lo"], listens: ["tcp * 53", "udp * 53"] },
    { argv: ["dnsmasq", "-z", "-i", "lo", "-i", "ens5"], listens: ["tcp * 53", "udp * 53"] },
    { argv: ["dnsmasq", "--test"], listens: [] },
    { argv: ["dnsmasq", "-C", "/d.conf", "--test"], listens: [] },
  ],
};

/** Endings that are left out, or with `*` before them the only ones that are read; backups are never. */
function folder(invocation: Invocation, value: string): Included {
  const [path = "", ...endings] = value.split(",");
  const { files, doubts } = includeFiles(invocation, "/", `${path.replace(/\/$/, "")}/*`);
  const only = endings.filter((ending) => ending.startsWith("*")).map((ending) => ending.slice(1));
  const kept = files.filter(
    ({ path: name }) =>
      !/~$|\/#[^/]*#$/.test(name) &&
      (only.length === 0 || only.some((ending) => name.endsWith(ending))) &&
      !endings.some((ending) => name.endsWith(ending)),
  );
  return { files: kept, doubts: [...doubts, ...(hasHole(value) ? [unseen.directory(path)] : [])] };
}
