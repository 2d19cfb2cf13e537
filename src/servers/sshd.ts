import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { unlessWith } from "./background";
import { split } from "./endpoint";
import { includeFiles } from "./include";
import { parseOptions } from "./options";
import { NOTHING, serve, unknown, type Bind } from "./served";
import { readFile, type Said } from "./setting";
import { splitWords } from "./words";
import type { Invocation } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";

const CONFIGURATION = "/etc/ssh/sshd_config";
const FOLDER = "/etc/ssh/sshd_config.d";

/** One keyword with its arguments. */
interface Line {
  readonly keyword: string;
  readonly value: string;
  readonly said: Pick<Said, "says" | "from">;
}

/** ListenAddress without a port is on every Port; `-p` replaces the file's Ports, and ports of addresses stay. */
export const server: Server = {
  name: "sshd",
  programs: ["sshd"],
  manual: "https://man.openbsd.org/sshd_config#ListenAddress",
  background: unlessWith("-D -d -i", "46eqtT"),
  listens: (invocation) => {
    const { given, hazy } = parseOptions(argumentsOf(invocation), {
      style: "plain",
      options: {
        port: { names: ["-p"] },
        set: { names: ["-o"] },
        file: { names: ["-f"] },
        once: { names: ["-t", "-T", "-G", "-V", "-i"], takes: "none" },
      },
      taking: "-b -C -c -E -g -h -k -u",
      flags: "46DdeqR",
    });
    if (given.once.length > 0) return NOTHING;
    const file = readFile(invocation, given.file.at(-1)?.value ?? CONFIGURATION);
    const doubts: LaunchUnknown[] = [...(hazy ? [unseen.argument("sshd")] : []), ...file.doubts];
    if (given.set.some(({ value }) => hasHole(value.split(/[=\s]/)[0] ?? ""))) doubts.push(unseen.argument("sshd"));
    const options = given.set.map(({ value, says }) => lineOf(value.replace("=", " "), { says, from: "command" }));
    const lines = [...options, ...linesIn(invocation, file.text ?? "", doubts, 0)].filter((line) => line !== undefined);
    if (file.text === null && options.length === 0 && given.port.length === 0) return unknown(...doubts);
    const all = (keyword: string): readonly Line[] => lines.filter((line) => line.keyword === keyword);
    const commanded = given.port.map(({ value, says }): Line => ({ keyword: "port", value, said: { says, from: "command" } }));
    const written = [...commanded, ...(commanded.length === 0 ? all("port") : [])];
    const ports = written.length === 0 ? [{ keyword: "port", value: "22", said: { says: "", from: "default" as const } }] : written;
    const addresses = all("listenaddress");
    const family = all("addressfamily")[0]?.value ?? "any";
    const hosts =
      addresses.length > 0
        ? addresses
        : [
            {
              keyword: "",
              value: family === "inet" ? "0.0.0.0" : family === "inet6" ? "::" : "*",
              said: { says: "", from: "default" as const },
            },
          ];
    return serve(
      "sshd",
      PASSIVE,
      hosts.flatMap((host) => bindsOf(host, ports)),
      doubts,
    );
  },
  packaged: [
    {
      packages: ["openssh-server", "ssh"],
      units: ["ssh", "sshd"],
      service: ["ExecStart=/usr/sbin/sshd -D"],
      // In comments since Debian 9 and Ubuntu 18.04, and in all of Red Hat's family.
      alike: true,
      files: {
        [CONFIGURATION]: `Include ${FOLDER}/*.conf\n\n#Port 22\n#AddressFamily any\n#ListenAddress 0.0.0.0\n#ListenAddress ::\nUsePAM yes\n`,
        // What distributions and their images put there says nothing of addresses.
        [`${FOLDER}/50-redhat.conf`]: "UsePAM yes\n",
      },
    },
  ],
  examples: [
    { argv: ["/usr/sbin/sshd", "-D"], files: { [CONFIGURATION]: "PermitRootLogin no\n" }, listens: ["tcp 0.0.0.0 22", "tcp [::] 22"] },
    { argv: ["sshd", "-p", "2222", "-p2022"], files: { [CONFIGURATION]: "Port 22\n" }, listens: ["tcp * 2222", "tcp * 2022"] },
    { argv: ["sshd", "-oListenAddress=127.0.0.1:2223"], files: { [CONFIGURATION]: "" }, listens: ["tcp 127.0.0.1 2223"] },
    {
      argv: ["sshd", "-f", "/srv/sshd_config"],
      files: { "/srv/sshd_config": "Port 2224\nListenAddress 10.1.0.7\nListenAddress [::1]:2225\nMatch User x\n  ListenAddress 0.0.0.0\n" },
      listens: ["tcp 10.1.0.7 2224", "tcp [::1] 2225"],
    },
    {
      argv: ["sshd"],
      files: { [CONFIGURATION]: "AddressFamily inet\nInclude extra/*.conf\n", "/etc/ssh/extra/p.conf": "Port 2226\n" },
      listens: ["tcp 0.0.0.0 2226"],
    },
    { argv: ["sshd", "-t"], listens: [] },
  ],
};

function lineOf(text: string, said: Line["said"]): Line | undefined {
  const [keyword, value] = splitWords(text.replace("=", " "));
  return keyword === undefined || value === undefined ? undefined : { keyword: keyword.toLowerCase(), value, said };
}

/** What stands before the first Match block, with what it includes in place. */
function linesIn(invocation: Invocation, text: string, doubts: LaunchUnknown[], depth: number): readonly Line[] {
  const lines: Line[] = [];
  for (const raw of text.split("\n")) {
    const trimmed = raw.trim();
    if (trimmed.startsWith("#")) continue;
    const line = lineOf(trimmed, { says: trimmed, from: "file" });
    if (line === undefined) continue;
    if (line.keyword === "match") break;
    if (hasHole(line.keyword)) doubts.push(unseen.computed("sshd_config"));
    if (line.keyword !== "include") lines.push(line);
    else if (depth < 8) {
      const { files, doubts: more } = includeFiles(invocation, "/etc/ssh", line.value);
      doubts.push(...more);
      lines.push(...files.flatMap((file) => linesIn(invocation, file.text, doubts, depth + 1)));
    }
  }
  return lines;
}

/** `host`, `host:port` and `[host]:port`; IPv6 without brackets has no port. */
function bindsOf({ value, said }: Line, ports: readonly Line[]): readonly Bind[] {
  const bare = (value.match(/:/g) ?? []).length > 1 && !value.startsWith("[");
  const { host, port } = bare ? { host: value, port: null } : split(value, { host: "", port: null, bare: "host" });
  if (port !== null) return [{ host, port, ...said }];
  return ports.map((one) => ({
    host,
    port: one.value,
    says: [said.says, one.said.says].filter((text) => text !== "").join(" "),
    from: said.from === "default" ? one.said.from : said.from,
  }));
}
