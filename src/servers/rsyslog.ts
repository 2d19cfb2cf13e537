import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { unlessWith } from "./background";
import { fromFile, linesOf } from "./from-file";
import type { Bind } from "./served";

/** Modules that listen. https://www.rsyslog.com/doc/configuration/modules/idx_input.html */
const INPUTS: Readonly<Record<string, Bind["protocol"]>> = { imudp: "udp", imtcp: "tcp", imptcp: "tcp", imgssapi: "tcp", imrelp: "tcp" };

const uncommented = (text: string): string =>
  linesOf(text)
    .map(({ says }) => says)
    .join("\n");

/** `name="value"` and `name=["one","two"]` of what stands in parentheses. */
function valuesOf(text: string, name: string): readonly string[] {
  const [, written = ""] = new RegExp(`\\b${name}\\s*=\\s*("[^"]*"|\\[[^\\]]*\\])`, "i").exec(text) ?? [];
  return [...written.matchAll(/"([^"]*)"/g)].map(([, value = ""]) => value);
}

const objects = (text: string, kind: string): readonly string[] =>
  [...uncommented(text).matchAll(new RegExp(`\\b${kind}\\s*\\(([^)]*)\\)`, "gi"))].map(([, inner = ""]) => inner);

/** By either syntax: `module(load="imtcp")`, `$ModLoad imtcp`. */
const modules = (text: string): readonly string[] => [
  ...objects(text, "module").flatMap((one) => valuesOf(one, "load")),
  ...linesOf(text).flatMap(({ words: [key = "", value = ""] }) => (/^\$ModLoad$/i.test(key) ? [value.replace(/^.*\/|\.so$/g, "")] : [])),
];

/** `input(type="imudp" port="514")`; an input whose module is not loaded is refused. */
function inputs(text: string, loaded: readonly string[]): readonly Bind[] {
  return objects(text, "input").flatMap((one) => {
    const [type = ""] = valuesOf(one, "type");
    const protocol = INPUTS[type.toLowerCase()];
    if (protocol === undefined || !loaded.includes(type)) return [];
    const [host] = valuesOf(one, "address");
    return valuesOf(one, "port").map((port): Bind => {
      const says = `type="${type}" port="${port}"${host === undefined ? "" : ` address="${host}"`}`;
      return { protocol, host: host ?? "*", port, says, from: "file" };
    });
  });
}

/** The older directives that start a module's server, and those that name its address for what follows. */
const LEGACY: Readonly<Record<string, string>> = {
  $udpserverrun: "imudp",
  $inputtcpserverrun: "imtcp",
  $inputptcpserverrun: "imptcp",
  $inputrelpserverrun: "imrelp",
  $inputgssserverrun: "imgssapi",
};
const ADDRESSES: Readonly<Record<string, string>> = { $udpserveraddress: "imudp", $inputptcpserverlistenip: "imptcp" };

/** `$UDPServerRun 514`, at the address that the lines before it name. */
function legacy(text: string, loaded: readonly string[]): readonly Bind[] {
  const hosts = new Map<string, string>();
  return linesOf(text).flatMap(({ words: [key = "", value = ""], says }): readonly Bind[] => {
    const addressed = ADDRESSES[key.toLowerCase()];
    if (addressed !== undefined) hosts.set(addressed, value);
    const module = LEGACY[key.toLowerCase()];
    if (module === undefined || !loaded.includes(module)) return [];
    return [{ protocol: INPUTS[module] ?? "tcp", host: hosts.get(module) ?? "*", port: value, says, from: "file" }];
  });
}

/** Without a module for it, it hears nobody from outside. */
export const server: Server = {
  name: "rsyslog",
  programs: ["rsyslogd"],
  manual: "https://www.rsyslog.com/doc/configuration/modules/imudp.html",
  background: unlessWith("-n"),
  listens: fromFile({
    name: "rsyslog",
    resolver: PASSIVE,
    file: ["-f"],
    usual: ["/etc/rsyslog.conf"],
    once: "-v -N",
    taking: "-i -l -M -s -u",
    flags: "dDnqQSTwxACo",
    includes: (text) => [
      ...linesOf(text).flatMap(({ words: [key = "", path = ""] }) => (/^\$IncludeConfig$/i.test(key) ? [path] : [])),
      ...objects(text, "include").flatMap((one) => valuesOf(one, "file")),
    ],
    binds: (text) => [...inputs(text, modules(text)), ...legacy(text, modules(text))],
  }),
  packaged: [
    {
      packages: ["rsyslog"],
      units: ["rsyslog", "syslog"],
      stock: true,
      service: ["ExecStart=/usr/sbin/rsyslogd -n -iNONE"],
      files: {
        // Debian's, and what Fedora's has beside it.
        "/etc/rsyslog.conf":
          '#module(load="imudp")\n#input(type="imudp" port="514")\n#module(load="imtcp")\n#input(type="imtcp" port="514")\n' +
          "#$ModLoad imudp\n#$UDPServerRun 514\n#$ModLoad imtcp\n#$InputTCPServerRun 514\n$IncludeConfig /etc/rsyslog.d/*.conf\n",
        "/etc/rsyslog.d/50-default.conf": "",
      },
    },
  ],
  examples: [
    { argv: ["rsyslogd", "-n"], files: { "/etc/rsyslog.conf": '#module(load="imudp")\n#input(type="imudp" port="514")\n' }, listens: [] },
    {
      argv: ["rsyslogd", "-n", "-iNONE", "-f", "/r.conf"],
      files: {
        "/r.conf": '$IncludeConfig /d/*.conf\nmodule(load="imtcp")\ninput(type="imtcp"\n  port="515")\n',
        "/d/a.conf": "$ModLoad /usr/lib64/rsyslog/imudp.so # heard\n$UDPServerAddress 127.0.0.1\n$UDPServerRun 516\n",
      },
      listens: ["tcp * 515", "udp 127.0.0.1 516"],
    },
    {
      argv: ["rsyslogd", "-n", "-f", "/r.conf"],
      files: {
        "/r.conf":
          'module(load="imtcp")\nmodule(load="imptcp")\n$InputTCPServerRun 519\n$InputPTCPServerListenIP 127.0.0.1\n$InputPTCPServerRun 520\n$UDPServerRun 521\n',
      },
      listens: ["tcp * 519", "tcp 127.0.0.1 520"],
    },
    {
      argv: ["rsyslogd", "-f", "/r.conf"],
      files: {
        "/r.conf": 'module(load="imudp")\ninput(type="imudp" port=["517","518"] address="127.0.0.1")\ninput(type="imtcp" port="1")\n',
      },
      listens: ["udp 127.0.0.1 517", "udp 127.0.0.1 518"],
    },
  ],
};
