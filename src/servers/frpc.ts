import type { Invocation, Server } from "../model/launch";
import { unseen } from "../words/servers";
import { frpcConfig } from "./frpc-config";
import type { Parsed } from "./options";
import { readFile } from "./setting";
import { anyPort, calls, carried, type Opened } from "./tunnel";

/** Every option may be spelled with underscores, and is in the help: https://github.com/fatedier/frp/blob/dev/pkg/config/flags.go */
const either = (name: string): readonly string[] => [name, `--${name.slice(2).replaceAll("-", "_")}`];

const OPTIONS = {
  config: { names: ["-c", "--config"] },
  folder: { names: either("--config-dir") },
  port: { names: ["-l", ...either("--local-port")] },
  host: { names: ["-i", ...either("--local-ip")] },
  bindAddress: { names: either("--bind-addr") },
  bindPort: { names: either("--bind-port") },
};

const TAKING = [
  "-s -P -t --token -u --user -n -r -p --protocol -d --sd --sk --locations --mux --metadatas --annotations",
  ...["--server-addr", "--server-port", "--proxy-name", "--remote-port", "--custom-domain", "--log-level", "--log-file"].flatMap(either),
  ...["--log-max-days", "--tls-server-name", "--dns-server", "--http-user", "--http-pwd", "--host-header-rewrite"].flatMap(either),
  ...["--visitor-name", "--server-name", "--server-user", "--allow-users", "--bandwidth-limit", "--bandwidth-limit-mode"].flatMap(either),
].join(" ");

const CARRYING = ["tcp", "udp", "http", "https", "tcpmux"];
const PRIVATE = ["stcp", "xtcp", "sudp"];

function opens({ given, operands: [verb = "", sub] }: Parsed<keyof typeof OPTIONS>, invocation: Invocation): Opened {
  const protocol = verb === "udp" || verb === "sudp" ? "udp" : "tcp";
  const port = given.port.at(-1);
  if (CARRYING.includes(verb))
    return { tunnels: [port ? carried("frpc", `${given.host.at(-1)?.value ?? "127.0.0.1"}:${port.value}`, port.says, protocol) : null] };
  if (PRIVATE.includes(verb)) {
    const [bind] = given.bindPort.slice(-1);
    const host = given.bindAddress.at(-1)?.value ?? "127.0.0.1";
    if (sub !== "visitor" || bind === undefined) return {};
    return { binds: [{ protocol, host, port: bind.value, says: `${host}:${bind.value}`, from: "command" }] };
  }
  const any = anyPort("frpc", "its configuration");
  if (given.folder.length > 0) return { tunnels: [any], doubts: [unseen.directory(given.folder.at(-1)?.value ?? "")] };
  const path = given.config.at(-1)?.value ?? "frpc.ini";
  const { text, doubts } = readFile(invocation, path);
  if (text === null || doubts.length > 0) return { tunnels: [any], doubts };
  const { tunnels, binds, complete } = frpcConfig(text);
  return { tunnels, binds, doubts: complete ? [] : [unseen.computed(path)] };
}

export const server: Server = {
  name: "frpc",
  programs: ["frpc"],
  manual: "https://gofrp.org/en/docs/",
  background: false,
  listens: calls({
    name: "frpc",
    grammar: { options: OPTIONS, taking: TAKING },
    commands: [...CARRYING, ...PRIVATE],
    bare: true,
    harmless: "reload, status, stop, verify, nathole",
    listens: true,
    opens,
  }),
  examples: [
    { argv: ["frpc", "udp", "-s", "frp.example.com:7000", "-l", "5301", "-r", "53"], listens: ["tunnel udp 127.0.0.1 5301"] },
    {
      argv: ["frpc", "stcp", "visitor", "--server_name", "s", "--bind_addr", "0.0.0.0", "--bind-port", "8332"],
      listens: ["tcp * 8332"],
    },
    { argv: ["frpc", "stcp", "--sk", "x", "-l", "8333"], listens: [] },
    {
      argv: ["frpc", "-c", "frpc.toml"],
      files: {
        "frpc.toml":
          'webServer.port = 8334\n[[proxies]]\ntype = "tcp"\nlocalIP = "web"\nlocalPort = 8310 # the shop\n' +
          '[[proxies]]\ntype = "stcp"\nlocalPort = 8311\n[[proxies]]\ntype = "http"\n[proxies.plugin]\ntype = "https2http"\nlocalAddr = "db:8335"\n',
      },
      listens: ["tcp 127.0.0.1 8334", "tunnel tcp web 8310", "tunnel tcp db 8335"],
    },
    {
      argv: ["frpc", "-c", "v.toml"],
      files: {
        "v.toml": '[webServer]\naddr = "0.0.0.0"\nport = 8336\n[[visitors]]\ntype = "sudp"\nbindAddr = "10.0.3.9"\nbindPort = 8337\n',
      },
      listens: ["tcp * 8336", "udp 10.0.3.9 8337"],
    },
    {
      argv: ["frpc", "-c", "/etc/frpc.yaml"],
      files: { "/etc/frpc.yaml": "serverAddr: a\nproxies:\n- {name: w, type: udp, localIP: 10.0.3.8, localPort: 8338}\n" },
      listens: ["tunnel udp 10.0.3.8 8338"],
    },
    {
      argv: ["frpc", "-c", "frpc.json"],
      files: { "frpc.json": '{"proxies":[{"type":"tcp","plugin":{"type":"socks5"}},{"type":"tcp","plugin":{"type":"static_file"}}]}' },
      listens: ["tunnel tcp ? ?"],
    },
    {
      argv: ["frpc"],
      files: {
        "frpc.ini":
          "[common]\nserver_addr = a\nadmin_addr = 0.0.0.0\nadmin_port = 8339\n[range:x]\ntype = tcp\nlocal_port = 8340-8342,8350\n" +
          "[v]\ntype = stcp\nrole = visitor\nbind_port = 8343\n",
      },
      listens: ["tcp * 8339", "tcp 127.0.0.1 8343", "tunnel tcp 127.0.0.1 8340", "tunnel tcp 127.0.0.1 8350"],
    },
    {
      argv: ["frpc", "-c", "c.toml"],
      files: { "c.toml": 'includes = ["/etc/frp/*.toml"]\n[[proxies]]\ntype = "tcp"\nlocalPort = 8344\n' },
      listens: ["tunnel tcp 127.0.0.1 8344", "tunnel tcp ? ?"],
    },
    {
      argv: ["frpc", "-c", "c.toml"],
      files: { "c.toml": 'proxies = [{ name = "w", type = "tcp", localPort = 8345 }]\n' },
      listens: ["tunnel tcp 127.0.0.1 8345"],
    },
    {
      argv: ["frpc", "-c", "c.toml"],
      files: { "c.toml": 'serverAddr = "a"\nwebServer.addr = "0.0.0.0"\nwebServer.port = 8346\n' },
      listens: ["tcp * 8346"],
    },
    { argv: ["frpc", "-c", "/etc/frp/other.ini"], listens: ["tunnel tcp ? ?"] },
    { argv: ["frpc", "reload"], listens: [] },
    { argv: ["frpc", "--version"], listens: [] },
  ],
};
