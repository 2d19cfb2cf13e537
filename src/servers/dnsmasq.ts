import type { Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { configured, unlessWith, valuesOf } from "./background";
import { parseOptions, type Given } from "./options";
import { serve, type Bind } from "./served";
import { readFile } from "./setting";

/** Without `--bind-interfaces` the sockets are on every address, whatever `--listen-address` says: it filters packets. */
export const server: Server = {
  name: "dnsmasq",
  programs: ["dnsmasq"],
  manual: "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html",
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
      },
      taking:
        "-A --address -S --server -r --resolv-file -u --user -g --group -x --pid-file -c --cache-size -F --dhcp-range -7 --conf-dir -l -8",
      flags: "dkqhbfnoRK",
    };
    const command = parseOptions(argumentsOf(invocation), grammar);
    const file = readFile(invocation, command.given.file.at(-1)?.value ?? "/etc/dnsmasq.conf");
    const lines = (file.text ?? "").split("\n").map((line) => line.replace(/(^|\s)#.*$/, "").trim());
    const written = parseOptions(
      lines.filter((line) => line !== "").map((line) => `--${line}`),
      grammar,
    );
    const all = (name: "address" | "interface" | "bound" | "port"): readonly Given[] => [...written.given[name], ...command.given[name]];
    const port = all("port").at(-1);
    const doubts: LaunchUnknown[] = [...file.doubts, ...(command.hazy ? [unseen.argument("dnsmasq")] : [])];
    if (port?.value === "0") return serve("dnsmasq", PASSIVE, [], doubts);
    const addresses =
      all("bound").length === 0 ? [] : all("address").flatMap(({ value, says }) => value.split(",").map((host) => ({ host, says })));
    const hosts = addresses.length > 0 ? addresses : [{ host: "*", says: "" }];
    const from = command.given.address.length > 0 ? ("command" as const) : addresses.length > 0 ? ("file" as const) : ("default" as const);
    const binds = hosts.flatMap(({ host, says }): readonly Bind[] => {
      const one: Bind = { host, port: port?.value ?? "53", says: [says, port?.says ?? ""].filter((text) => text !== "").join(" "), from };
      return [one, { ...one, protocol: "udp" }];
    });
    return serve("dnsmasq", PASSIVE, binds, doubts);
  },
  packaged: { packages: ["dnsmasq"], units: ["dnsmasq"], argv: ["dnsmasq"], files: { "/etc/dnsmasq.conf": "" } },
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
  ],
};
