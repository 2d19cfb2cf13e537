import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { linesOf } from "./from-file";
import { parseOptions } from "./options";
import { NOTHING, serve, type Bind } from "./served";
import { readFile } from "./setting";

/**
 * Without an address it has a socket for each of the host's, which together are as good as one on all, and a second port beside the
 * first. Lines of its file are options without their dashes. Ports for TLS open where it has a certificate; those of relays by sessions.
 */
export const server: Server = {
  name: "turnserver",
  programs: ["turnserver"],
  manual: "https://github.com/coturn/coturn/blob/master/README.turnserver",
  background: onlyWith("-o --daemon", "vVazflS"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const grammar = {
      style: "plain",
      options: {
        host: { names: ["-L", "--listening-ip"] },
        port: { names: ["-p", "--listening-port"] },
        other: { names: ["--alt-listening-port"] },
        tls: { names: ["--tls-listening-port"] },
        cert: { names: ["--cert"] },
        noTcp: { names: ["--no-tcp"], takes: "none" },
        noUdp: { names: ["--no-udp"], takes: "none" },
        file: { names: ["-c"] },
        cli: { names: ["--cli-ip"] },
        cliPort: { names: ["--cli-port"] },
        noCli: { names: ["--no-cli"], takes: "none" },
        none: { names: ["-n"], takes: "none" },
        device: { names: ["-d", "--listening-device"] },
        once: { names: ["-h", "--help"], takes: "none" },
      },
      taking:
        "-u --user -r --realm -X --external-ip -E --relay-ip --min-port --max-port --pkey --log-file -l --pidfile --userdb -b --static-auth-secret",
    } as const;
    const command = parseOptions(args, grammar);
    if (command.given.once.length > 0) return NOTHING;
    const file =
      command.given.none.length > 0
        ? { text: "", doubts: [] }
        : readFile(invocation, command.given.file.at(-1)?.value ?? "/etc/turnserver.conf");
    const lines = linesOf(file.text ?? "", /^#.*$/).map(({ says }) => `--${says}`);
    const { given } = parseOptions([...lines, ...args], grammar);
    const isOdd = given.device.length > 0 || command.hazy || command.strays > 0;
    const hosts = given.host.length > 0 ? given.host : [{ value: "*", says: "" }];
    const [port, other] = [given.port.at(-1), given.other.at(-1)];
    const first = port?.value ?? "3478";
    const second = other?.value ?? (/^\d+$/.test(first) ? String(Number(first) + 1) : first);
    const ports = hosts.length > 1 || given.host.length === 0 ? [first, second] : [first];
    const says = (text: string): string => [text, port?.says ?? ""].filter((one) => one !== "").join(" ");
    const secure = given.cert.length > 0 ? [given.tls.at(-1)?.value ?? "5349"] : [];
    const protocols = [...(given.noUdp.length > 0 ? [] : ["udp" as const]), ...(given.noTcp.length > 0 ? [] : ["tcp" as const])];
    const binds = hosts.flatMap((host) =>
      [...ports, ...secure].flatMap((number) =>
        protocols.map((protocol): Bind => ({
          protocol,
          host: host.value,
          port: number,
          says: says(host.says),
          from: says(host.says) === "" ? "default" : lines.length > 0 ? "file" : "command",
          ...(number === second && number !== first ? { certainty: "possible" } : {}),
        })),
      ),
    );
    // It has a console where there is a password for it, of late only where it is asked for.
    const console = given.noCli.length > 0 ? undefined : given.cli.at(-1);
    if (console !== undefined) {
      const bind = { host: console.value, port: given.cliPort.at(-1)?.value ?? "5766", says: console.says };
      binds.push({ ...bind, from: lines.length > 0 ? "file" : "command", certainty: "possible" });
    }
    return serve("turnserver", PASSIVE, binds, [...file.doubts, ...(isOdd ? [unseen.argument("turnserver")] : [])]);
  },
  packaged: [
    {
      packages: ["coturn"],
      units: ["coturn"],
      service: ["ExecStart=/usr/bin/turnserver -c /etc/turnserver.conf --pidfile="],
      files: { "/etc/turnserver.conf": "#listening-port=3478\n#tls-listening-port=5349\n#listening-ip=172.17.19.101\nsyslog\n" },
    },
  ],
  examples: [
    {
      argv: ["turnserver", "-n", "-L", "10.0.0.9", "-p", "3500", "--no-tcp"],
      listens: ["udp 10.0.0.9 3500"],
    },
    {
      argv: ["turnserver", "-n", "-L", "10.0.0.9", "--no-udp", "--cli-ip=0.0.0.0", "--cli-port", "5767"],
      listens: ["tcp 10.0.0.9 3478", "? tcp 0.0.0.0 5767"],
    },
    {
      argv: ["turnserver", "-c", "t.conf"],
      files: { "t.conf": "listening-port=3501\nno-udp\n#listening-ip=127.0.0.1\n" },
      listens: ["tcp * 3501", "? tcp * 3502"],
    },
  ],
};
