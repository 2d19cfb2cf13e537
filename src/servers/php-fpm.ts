import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { NODE } from "./address";
import { argumentsOf, unreadOptions, valuesOf } from "./arguments";
import { configured, unlessWith } from "./background";
import { endpoint } from "./endpoint";
import { includeFiles } from "./include";
import { parseIni, type Setting } from "./ini";
import { parseOptions } from "./options";
import { NOTHING, serve, unix, unknown } from "./served";
import { readFile } from "./setting";

/** A bare port is a socket for both families. Pools are sections; later files overrule earlier ones pool by pool. */
export const server: Server = {
  name: "php-fpm",
  programs: ["php-fpm"],
  manual: "https://www.php.net/manual/en/install.fpm.configuration.php#listen",
  background: unlessWith(
    "-F --nodaemonize",
    "nODRe",
    configured(valuesOf("-y", "--fpm-config"), "/etc/php-fpm.conf", /^\s*daemonize\s*=\s*(no|off|0|false)\b/im),
  ),
  listens: (invocation) => {
    const { given } = parseOptions(argumentsOf(invocation), {
      options: {
        config: { names: ["-y", "--fpm-config"] },
        prefix: { names: ["-p", "--prefix"] },
        once: { names: ["-t", "--test", "-v", "-i", "-m", "-h"], takes: "none" },
      },
      taking: "-c -d -g --pid",
      flags: "nFODRe",
    });
    if (given.once.length > 0) return NOTHING;
    const named = given.config.at(-1)?.value;
    const candidates = named === undefined ? usual(invocation.argv[0] ?? "") : [named];
    const files = candidates.map((name) => readFile(invocation, name));
    const file = files.find(({ text }) => text !== null);
    if (file === undefined) return unknown(...files.flatMap(({ doubts }) => doubts).slice(0, 1));
    const doubts: LaunchUnknown[] = [...file.doubts, ...unreadOptions(argumentsOf(invocation), "php-fpm")];
    const pools = new Map<string, Setting>();
    for (const setting of expand(invocation, file.path, file.text ?? "", doubts))
      if (setting.key === "listen") pools.set(setting.section, setting);
    const binds = [...pools.values()].map((setting) => {
      const said = { value: setting.value, says: setting.says, from: "file" as const };
      return setting.value.includes("/") && !setting.value.includes(":")
        ? unix(setting.value, said)
        : endpoint(said, { host: "", port: "9000", bare: "port" });
    });
    return serve("php-fpm", NODE, binds, doubts);
  },
  packaged: [
    {
      family: "deb",
      packages: ["php-fpm"],
      units: ["php-fpm"],
      service: ["ExecStart=/usr/sbin/php-fpm8.2 --nodaemonize --fpm-config /etc/php/8.2/fpm/php-fpm.conf"],
      files: {
        "/etc/php/8.2/fpm/php-fpm.conf": "include=/etc/php/8.2/fpm/pool.d/*.conf\n",
        "/etc/php/8.2/fpm/pool.d/www.conf": "[www]\nlisten = /run/php/php8.2-fpm.sock\n",
      },
      names: { "/etc/php/*/fpm": "/etc/php/8.2/fpm" },
    },
    {
      family: "rpm",
      packages: ["php-fpm"],
      units: ["php-fpm"],
      service: ["ExecStart=/usr/sbin/php-fpm --nodaemonize"],
      files: {
        "/etc/php-fpm.conf": "include=/etc/php-fpm.d/*.conf\n",
        "/etc/php-fpm.d/www.conf": "[www]\nlisten = /run/php-fpm/www.sock\n",
        "/usr/local/etc/php-fpm.conf": null,
      },
    },
  ],
  examples: [
    {
      argv: ["php-fpm"],
      files: { "/etc/php-fpm.conf": "include=/etc/php-fpm.d/*.conf\n", "/etc/php-fpm.d/www.conf": "[www]\nlisten = 127.0.0.1:9001\n" },
      listens: ["tcp 127.0.0.1 9001"],
    },
    {
      argv: ["php-fpm8.2", "-F", "-y", "/srv/fpm.conf"],
      files: { "/srv/fpm.conf": "[global]\n[www]\n;listen = 1\nlisten = 9002\n[b]\nlisten = /run/b.sock\n" },
      listens: ["tcp * 9002", "unix /run/b.sock"],
    },
    { argv: ["php-fpm", "-t"], listens: [] },
  ],
};

/** Where builds look: the official image, Debian by version, Fedora and Amazon Linux. */
function usual(program: string): readonly string[] {
  const version = /php-fpm(\d+\.\d+)$/.exec(program)?.[1];
  return [...(version === undefined ? [] : [`/etc/php/${version}/fpm/php-fpm.conf`]), "/usr/local/etc/php-fpm.conf", "/etc/php-fpm.conf"];
}

function expand(invocation: Invocation, path: string, text: string, doubts: LaunchUnknown[]): readonly Setting[] {
  const base = path.startsWith("/usr/local/") ? "/usr/local" : path.slice(0, path.lastIndexOf("/"));
  return parseIni(text).flatMap((setting): readonly Setting[] => {
    if (setting.key !== "include") return [setting];
    const { files, doubts: more } = includeFiles(invocation, base, setting.value, ["www.conf", "docker.conf", "zz-docker.conf"]);
    doubts.push(...more);
    return files.flatMap((file) => parseIni(file.text));
  });
}
