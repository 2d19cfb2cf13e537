import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { separate } from "./address-option";
import { onlyWith } from "./background";
import { split } from "./endpoint";
import { parseOptions } from "./options";
import { serve, unix, type Bind } from "./served";
import { decide, fallback, last, option } from "./setting";

/** `-l` accumulates, takes lists and ports of its own; `-s` closes TCP. UDP is off unless `-U` says so. */
export const server: Server = {
  name: "memcached",
  programs: ["memcached"],
  manual: "https://github.com/memcached/memcached/blob/master/doc/memcached.1",
  once: "-V --version -h --help -i --license",
  background: onlyWith("-d --daemon", "ArMkvFXCS"),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        listen: { names: ["-l", "--listen"] },
        port: { names: ["-p", "--port"] },
        udp: { names: ["-U", "--udp-port"] },
        unix: { names: ["-s", "--unix-socket"] },
      },
      taking:
        "-u -m -c -P -f -n -t -L -R -b -B -I -o -a -e -Y --user --memory-limit --conn-limit --pidfile --threads --max-item-size --extended",
      flags: "AdrMkvhiVFXCS",
    });
    const doubts = parsed.hazy ? [unseen.argument("memcached")] : [];
    const [path] = last(option(parsed, "unix")).said;
    if (path !== undefined) return serve("memcached", PASSIVE, [unix(path.value, path)], doubts);
    const hosts = separate(decide(option(parsed, "listen"), fallback("*")), /[\s,]+/);
    // A UDP port alone is the TCP port as well.
    const open = last(option(parsed, "udp")).said.filter(({ value }) => value !== "0");
    const [port] = decide(last(option(parsed, "port")), { said: open, doubts: [] }, fallback("11211")).said;
    const [udp] = decide(last(option(parsed, "udp")), fallback("0")).said;
    const binds = hosts.said.flatMap((host): readonly Bind[] => {
      const bare = (host.value.match(/:/g) ?? []).length > 1 && !host.value.startsWith("[");
      const where = bare ? { host: host.value, port: null } : split(host.value, { host: "*", port: null, bare: "host" });
      const from = host.from === "default" ? (port?.from ?? host.from) : host.from;
      const says = (second: string | undefined): string => [host.says, second ?? ""].filter((text) => text !== "").join(" ");
      const tcp: Bind = {
        host: where.host,
        port: where.port ?? port?.value ?? "",
        says: says(where.port === null ? port?.says : ""),
        from,
      };
      return [
        tcp,
        ...(udp === undefined || udp.value === "0"
          ? []
          : [{ ...tcp, protocol: "udp" as const, port: where.port ?? udp.value, says: says(udp.says) }]),
      ];
    });
    return serve(
      "memcached",
      PASSIVE,
      binds.filter((bind) => bind.port !== "0"),
      doubts,
    );
  },
  packaged: [
    {
      family: "deb",
      packages: ["memcached"],
      units: ["memcached"],
      // Its wrapper takes the lines of the file that are options for its arguments.
      service: [`ExecStart=/bin/sh -c 'exec memcached $(sed "s/#.*//; /^-[dh]/d; /^[^-]/d" /etc/memcached.conf)'`],
      files: { "/etc/memcached.conf": "-d\nlogfile /var/log/memcached.log\n-m 64\n-p 11211\n-u memcache\n-l 127.0.0.1\n# -c 1024\n" },
    },
    {
      family: "rpm",
      packages: ["memcached"],
      units: ["memcached"],
      service: ["EnvironmentFile=/etc/sysconfig/memcached", "ExecStart=/usr/bin/memcached -p ${PORT} -u ${USER} $OPTIONS"],
      files: { "/etc/sysconfig/memcached": 'PORT="11211"\nUSER="memcached"\nMAXCONN="1024"\nCACHESIZE="64"\nOPTIONS="-l 127.0.0.1,::1"\n' },
    },
  ],
  examples: [
    { argv: ["memcached"], listens: ["tcp * 11211"] },
    {
      argv: ["memcached", "-d", "-l", "127.0.0.1,10.0.0.9:11212", "-p", "11213", "-u", "nobody"],
      listens: ["tcp 127.0.0.1 11213", "tcp 10.0.0.9 11212"],
    },
    { argv: ["memcached", "-U", "11215", "-l0.0.0.0"], listens: ["tcp 0.0.0.0 11215", "udp 0.0.0.0 11215"] },
    { argv: ["memcached", "-s", "/run/m.sock"], listens: ["unix /run/m.sock"] },
    { argv: ["memcached", "--listen=::"], listens: ["tcp [::] 11211"] },
    { argv: ["memcached", "-V"], listens: [] },
  ],
};
