import type { Server } from "../model/launch";
import type { Served } from "../model/listener";
import { GO } from "./address";
import { argumentsOf } from "./arguments";
import { asksNot, doubted } from "./command";
import { endpoint } from "./endpoint";
import { inHome } from "./home";
import { parseOptions } from "./options";
import { NOTHING, serve, type Bind } from "./served";
import { decide, fallback, last, option, readFile, variable, type Layer, type Said } from "./setting";

const STEPS = ["cli", "decrypt", "generate", "install-completions"];

/** What the elements of a name hold, which have no others in them. */
const elements = (text: string, name: string): readonly string[] =>
  [...text.matchAll(new RegExp(`<${name}>([^<>]*)</${name}>`, "g"))].map(([, value = ""]) => value.trim());

/** Its page on loopback, and the port for the other devices, by TCP and QUIC; between them it calls out on 21027 of the local network. */
export const server: Server = {
  name: "syncthing",
  programs: ["syncthing"],
  manual: "https://docs.syncthing.net/users/config.html",
  background: false,
  listens: (invocation): Served => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      style: "plain",
      options: {
        page: { names: ["--gui-address", "-gui-address"] },
        folder: { names: ["-C", "--config", "-H", "--home", "-home"] },
        once: { names: ["-h", "--paths", "--device-id", "--generate", "--upgrade", "--upgrade-check", "--browser-only"], takes: "none" },
      },
      taking: "-D --data --gui-apikey --logfile --log-file --logflags --log-level",
    });
    if (parsed.tells || parsed.given.once.length > 0) return NOTHING;
    const asked = asksNot(args, parsed, STEPS);
    if (asked === "no") return NOTHING;
    const folders = [
      parsed.given.folder.at(-1)?.value ?? invocation.environment.values.get("STHOMEDIR"),
      inHome(invocation, ".config/syncthing"),
      inHome(invocation, ".local/state/syncthing"),
    ];
    const names = folders[0] === undefined ? folders.slice(1) : folders.slice(0, 1);
    const files = names.map((folder) => readFile(invocation, `${folder ?? ""}/config.xml`));
    const file = files.find(({ text }) => text !== null);
    const doubts = file?.doubts ?? files.flatMap((one) => one.doubts);
    const [, gui = ""] = /<gui\b[^>]*>([^]*?)<\/gui>/.exec(file?.text ?? "") ?? [];
    const written = (text: string, name: string): Layer => ({
      said: elements(text, name).map((value) => ({ value, says: `<${name}>${value}</${name}>`, from: "file" })),
      doubts,
    });
    const page = decide(
      last(option(parsed, "page")),
      variable(invocation.environment, "STGUIADDRESS"),
      last(written(gui, "address")),
      fallback("127.0.0.1:8384"),
    );
    const peers = decide(written(file?.text ?? "", "listenAddress"), fallback("default"));
    const local: readonly Bind[] = /<localAnnounceEnabled>false</.test(file?.text ?? "")
      ? []
      : [{ protocol: "udp", host: "", port: elements(file?.text ?? "", "localAnnouncePort")[0] ?? "21027", says: "", from: "default" }];
    return serve(
      "syncthing",
      GO,
      [
        ...page.said.map((said) =>
          endpoint(said, { host: "", port: "8384", bare: "host", schemes: ["http://", "https://"], unix: ["unix://"] }),
        ),
        ...peers.said.flatMap(peersOf),
        ...local,
      ],
      [...page.doubts, ...peers.doubts, ...doubted("syncthing", parsed, asked)],
    );
  },
  packaged: [
    {
      packages: ["syncthing"],
      units: ["syncthing"],
      starts: false,
      service: ["User=%i", "ExecStart=/usr/bin/syncthing serve --no-browser --no-restart --logflags=0"],
      // Its first start writes one, with its defaults.
      files: { "/root/.config/syncthing/config.xml": null, "/root/.local/state/syncthing/config.xml": null },
    },
  ],
  examples: [
    { argv: ["syncthing", "serve", "--no-browser"], listens: ["tcp 127.0.0.1 8384", "tcp * 22000", "udp * 22000", "udp * 21027"] },
    {
      argv: ["syncthing", "--home=/s", "--gui-address=0.0.0.0:8385"],
      files: {
        "/s/config.xml":
          "<configuration><gui><address>127.0.0.1:8384</address></gui><options><listenAddress>tcp4://127.0.0.1:22001</listenAddress>" +
          "<listenAddress>quic://:22002</listenAddress><localAnnounceEnabled>false</localAnnounceEnabled></options></configuration>",
      },
      listens: ["tcp * 8385", "tcp 127.0.0.1 22001", "udp * 22002"],
    },
    {
      argv: ["syncthing", "-H", "/s"],
      files: { "/s/config.xml": "<configuration><gui><address>0.0.0.0:8386</address></gui></configuration>" },
      env: { STGUIADDRESS: "" },
      listens: ["tcp * 8386", "tcp * 22000", "udp * 22000", "udp * 21027"],
    },
    { argv: ["syncthing", "generate", "--home=/s"], listens: [] },
  ],
};

/** A relay, as `relay://…` and `dynamic+https://…` name it, is called. */
function peersOf(said: Said): readonly Bind[] {
  if (said.value === "default" || said.value === "")
    return [
      { host: "", port: "22000", says: said.says, from: said.from },
      { protocol: "udp", host: "", port: "22000", says: said.says, from: said.from },
    ];
  const [, kind = "", address = ""] = /^(tcp|quic)[46]?:\/\/([^/?]*)/.exec(said.value) ?? [];
  if (kind === "") return [];
  const bind = endpoint({ ...said, value: address }, { host: "", port: "22000", bare: "host" });
  return [kind === "quic" ? { ...bind, protocol: "udp" } : bind];
}
