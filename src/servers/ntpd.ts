import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { NOTHING, serve, type Bind } from "./served";
import { parseOptions } from "./options";
import { readFile } from "./setting";

/** Settings by which it listens on some addresses alone, or answers nobody. https://docs.ntpsec.org/latest/miscopt.html#interface */
const LIMITS = /^\s*(interface|nic)\s|^\s*restrict\s+(-[46]\s+)?default\b.*\bignore\b/m;

/** Whoever asks for the time is answered, with the files of all packages. Busybox's own has the same name, and serves with `-l` alone. */
export const server: Server = {
  name: "ntpd",
  programs: ["ntpd"],
  manual: "https://docs.ntpsec.org/latest/ntpd.html",
  background: (invocation) => !argumentsOf(invocation).some((arg) => /^-(n|-nofork|-no-fork)/.test(arg)),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const { given } = parseOptions(args, {
      style: "gnu",
      options: {
        file: { names: ["-c", "--configfile"] },
        peer: { names: ["-p", "--pidfile"] },
        once: { names: ["-q", "--quit", "-!", "-?", "--version", "--help"], takes: "none" },
        four: { names: ["-4", "--ipv4"], takes: "none" },
        six: { names: ["-6", "--ipv6"], takes: "none" },
        limit: { names: ["-I", "--interface", "-L", "--novirtualips"] },
      },
      taking: "-D -f -i -k -l -P -r -s -t -u -w",
      flags: "46bdgGmnNqQxzA",
    });
    const busybox = given.peer.some(({ value }) => !value.includes("/") && !hasHole(value));
    if (given.once.length > 0 || (busybox && !args.some((arg) => /^-[a-z]*l/.test(arg)))) return NOTHING;
    const { path, text, doubts } = readFile(invocation, given.file.at(-1)?.value ?? "/etc/ntp.conf");
    const limited =
      given.limit.length > 0 || given.peer.some(({ value }) => hasHole(value)) || LIMITS.test(text ?? "") || hasHole(text ?? "")
        ? [unseen.computed(path)]
        : [];
    const socket = (host: string): Bind => ({ protocol: "udp", host, port: 123, says: "", from: "default" });
    const hosts = [...(given.six.length > 0 ? [] : ["0.0.0.0"]), ...(given.four.length > 0 ? [] : ["::"])];
    return serve("ntpd", PASSIVE, hosts.map(socket), [...doubts, ...limited, ...unreadOptions(args, "ntpd")]);
  },
  packaged: [
    {
      family: "deb",
      packages: ["ntpsec", "ntp"],
      units: ["ntpsec", "ntp", "ntpd"],
      service: ["EnvironmentFile=-/etc/default/ntpsec", "ExecStart=/usr/sbin/ntpd -c /etc/ntpsec/ntp.conf $NTPD_OPTS"],
      files: {
        "/etc/default/ntpsec": 'NTPD_OPTS="-g -N"\n',
        "/etc/ntpsec/ntp.conf": "restrict default kod nomodify nopeer noquery limited\nrestrict 127.0.0.1\nrestrict ::1\n",
      },
      // Where Debian and Ubuntu before 2023 have it.
      reads: ["/etc/ntp.conf"],
    },
    {
      family: "rpm",
      packages: ["ntp"],
      units: ["ntpd"],
      service: ["EnvironmentFile=-/etc/sysconfig/ntpd", "ExecStart=/usr/sbin/ntpd -u ntp:ntp $OPTIONS"],
      files: {
        "/etc/sysconfig/ntpd": 'OPTIONS="-g"\n',
        "/etc/ntp.conf": "restrict default nomodify notrap nopeer noquery\nrestrict 127.0.0.1\nrestrict ::1\n",
      },
    },
  ],
  examples: [
    { argv: ["ntpd", "-g", "-N"], files: { "/etc/ntp.conf": "restrict default noquery\n" }, listens: ["udp 0.0.0.0 123", "udp [::] 123"] },
    { argv: ["ntpd", "-4", "-n", "-c", "a.conf"], files: { "a.conf": "" }, listens: ["udp 0.0.0.0 123"] },
    {
      argv: ["ntpd", "-c", "a.conf"],
      files: { "a.conf": "interface listen 127.0.0.1\n" },
      listens: ["? udp 0.0.0.0 123", "? udp [::] 123"],
    },
    { argv: ["ntpd", "-gq"], listens: [] },
    { argv: ["ntpd", "-d", "-n", "-p", "pool.ntp.org"], listens: [] },
  ],
};
