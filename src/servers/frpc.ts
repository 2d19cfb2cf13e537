import { type Server, UNSEEN } from "../model/launch";
import type { Tunnel } from "../model/listener";
import { hasHole } from "../model/text";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { parseIni } from "./ini";
import { parseOptions } from "./options";
import { absolute } from "./setting";
import { anyPort, carried, serveTunnels } from "./tunnel";

/** Types of proxies for those who hold their key. https://gofrp.org/en/docs/features/stcp/ */
const isPrivate = (type: string): boolean => /^(stcp|xtcp|sudp)$/.test(type);

/** One proxy for each section, in INI and in TOML (`[[proxies]]`) alike. */
const proxiesOf = (text: string): readonly (Tunnel | null)[] =>
  text.split(/^(?=\s*\[)/m).map((section) => {
    const settings = parseIni(section);
    const of = (...keys: readonly string[]): string | undefined => settings.findLast(({ key }) => keys.includes(key))?.value;
    const [port, type = "tcp"] = [of("local_port", "localPort"), of("type")];
    if (port === undefined || isPrivate(type)) return null;
    return carried("frpc", `${of("local_ip", "localIP") ?? "127.0.0.1"}:${port}`, `local port ${port}`, type === "udp" ? "udp" : "tcp");
  });

export const server: Server = {
  name: "frpc",
  programs: ["frpc"],
  manual: "https://gofrp.org/en/docs/",
  background: false,
  listens: (invocation) => {
    const options = {
      config: { names: ["-c", "--config"] },
      port: { names: ["-l", "--local-port", "--local_port"] },
      host: { names: ["-i", "--local-ip", "--local_ip"] },
    };
    const taking =
      "-s --server-addr --server_addr -P --server-port -t --token -u --user -n --proxy-name --proxy_name -r --remote-port --remote_port -p " +
      "--protocol -d --custom-domain --custom_domain --sd --sk --log-level --log_level";
    const { given, operands } = parseOptions(argumentsOf(invocation), { style: "plain", options, taking });
    const [verb = ""] = operands;
    const port = given.port.at(-1);
    const host = given.host.at(-1)?.value ?? "127.0.0.1";
    if (/^(tcp|udp|https?|tcpmux)$/.test(verb))
      return serveTunnels(port === undefined ? null : carried("frpc", `${host}:${port.value}`, port.says, verb === "udp" ? "udp" : "tcp"));
    if (verb !== "") return idle("frpc", operands, "reload, status, stop, verify, nathole, stcp, xtcp, sudp");
    const path = absolute(invocation.cwd, given.config.at(-1)?.value ?? "frpc.ini");
    const text = path === null || hasHole(path) ? UNSEEN : invocation.files.read(path);
    if (text === null || text === UNSEEN) return serveTunnels(anyPort("frpc", "its configuration"));
    return serveTunnels(...proxiesOf(text));
  },
  examples: [
    { argv: ["frpc", "udp", "-s", "frp.example.com:7000", "-l", "5301", "-r", "53"], listens: ["tunnel udp 127.0.0.1 5301"] },
    {
      argv: ["frpc", "-c", "frpc.toml"],
      files: {
        "frpc.toml": '[[proxies]]\ntype = "tcp"\nlocalIP = "web"\nlocalPort = 8310\n[[proxies]]\ntype = "stcp"\nlocalPort = 8311\n',
      },
      listens: ["tunnel tcp web 8310"],
    },
    { argv: ["frpc", "-c", "/etc/frp/other.ini"], listens: ["tunnel tcp ? ?"] },
    { argv: ["frpc", "reload"], listens: [] },
  ],
};
